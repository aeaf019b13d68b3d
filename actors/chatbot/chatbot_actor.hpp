#pragma once
#include "actors/chatbot/breaker.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "config/settings.hpp"
#include "net/chatbot/bot.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace flexcord::actors {

struct chatbot_tools {
  net::runtime* rt = nullptr;
  std::shared_ptr<net::chatbot::bot> bot;
  config::chatbot_settings settings;
  std::function<conversation::millis()> now;
  std::function<void(const std::string& key)> show_typing; ///< best effort, while the bot thinks
  metrics* numbers = nullptr;
};

/// Bot turns: a deadline for each, a cap on how many run at once (the rest wait in order), a
/// circuit breaker. A turn ends with one event: bot_answered or bot_failed. An answer promised for
/// later (202) is waited for until the deadline counts again from the promise, six times over.
class chatbot_state {
public:
  static inline const char* name = "flexcord.chatbot";
  chatbot_state(chatbot_actor::pointer self, chatbot_tools tools, journal_actor journal);
  chatbot_actor::behavior_type make_behavior();

private:
  struct turn {
    perform what;
    std::uint64_t number = 0;
    conversation::millis began = 0;
    bool promised = false;
    std::optional<conversation::bot_answered> early; ///< the callback came before its 202 was read
  };
  using turn_ptr = std::shared_ptr<turn>;
  void start_next();
  void begin(turn_ptr t);
  void ask(turn_ptr t, std::vector<net::chatbot::said> history);
  void answered(const turn_ptr& t, net::result<net::chatbot::answer> got);
  void end(const turn_ptr& t, conversation::event what, std::string_view outcome);

  chatbot_actor::pointer self_;
  chatbot_tools tools_;
  journal_actor journal_;
  breaker breaker_;
  std::deque<turn_ptr> waiting_;
  std::size_t running_ = 0;
  std::map<std::string, turn_ptr> asked_; ///< turns whose bot has not answered, by conversation key
  std::map<std::string, turn_ptr> promised_; ///< by conversation key
  std::map<std::string, net::timer_handle> patience_;
};

using chatbot_impl = chatbot_actor::stateful_impl<chatbot_state>;

/// A bot's answer as an event of its turn.
conversation::bot_answered to_event(std::uint64_t turn, const net::chatbot::answer& a);

} // namespace flexcord::actors
