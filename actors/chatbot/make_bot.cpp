#include "actors/chatbot/make_bot.hpp"

#include "actors/chatbot/knowledge_bot.hpp"
#include "config/log.hpp"

namespace flexcord::actors {

std::shared_ptr<net::chatbot::bot> make_bot(net::http::client& client, const config::settings& s,
                                            std::string& why) {
  if (s.chatbot.kind == "webhook") return net::chatbot::make_webhook(client, s.chatbot);
  if (s.chatbot.kind == "rasa") return net::chatbot::make_rasa(client, s.chatbot);
  if (s.chatbot.kind == "openai") return net::chatbot::make_openai(client, s.chatbot);
  if (s.chatbot.kind == "seachat") return net::chatbot::make_seachat(client, s.chatbot);
  auto loaded = knowledge_base::load(s.knowledge.articles);
  for (auto& skipped : loaded.skipped)
    log::warning("knowledge", "article-skipped", {{"why", skipped}});
  if (!loaded.base) {
    why = "knowledge.articles: " + loaded.problem;
    return nullptr;
  }
  log::info("knowledge", "loaded", {{"articles", loaded.base->size()}});
  knowledge_bot_options o;
  o.results = s.knowledge.results;
  o.minimum_score = s.knowledge.minimum_score;
  o.language = s.routing.language;
  return make_knowledge_bot(std::move(loaded.base), std::move(o));
}

} // namespace flexcord::actors
