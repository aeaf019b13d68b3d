#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace flexcord::sandbox::bot {

/// What the bot does with one message.
struct turn {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::int64_t delay_ms = 0; ///< by the sandbox's clock
  bool hang = false;         ///< no answer for a minute
};

/// Decides by the words of `text`. Rasa's REST channel: the body is an array of messages for
/// `sender`.
turn answer(std::string_view sender, std::string_view text);

} // namespace flexcord::sandbox::bot
