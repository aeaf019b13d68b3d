#include "actors/chatbot/knowledge_context.hpp"
#include "actors/chatbot/article_ref.hpp"
#include "actors/chatbot/knowledge_links.hpp"
#include "actors/chatbot/knowledge_texts.hpp"
#include "actors/chatbot/words.hpp"

namespace flexcord::actors {
namespace {

using namespace net::chatbot;

/// Models are billed by what they read; an article that says it later is too long for a chat.
constexpr std::size_t longest_passage = 2000;
/// Of the articles given, those are "best" whose score is near the first one's.
constexpr double near_best = 0.6;

class informed_bot final : public bot {
public:
  informed_bot(std::unique_ptr<bot> inner, articles_now articles, knowledge_bot_options options)
      : inner_(std::move(inner)), articles_(std::move(articles)), options_(std::move(options)) {}

  void ask(turn t, std::chrono::milliseconds deadline, callback done) override {
    const auto base = articles_();
    auto hits = base ? base->search(query_of(t, options_)) : std::vector<article_hit>{};
    for (const auto& h : hits)
      t.articles.push_back({h.title, h.url, shortened(h.body, longest_passage)});
    const auto read_more = texts_for(t.locale, options_.language).read_more;
    inner_->ask(
        std::move(t), deadline,
        [hits = std::move(hits), read_more, done = std::move(done)](net::result<answer> got) {
          if (!got || hits.empty())
            done(std::move(got));
          else
            done(with_links(std::move(*got), hits, read_more));
        });
  }
  void stop() override {
    inner_->stop();
    if (options_.stop) options_.stop();
  }

private:
  std::unique_ptr<bot> inner_;
  articles_now articles_;
  knowledge_bot_options options_;
};

} // namespace

answer with_links(answer a, const std::vector<article_hit>& given, std::string_view read_more) {
  std::vector<std::string> urls, shown;
  for (const auto& h : given) urls.push_back(h.url);
  for (auto& r : a.replies) {
    auto judged = judge_links(r.text, urls);
    r.text = std::move(judged.text);
    for (const auto i : judged.cited) shown.push_back(given[i].id);
  }
  // What is handed to a person is not settled with an article.
  if (a.replies.empty() || a.handoff || given.empty()) return a;
  auto& last = a.replies.back();
  if (shown.empty()) {
    last.text += "\n\n" + std::string{read_more};
    for (const auto& h : given) {
      if (h.score < given.front().score * near_best) break;
      last.text += '\n' + article_link(h.title, h.url);
      shown.push_back(h.id);
    }
  }
  if (last.article.empty()) last.article = reference_to(shown);
  return a;
}

std::unique_ptr<bot> make_informed_bot(std::unique_ptr<bot> inner, articles_now articles,
                                       knowledge_bot_options options) {
  return std::make_unique<informed_bot>(std::move(inner), std::move(articles), std::move(options));
}

} // namespace flexcord::actors
