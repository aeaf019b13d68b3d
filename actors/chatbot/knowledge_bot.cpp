#include "actors/chatbot/knowledge_bot.hpp"
#include "actors/chatbot/knowledge_texts.hpp"

#include <mutex>

namespace flexcord::actors {
namespace {

using namespace net::chatbot;

/// Text that Discord shows as it is.
std::string escaped(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (std::string_view{"\\*_~`|>[]#<@"}.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

class knowledge_bot final : public bot {
public:
  knowledge_bot(std::unique_ptr<knowledge_base> base, knowledge_bot_options options)
      : base_(std::move(base)), options_(std::move(options)) {}

  void ask(turn t, std::chrono::milliseconds, callback done) override { done(answer_to(t)); }

private:
  answer answer_to(const turn& t) {
    const auto& texts = texts_for(t.locale, options_.language);
    answer a;
    switch (small_talk_of(t.text)) {
    case small_talk::wants_person:
      a.handoff = true;
      a.wish.reason = "asked for a person";
      return a;
    case small_talk::greeting:
      a.replies.push_back(plain(texts.greeting));
      return a;
    case small_talk::thanks:
      a.replies.push_back(plain(texts.thanks));
      return a;
    case small_talk::none:
      break;
    }
    if (t.text.find_first_not_of(" \t\r\n") == std::string::npos && !t.attachments.empty()) {
      a.replies.push_back(plain(texts.only_files));
      return a;
    }
    std::vector<article_hit> hits;
    {
      const std::lock_guard guard{lock_};
      hits = base_->search(t.text, t.locale.empty() ? options_.language : t.locale,
                           options_.results, options_.minimum_score);
    }
    a.replies.push_back(hits.empty() ? plain(texts.found_nothing) : links(hits, texts));
    return a;
  }

  static reply plain(std::string_view text) {
    reply r;
    r.text = text;
    return r;
  }

  static reply links(const std::vector<article_hit>& hits, const knowledge_texts& texts) {
    reply r = plain(hits.size() == 1 ? texts.found_one : texts.found_many);
    r.article = hits.front().id;
    for (const auto& hit : hits)
      r.text += "\n\n**[" + escaped(hit.title) + "](<" + hit.url + ">)**\n" + escaped(hit.excerpt);
    return r;
  }

  std::mutex lock_;
  std::unique_ptr<knowledge_base> base_;
  knowledge_bot_options options_;
};

} // namespace

std::unique_ptr<bot> make_knowledge_bot(std::unique_ptr<knowledge_base> base,
                                        knowledge_bot_options options) {
  return std::make_unique<knowledge_bot>(std::move(base), std::move(options));
}

} // namespace flexcord::actors
