#include "actors/chatbot/make_bot.hpp"

#include "actors/chatbot/knowledge_bot.hpp"
#include "actors/chatbot/knowledge_context.hpp"
#include "actors/chatbot/knowledge_watch.hpp"
#include "config/log.hpp"

namespace flexcord::actors {
namespace {

/// The articles of a bot, and what keeps them as the folder has them.
struct library {
  articles_now now;
  std::function<void()> stop;
};

/// Nothing, with a reason in `why`, when the folder has no article.
std::optional<library> open_library(const config::settings& s, net::runtime* rt, bot_articles* told,
                                    std::string& why) {
  auto shelf = std::make_shared<knowledge_shelf>(s.knowledge.articles);
  const auto news = shelf->look();
  const auto base = shelf->now();
  for (const auto& f : news.faults)
    log::warning("knowledge", "article-skipped", {{"file", f.file}, {"why", f.why}});
  if (!base) {
    why = "knowledge.articles: " + news.problem;
    return {};
  }
  log::info("knowledge", "loaded", {{"articles", base->size()}});
  library l{[shelf] { return shelf->now(); }, {}};
  std::shared_ptr<article_counts> counts;
  if (told != nullptr) {
    told->shelf = shelf;
    counts = told->counts;
    counts->know(base->articles());
  }
  if (rt == nullptr) return l;
  auto watch = std::make_shared<knowledge_watch>(shelf, *rt, s.knowledge.poll_interval,
                                                 [shelf, counts](const shelf_news& changed) {
                                                   if (counts && changed.any())
                                                     counts->know(shelf->now()->articles());
                                                 });
  l.stop = [watch] { watch->stop(); };
  return l;
}

knowledge_bot_options options_of(const config::settings& s, std::size_t results, library& l) {
  return {results, s.knowledge.minimum_score, s.routing.language, l.stop};
}

} // namespace

std::shared_ptr<net::chatbot::bot> make_bot(net::http::client& client, const config::settings& s,
                                            std::string& why, net::runtime* rt,
                                            bot_articles* articles) {
  if (s.chatbot.kind == "webhook") return net::chatbot::make_webhook(client, s.chatbot);
  if (s.chatbot.kind == "rasa") return net::chatbot::make_rasa(client, s.chatbot);
  if (s.chatbot.kind == "seachat") return net::chatbot::make_seachat(client, s.chatbot);
  if (s.chatbot.kind == "openai") {
    auto bot = net::chatbot::make_openai(client, s.chatbot);
    std::string without;
    auto l = s.knowledge.context == 0 ? std::nullopt : open_library(s, rt, articles, without);
    // It can answer without them; a folder that comes later is seen at the next start.
    if (!without.empty()) log::warning("knowledge", "bot-without-articles", {{"why", without}});
    if (!l) return bot;
    return make_informed_bot(std::move(bot), l->now, options_of(s, s.knowledge.context, *l));
  }
  auto l = open_library(s, rt, articles, why);
  if (!l) return nullptr;
  return make_knowledge_bot(l->now, options_of(s, s.knowledge.results, *l));
}

} // namespace flexcord::actors
