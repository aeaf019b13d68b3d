#pragma once
#include "actors/chatbot/article_counts.hpp"
#include "actors/chatbot/knowledge_shelf.hpp"
#include "config/settings.hpp"
#include "net/chatbot/bot.hpp"
#include "net/http/client.hpp"
#include "net/runtime.hpp"

#include <memory>
#include <string>

namespace flexcord::actors {

/// What a bot with articles has beside the bot itself.
struct bot_articles {
  std::shared_ptr<knowledge_shelf> shelf; ///< null when the bot has no articles
  std::shared_ptr<article_counts> counts = std::make_shared<article_counts>();
};

/// The chatbot that `chatbot.kind` names; null with a reason in `why` (articles that cannot be
/// read). With `rt` its articles are read again when they change, until the bot is told to stop.
std::shared_ptr<net::chatbot::bot> make_bot(net::http::client& client, const config::settings& s,
                                            std::string& why, net::runtime* rt = nullptr,
                                            bot_articles* articles = nullptr);

} // namespace flexcord::actors
