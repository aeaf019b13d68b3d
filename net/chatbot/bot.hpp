#pragma once
#include "config/settings.hpp"
#include "net/http/client.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::net::chatbot {

struct attached {
  std::string url, content_type, name;
  std::uint64_t size = 0;
};
struct said {
  std::string author;
  std::string text;
}; ///< author: "user", "bot", "agent"

/// An article of the knowledge base that fits a turn.
struct passage {
  std::string title, url, text;
};

/// One turn: what the user wrote since the bot's last answer.
struct turn {
  std::string session_id, message_id, user_id, user_name, locale, text;
  std::vector<attached> attachments;
  std::vector<said> history;     ///< before this turn, oldest first
  std::vector<passage> articles; ///< best first; for bots that are told what to say (openai)
};
struct choice {
  std::string title, payload;
};
struct reply {
  std::string text;
  std::string image_url;
  std::vector<choice> choices;
  std::string article; ///< the knowledge articles behind it by their ids, with commas between
};
struct handoff_wish {
  std::string reason, queue;
};
struct answer {
  std::vector<reply> replies;
  bool handoff = false;
  handoff_wish wish;
  bool end = false;   ///< the bot considers the talk over
  bool later = false; ///< 202: the answer will come by POST /bot/callback
};

/// A chatbot behind one interface. ask() answers once, on any thread, within `deadline`.
class bot {
public:
  using callback = std::function<void(result<answer>)>;
  virtual ~bot() = default;
  virtual void ask(turn t, std::chrono::milliseconds deadline, callback done) = 0;
  virtual void stop() {}
};

std::unique_ptr<bot> make_webhook(http::client& client, const config::chatbot_settings& s);
std::unique_ptr<bot> make_rasa(http::client& client, const config::chatbot_settings& s);
std::unique_ptr<bot> make_openai(http::client& client, const config::chatbot_settings& s);
/// Experimental; chatbot.url is the bot's base, such as https://chat.seasalt.ai/webhook/v1/bots/ID.
std::unique_ptr<bot> make_seachat(http::client& client, const config::chatbot_settings& s);

/// The answer in a POST /bot/callback: the same shape as a webhook chatbot's reply, plus
/// "session_id" and "message_id".
struct called_back {
  std::string session_id, message_id;
  answer a;
};
result<called_back> parse_callback(std::string_view json);

} // namespace flexcord::net::chatbot
