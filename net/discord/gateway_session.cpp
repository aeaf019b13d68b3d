#include "net/discord/gateway_session.hpp"

#include "net/discord/payload.hpp"

#include <algorithm>
#include <utility>

namespace flexcord::net::discord {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds hello_timeout = 60s;

/// A resume address may not be weaker than the one that was configured.
bool usable(const std::string& url, const std::string& configured) {
  if (url.starts_with("wss://")) return true;
  return url.starts_with("ws://") && !configured.starts_with("wss://");
}

bool needs_commit(std::string_view type) {
  return type.starts_with("MESSAGE_") || type == "INTERACTION_CREATE";
}

} // namespace

std::string_view to_string(session_state s) {
  switch (s) {
  case session_state::idle:
    return "idle";
  case session_state::connecting:
    return "connecting";
  case session_state::awaiting_hello:
    return "awaiting_hello";
  case session_state::identify_wait:
    return "identify_wait";
  case session_state::identifying:
    return "identifying";
  case session_state::resuming:
    return "resuming";
  case session_state::ready:
    return "ready";
  case session_state::waiting_to_reconnect:
    return "waiting_to_reconnect";
  case session_state::fatal:
    return "fatal";
  case session_state::stopped:
    return "stopped";
  }
  return "unknown";
}

gateway_session::gateway_session(gateway_options options) : options_(std::move(options)) {
  if (!options_.resume_from.empty()) {
    const auto& from = options_.resume_from;
    id_ = from.session_id;
    resume_url_ = usable(from.resume_url, options_.url) ? from.resume_url : options_.url;
    committed_ = watermark(from.sequence);
    last_sequence_ = from.sequence;
  }
}

gateway_session::actions gateway_session::advance(const session_event& event,
                                                  const session_context& context) {
  now_ = context;
  out_.clear();
  std::visit([this](const auto& e) { on(e); }, event);
  return std::exchange(out_, {});
}

gateway_position gateway_session::position() const {
  if (id_.empty()) return {};
  return {.session_id = id_, .resume_url = resume_url_, .sequence = committed_.value()};
}

// ---- what happened
// ----------------------------------------------------------------------------------------------

void gateway_session::on(const start_asked&) {
  if (state_ == session_state::idle) connect();
}

void gateway_session::on(const socket_opened&) {
  if (state_ != session_state::connecting) return;
  failed_connects_ = 0;
  interval_ = 0ms;
  beat_unanswered_ = false;
  sends_.clear();
  enter(session_state::awaiting_hello, std::nullopt, {});
  arm(session_timer::phase, hello_timeout);
}

void gateway_session::on(const text_received& e) {
  if (!connected() || state_ == session_state::connecting) return;
  auto frame = parse_frame(e.json);
  if (frame.has_error()) return malformed();
  switch (frame->op) {
  case 0:
    return on_dispatch(std::move(*frame));
  case 1:
    send(heartbeat_json(last_sequence_), true);
    return;
  case 7:
    tally("reconnect_asked");
    return leave(pace::at_once, 4000, "Discord asks to reconnect");
  case 9:
    return on_invalid_session(frame->resumable);
  case 10:
    return on_hello(*frame);
  case 11:
    beat_unanswered_ = false;
    return;
  default:
    return tally("unknown_op");
  }
}

void gateway_session::on(const garbage_received&) {
  if (connected() && state_ != session_state::connecting) malformed();
}

void gateway_session::on(const socket_closed& e) {
  if (!connected()) return;
  if (!e.opened || state_ == session_state::connecting) {
    ++failed_connects_;
    tally("connect_failed");
    return leave(pace::back_off, 0, "could not connect");
  }
  auto meaning = meaning_of_close(e.code);
  auto why = std::string{meaning.text} + (e.code ? " (" + std::to_string(e.code) + ")" : "");
  tally("closed");
  if (meaning.our_fault) tally("protocol_bug");
  switch (meaning.verdict) {
  case close_verdict::fatal:
    give_up_session();
    for (auto t : {session_timer::heartbeat, session_timer::phase}) disarm(t);
    return enter(session_state::fatal, gateway_state::failed, why);
  case close_verdict::identify:
    give_up_session();
    return leave(pace::back_off, 0, why);
  case close_verdict::resume:
    resume_failed();
    return leave(pace::back_off, 0, why);
  case close_verdict::resume_once:
  case close_verdict::slow_down:
    resume_limit_ = 1;
    resume_failed();
    return leave(meaning.verdict == close_verdict::slow_down ? pace::rate_limited : pace::back_off,
                 0, why);
  }
}

void gateway_session::on(const timer_fired& e) {
  switch (e.kind) {
  case session_timer::heartbeat:
    if (!connected() || interval_ == 0ms) return;
    if (beat_unanswered_) {
      tally("zombie");
      resume_failed();
      return leave(pace::at_once, 4000, "heartbeat not answered");
    }
    beat();
    return arm(session_timer::heartbeat, interval_);
  case session_timer::phase:
    return on_phase_end();
  case session_timer::reconnect:
    if (state_ == session_state::waiting_to_reconnect) connect();
    return;
  }
}

void gateway_session::on(const identify_answered& e) {
  if (state_ != session_state::identify_wait || held_ || e.ticket != ticket_) return;
  if (e.granted) return identify();
  tally("identify_refused");
  leave(pace::longest, 4000, "no Identify left in the budget");
}

void gateway_session::on(const sequence_committed& e) {
  if (e.session_id.empty() || e.session_id == id_) committed_.done_through(e.sequence);
}

void gateway_session::on(const stop_asked& e) {
  if (state_ == session_state::stopped) return;
  if (connected())
    out_.push_back(close_socket{static_cast<std::uint16_t>(e.final ? 1000 : 4000), "stopping"});
  for (auto t : {session_timer::heartbeat, session_timer::phase, session_timer::reconnect})
    disarm(t);
  enter(session_state::stopped, gateway_state::stopped, {});
}

// ---- what the frames mean
// ---------------------------------------------------------------------------------------

void gateway_session::on_hello(const gateway_frame& f) {
  if (state_ != session_state::awaiting_hello) return tally("unexpected_hello");
  interval_ = f.heartbeat_interval;
  auto jitter = static_cast<double>(interval_.count()) * now_.random;
  arm(session_timer::heartbeat, milliseconds(static_cast<std::int64_t>(jitter)));
  if (id_.empty()) return begin_identify_wait();
  // The replay starts after the watermark, so the last sequence of this connection starts there as
  // well.
  last_sequence_ = committed_.value();
  send(resume_json(options_.token, position()), false);
  tally("resume");
  enter(session_state::resuming, gateway_state::resuming, {});
  arm(session_timer::phase, ready_timeout);
}

void gateway_session::on_dispatch(gateway_frame f) {
  if (f.type == "READY" && state_ == session_state::identifying) return on_ready(f);
  if (state_ != session_state::resuming && state_ != session_state::ready)
    return tally("unexpected_event");
  auto sequence = f.sequence.value_or(0);
  if (sequence > 0) last_sequence_ = sequence;
  if (sequence > 0 && needs_commit(f.type) && is_handled_event(f.type)) {
    committed_.open(sequence);
  } else {
    committed_.skip(sequence);
  }
  if (f.type == "RESUMED" && state_ == session_state::resuming) {
    established(gateway_state::resuming);
  } else if (state_ == session_state::resuming) {
    // A long replay is progress.
    arm(session_timer::phase, ready_timeout);
  }
  if (!is_handled_event(f.type)) return tally("unknown_event");
  out_.push_back(deliver{{.sequence = sequence,
                          .type = std::move(f.type),
                          .data = std::move(f.data),
                          .session_id = id_}});
}

void gateway_session::on_ready(const gateway_frame& f) {
  auto r = parse_ready(f.data);
  if (r.has_error()) return malformed();
  id_ = r->session_id;
  resume_url_ = usable(r->resume_url, options_.url) ? r->resume_url : options_.url;
  committed_ = watermark(f.sequence.value_or(0));
  last_sequence_ = f.sequence;
  out_.push_back(report_position{position()});
  established(gateway_state::identifying);
  out_.push_back(deliver{
      {.sequence = f.sequence.value_or(0), .type = f.type, .data = f.data, .session_id = id_}});
}

void gateway_session::on_invalid_session(bool resumable) {
  tally("invalid_session");
  if (resumable) {
    resume_failed();
  } else {
    give_up_session();
  }
  leave(pace::one_to_five, 4000, "invalid session");
}

void gateway_session::on_phase_end() {
  switch (state_) {
  case session_state::awaiting_hello:
    tally("hello_timeout");
    resume_failed();
    out_.push_back(drop_socket{});
    return leave(pace::back_off, 0, "no Hello");
  case session_state::identify_wait:
    return begin_identify_wait();
  case session_state::identifying:
    tally("ready_timeout");
    ++missed_readies_;
    return leave(pace::back_off, 4000, "no READY");
  case session_state::resuming:
    tally("resumed_timeout");
    resume_failed();
    return leave(pace::back_off, 4000, "no RESUMED");
  default:
    return;
  }
}

void gateway_session::malformed() {
  tally("malformed");
  resume_failed();
  leave(pace::back_off, 4000, "malformed payload");
}

} // namespace flexcord::net::discord
