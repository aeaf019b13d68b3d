#pragma once
#include "actors/chatbot/knowledge.hpp"
#include "net/chatbot/bot.hpp"

#include <functional>
#include <memory>

namespace flexcord::actors {

/// The articles as they stand now; null when there are none. Any thread may ask.
using articles_now = std::function<std::shared_ptr<const knowledge_base>()>;

struct knowledge_bot_options {
  std::size_t results = 3;     ///< articles in one answer
  double minimum_score = 0.5;  ///< see article_query
  std::string language = "en"; ///< when the user's locale is not known or has no texts
  std::function<void()> stop;  ///< called by the bot's stop(); may be empty
};

/// The built-in bot: answers with articles, in the user's language. Any number of threads may ask;
/// `done` runs before ask() returns, since a search takes a few milliseconds. It asks for a handoff
/// only when the user does.
std::unique_ptr<net::chatbot::bot> make_knowledge_bot(articles_now articles,
                                                      knowledge_bot_options options);

/// One article as a user sees it: "**[title](<url>)**".
std::string article_link(const std::string& title, const std::string& url);

/// The question that a turn asks of the articles.
article_query query_of(const net::chatbot::turn& t, const knowledge_bot_options& options);

} // namespace flexcord::actors
