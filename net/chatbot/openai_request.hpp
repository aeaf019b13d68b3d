#pragma once
#include "config/settings.hpp"
#include "net/chatbot/bot.hpp"

#include <string>

namespace flexcord::net::chatbot {

/// The body of a chat completion request for one turn: system prompt, the turn's articles with the
/// wish to cite their links, the newest part of the history, the turn, and the tool by which the
/// model asks for a person.
std::string completion_request(const turn& t, const config::chatbot_settings& s);

} // namespace flexcord::net::chatbot
