#pragma once
#include "net/chatbot/bot.hpp"
#include "net/chatbot/json.hpp"

/// The parts of an answer that several kinds of bot have in common.
namespace flexcord::net::chatbot {

/// More replies or buttons than this in one answer are a mistake of the bot.
constexpr std::size_t most_replies = 50;
constexpr std::size_t most_choices = 25;
/// A bot's answer is text for a chat: more than this is refused.
constexpr std::size_t longest_answer = 1u << 20;

/// {"replies", "handoff", "end"} of a webhook chatbot.
result<answer> parse_webhook_answer(const boost::json::object& o);
/// Rasa's list of messages. A text equal to `marker` (when set) asks for a person.
result<answer> parse_rasa_answer(std::string_view body, std::string_view marker);
/// A chat completion that came in one piece.
result<answer> parse_completion(std::string_view body);

/// Buttons: objects with title and payload, or plain strings. Problems go to `m`.
std::vector<choice> read_choices(members& m, std::string_view name);

/// What a turn says; the files' addresses when it has files, since most bots see text only.
std::string words_of(const turn& t);

/// The failure for an HTTP answer outside 2xx.
failure refusal(const http::response& r);

} // namespace flexcord::net::chatbot
