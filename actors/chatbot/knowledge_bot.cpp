#include "actors/chatbot/knowledge_bot.hpp"
#include "actors/chatbot/article_ref.hpp"
#include "actors/chatbot/knowledge_texts.hpp"

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

reply plain(std::string_view text) {
  reply r;
  r.text = text;
  return r;
}

reply links(const std::vector<article_hit>& hits, const knowledge_texts& texts) {
  reply r = plain(hits.size() == 1 ? texts.found_one : texts.found_many);
  std::vector<std::string> ids;
  for (const auto& hit : hits) {
    ids.push_back(hit.id);
    r.text += "\n\n" + article_link(hit.title, hit.url) + '\n' + escaped(hit.excerpt);
  }
  r.article = reference_to(ids);
  return r;
}

class knowledge_bot final : public bot {
public:
  knowledge_bot(articles_now articles, knowledge_bot_options options)
      : articles_(std::move(articles)), options_(std::move(options)) {}

  void ask(turn t, std::chrono::milliseconds, callback done) override { done(answer_to(t)); }
  void stop() override {
    if (options_.stop) options_.stop();
  }

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
    const auto base = articles_();
    const auto hits = base ? base->search(query_of(t, options_)) : std::vector<article_hit>{};
    a.replies.push_back(hits.empty() ? plain(texts.found_nothing) : links(hits, texts));
    return a;
  }

  articles_now articles_;
  knowledge_bot_options options_;
};

} // namespace

std::string article_link(const std::string& title, const std::string& url) {
  return "**[" + escaped(title) + "](<" + url + ">)**";
}

article_query query_of(const turn& t, const knowledge_bot_options& options) {
  return {t.text, t.locale, options.language, options.results, options.minimum_score};
}

std::unique_ptr<bot> make_knowledge_bot(articles_now articles, knowledge_bot_options options) {
  return std::make_unique<knowledge_bot>(std::move(articles), std::move(options));
}

} // namespace flexcord::actors
