#pragma once
#include "net/discord/close_code.hpp"
#include "net/discord/gateway.hpp"
#include "net/discord/gateway_frame.hpp"
#include "net/discord/watermark.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// A gateway session as a pure machine: events in, actions out; no socket, no clock, no randomness
/// of its own.
///
/// idle -> connecting -> awaiting_hello -> resuming -> ready
///                                      -> identify_wait -> identifying -> ready
/// and from each of them, by one function (leave), to waiting_to_reconnect, fatal or stopped. What
/// leaves a state: a frame, the socket's end, or the one timer that guards it (Hello 60 s, READY 15
/// s, RESUMED 15 s without progress). Failure modes: a session that cannot be resumed twice is
/// given up for a new one; three Identifies within a minute hold the next one back; back-off falls
/// to its start only after READY or RESUMED.
namespace flexcord::net::discord {

enum class session_state {
  idle,
  connecting,
  awaiting_hello,
  identify_wait, ///< Hello came; the Identify budget is being asked
  identifying,
  resuming,
  ready,
  waiting_to_reconnect,
  fatal,
  stopped,
};
std::string_view to_string(session_state s);

enum class session_timer { heartbeat, phase, reconnect };
inline constexpr std::size_t session_timers = 3;

/// What is given from outside with every event.
struct session_context {
  std::chrono::milliseconds now{0}; ///< monotonic
  double random = 0.5;              ///< in [0, 1), fresh for each event
};

// What happened.
struct start_asked {};
struct socket_opened {};
struct text_received {
  std::string json;
};
struct garbage_received {}; ///< a message that could not even be unpacked
struct socket_closed {
  std::uint16_t code = 0;
  bool opened = true;
};
struct timer_fired {
  session_timer kind = session_timer::heartbeat;
};
struct identify_answered {
  std::uint64_t ticket = 0;
  bool granted = false;
};
struct sequence_committed {
  std::uint64_t sequence = 0;
  std::string session_id;
};
struct stop_asked {
  bool final = false;
};
using session_event =
    std::variant<start_asked, socket_opened, text_received, garbage_received, socket_closed,
                 timer_fired, identify_answered, sequence_committed, stop_asked>;

// What to do next, in this order. connect_socket replaces any socket; nothing of an older one may
// come back as an event.
struct connect_socket {
  std::string url;
};
struct send_frame {
  std::string json;
};
struct close_socket {
  std::uint16_t code = 4000;
  std::string reason;
};
struct drop_socket {};
struct arm_timer {
  session_timer kind = session_timer::heartbeat;
  std::chrono::milliseconds delay{0};
};
struct disarm_timer {
  session_timer kind = session_timer::heartbeat;
};
struct ask_identify {
  std::uint64_t ticket = 0;
};
struct deliver {
  dispatch event;
};
struct report_state {
  gateway_state state = gateway_state::stopped;
  std::string why;
};
struct report_position {
  gateway_position position;
};
struct count {
  std::string_view what;
};
using session_action =
    std::variant<connect_socket, send_frame, close_socket, drop_socket, arm_timer, disarm_timer,
                 ask_identify, deliver, report_state, report_position, count>;

class gateway_session {
public:
  using actions = std::vector<session_action>;
  explicit gateway_session(gateway_options options);

  actions advance(const session_event& event, const session_context& context);

  session_state state() const { return state_; }
  /// What a RESUME would send now: the committed watermark, not the last sequence received.
  gateway_position position() const;

private:
  static constexpr std::chrono::milliseconds ready_timeout{
      15000}; ///< READY, and RESUMED without progress
  enum class pace { at_once, back_off, one_to_five, rate_limited, longest };

  void on(const start_asked&);
  void on(const socket_opened&);
  void on(const text_received& e);
  void on(const garbage_received&);
  void on(const socket_closed& e);
  void on(const timer_fired& e);
  void on(const identify_answered& e);
  void on(const sequence_committed& e);
  void on(const stop_asked& e);

  void on_hello(const gateway_frame& f);
  void on_dispatch(gateway_frame f);
  void on_ready(const gateway_frame& f);
  void on_invalid_session(bool resumable);
  void on_phase_end();

  void begin_identify_wait();
  void identify();
  void beat();
  void connect();
  bool send(std::string json, bool heartbeat);
  void malformed();
  void established(gateway_state s);
  void give_up_session();
  void resume_failed();
  void enter(session_state s, std::optional<gateway_state> shown, std::string why);
  /// The one way out of a connection: close it with `code` (0: it is gone already), wait as `p`
  /// says, try again.
  void leave(pace p, std::uint16_t code, const std::string& why);
  std::chrono::milliseconds delay_of(pace p);
  bool connected() const;
  bool on_resume_url() const {
    return !id_.empty() && !resume_url_.empty() && failed_connects_ < 2;
  }
  void arm(session_timer t, std::chrono::milliseconds d) { out_.push_back(arm_timer{t, d}); }
  void disarm(session_timer t) { out_.push_back(disarm_timer{t}); }
  void tally(std::string_view what) { out_.push_back(count{what}); }

  gateway_options options_;
  session_state state_ = session_state::idle;
  gateway_state shown_ = gateway_state::stopped;
  session_context now_;
  actions out_;

  // The session: its id, where to resume it, what of it is committed. They live and die together.
  std::string id_, resume_url_;
  watermark committed_;
  std::optional<std::uint64_t> last_sequence_; ///< last received, for heartbeats

  // This connection.
  std::chrono::milliseconds interval_{0};
  bool beat_unanswered_ = false;
  std::deque<std::chrono::milliseconds> sends_; ///< of the last 60 s

  // Across connections.
  unsigned attempt_ = 0;         ///< reconnects since READY or RESUMED
  unsigned failed_resumes_ = 0;  ///< RESUMEs that ended without RESUMED
  unsigned resume_limit_ = 2;    ///< failures after which the session is given up
  unsigned failed_connects_ = 0; ///< sockets that never opened, in a row
  unsigned missed_readies_ = 0;  ///< READY timeouts in a row
  std::uint64_t ticket_ = 0;
  bool held_ = false; ///< identify_wait waits for the loop breaker
  std::optional<std::chrono::milliseconds> last_immediate_;
  std::deque<std::chrono::milliseconds> identifies_; ///< of the last 60 s
};

} // namespace flexcord::net::discord
