#include "actors/chatbot/article_counting.hpp"

namespace flexcord::actors {

using namespace conversation;

void count_articles(const std::string& key, const event& e, outcome how, const phase& before,
                    const phase& after, article_counts& counts) {
  // An answer of an earlier owner is stale: nobody sees it.
  if (auto* said = std::get_if<bot_answered>(&e); said && how == outcome::done) {
    std::string reference;
    // The buttons stand under the last reply.
    for (auto& r : said->replies)
      if (!r.article.empty()) reference = r.article;
    if (!said->replies.empty()) counts.shown(key, reference);
  }
  if (auto* rated = std::get_if<answer_rated>(&e)) counts.rated(key, rated->article, rated->useful);
  if (!std::holds_alternative<awaiting_agent>(before) &&
      std::holds_alternative<awaiting_agent>(after))
    counts.asked_person(key);
  if (std::holds_alternative<idle>(after)) counts.talk_ended(key);
}

} // namespace flexcord::actors
