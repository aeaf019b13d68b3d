#include "net/discord/gateway_session.hpp"

#include <algorithm>

// What a session does: connecting, identifying, sending, giving up, and the one way out of a
// connection.
namespace flexcord::net::discord {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds longest_ready_timeout = 10min, immediate_spacing = 5s,
                       rate_limited_pause = 5s, minute = 60s;
constexpr std::size_t sends_a_minute = 120, kept_for_heartbeats = 10;

void forget_before(std::deque<milliseconds>& times, milliseconds horizon) {
  while (!times.empty() && times.front() <= horizon) times.pop_front();
}

} // namespace

void gateway_session::connect() {
  enter(session_state::connecting, gateway_state::connecting, {});
  auto url = on_resume_url() ? resume_url_ : options_.url;
  out_.push_back(connect_socket{gateway_address(url, options_.compress)});
}

void gateway_session::begin_identify_wait() {
  disarm(session_timer::phase);
  enter(session_state::identify_wait, gateway_state::identifying, {});
  forget_before(identifies_, now_.now - minute);
  held_ = options_.identifies_a_minute > 0 && identifies_.size() >= options_.identifies_a_minute;
  if (held_) {
    tally("identify_held");
    return arm(session_timer::phase, identifies_.front() + minute - now_.now);
  }
  out_.push_back(ask_identify{++ticket_});
}

void gateway_session::identify() {
  identifies_.push_back(now_.now);
  send(identify_json(options_), false);
  tally("identify");
  enter(session_state::identifying, gateway_state::identifying, {});
  // While Discord is down, waiting longer costs nothing and each new Identify counts against the
  // day's thousand.
  auto patience = ready_timeout * (1u << std::min(missed_readies_, 6u));
  arm(session_timer::phase, std::min(patience, longest_ready_timeout));
}

void gateway_session::beat() {
  if (send(heartbeat_json(last_sequence_), true)) beat_unanswered_ = true;
}

bool gateway_session::send(std::string json, bool heartbeat) {
  forget_before(sends_, now_.now - minute);
  if (sends_.size() >= (heartbeat ? sends_a_minute : sends_a_minute - kept_for_heartbeats)) {
    tally("send_limited");
    return false;
  }
  sends_.push_back(now_.now);
  out_.push_back(send_frame{std::move(json)});
  return true;
}

void gateway_session::established(gateway_state from) {
  tally(from == gateway_state::resuming ? "resumed" : "ready");
  attempt_ = failed_resumes_ = failed_connects_ = missed_readies_ = 0;
  resume_limit_ = 2;
  disarm(session_timer::phase);
  enter(session_state::ready, gateway_state::ready, {});
}

void gateway_session::give_up_session() {
  failed_resumes_ = 0;
  resume_limit_ = 2;
  if (id_.empty()) return;
  id_.clear();
  resume_url_.clear();
  committed_ = watermark();
  last_sequence_.reset();
  tally("session_lost");
  out_.push_back(report_position{});
}

void gateway_session::resume_failed() {
  bool trying = state_ == session_state::resuming || state_ == session_state::awaiting_hello;
  if (!trying || id_.empty()) return;
  tally("resume_failed");
  if (++failed_resumes_ >= resume_limit_) give_up_session();
}

void gateway_session::enter(session_state s, std::optional<gateway_state> shown, std::string why) {
  state_ = s;
  if (!shown || (*shown == shown_ && why.empty())) return;
  shown_ = *shown;
  out_.push_back(report_state{*shown, std::move(why)});
}

void gateway_session::leave(pace p, std::uint16_t code, const std::string& why) {
  if (code != 0) out_.push_back(close_socket{code, why});
  disarm(session_timer::heartbeat);
  disarm(session_timer::phase);
  interval_ = 0ms;
  enter(session_state::waiting_to_reconnect, gateway_state::connecting, why);
  arm(session_timer::reconnect, delay_of(p));
}

milliseconds gateway_session::delay_of(pace p) {
  auto between = [this](milliseconds low, milliseconds high) {
    auto span = static_cast<double>((std::max(high, low) - low).count());
    return low + milliseconds(static_cast<std::int64_t>(span * now_.random));
  };
  if (p == pace::at_once &&
      (!last_immediate_ || now_.now - *last_immediate_ >= immediate_spacing)) {
    last_immediate_ = now_.now;
    return 0ms;
  }
  if (p == pace::one_to_five) return between(1s, 5s);
  if (p == pace::longest) return options_.reconnect_max;
  auto cap =
      std::min(options_.reconnect_max, options_.reconnect_min * (1u << std::min(attempt_, 16u)));
  ++attempt_;
  auto delay = between(options_.reconnect_min / 2, cap);
  return p == pace::rate_limited ? std::max(delay, rate_limited_pause) : delay;
}

bool gateway_session::connected() const {
  switch (state_) {
  case session_state::connecting:
  case session_state::awaiting_hello:
  case session_state::identify_wait:
  case session_state::identifying:
  case session_state::resuming:
  case session_state::ready:
    return true;
  default:
    return false;
  }
}

} // namespace flexcord::net::discord
