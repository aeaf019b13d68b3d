#pragma once
#include "actors/chatbot/knowledge.hpp"
#include "net/chatbot/bot.hpp"

#include <memory>

namespace flexcord::actors {

struct knowledge_bot_options {
  std::size_t results = 3;     ///< articles in one answer
  double minimum_score = 0.5;  ///< see knowledge_base::search
  std::string language = "en"; ///< when the user's locale has no texts
};

/// The built-in bot: answers with articles, in the user's language. Any number of threads may ask;
/// `done` runs before ask() returns, since a search takes microseconds. It asks for a handoff only
/// when the user does.
std::unique_ptr<net::chatbot::bot> make_knowledge_bot(std::unique_ptr<knowledge_base> base,
                                                      knowledge_bot_options options);

} // namespace flexcord::actors
