#pragma once
#include "net/discord/gateway_session.hpp"

#include <string>
#include <vector>

/// A gateway session on a fake clock, played like a script; what it did is written down as short
/// words.
namespace script {

using namespace flexcord::net::discord;
using std::chrono::milliseconds;

inline gateway_options options() {
  gateway_options o;
  o.token = "secret-token";
  o.url = "ws://gateway.test";
  return o;
}

struct session {
  explicit session(gateway_options o = options()) : machine(std::move(o)) {}

  std::string add(session_event e) {
    done.clear();
    for (auto& a : machine.advance(e, {.now = now, .random = random}))
      std::visit([this](auto& x) { note(x); }, a);
    return done;
  }
  std::string start() { return add(start_asked{}); }
  std::string open() { return add(socket_opened{}); }
  std::string close(std::uint16_t code) { return add(socket_closed{code, true}); }
  std::string refuse() { return add(socket_closed{0, false}); }
  std::string frame(std::string json) { return add(text_received{std::move(json)}); }
  std::string hello() {
    return frame(R"({"op":10,"d":{"heartbeat_interval":40000},"s":null,"t":null})");
  }
  std::string grant() { return add(identify_answered{ticket, true}); }
  std::string tick(session_timer t) { return add(timer_fired{t}); }
  std::string reconnect() { return tick(session_timer::reconnect); }
  std::string dispatch(int s, const std::string& type, const std::string& d = "{}") {
    return frame(R"({"op":0,"s":)" + std::to_string(s) + R"(,"t":")" + type + R"(","d":)" + d +
                 "}");
  }
  std::string ready(int s = 1, const std::string& resume = "ws://resume.test") {
    return dispatch(s, "READY",
                    R"({"v":10,"user":{"id":"11"},"session_id":"sess","resume_gateway_url":")" +
                        resume + R"("})");
  }
  /// From nothing to READY.
  void establish() {
    start();
    open();
    hello();
    grant();
    ready();
  }
  /// From a lost connection to the RESUME on a new one.
  void reach_resume() {
    reconnect();
    open();
    hello();
  }

  void note(connect_socket& a) { url = a.url, word("connect"); }
  void note(send_frame& a) { sent = a.json, word("send:" + a.json.substr(6, 1)); }
  void note(close_socket& a) { word("close:" + std::to_string(a.code)); }
  void note(drop_socket&) { word("drop"); }
  void note(arm_timer& a) {
    constexpr const char* names[] = {"beat", "phase", "reconnect"};
    (a.kind == session_timer::reconnect ? reconnect_delay
     : a.kind == session_timer::phase   ? phase_delay
                                        : beat_delay) = a.delay;
    word(std::string("arm:") + names[static_cast<int>(a.kind)]);
  }
  void note(disarm_timer&) {}
  void note(ask_identify& a) { ticket = a.ticket, word("ask"); }
  void note(deliver& a) { delivered.push_back(a.event), word("deliver:" + a.event.type); }
  void note(report_state& a) { shown = a.state, why = a.why; }
  void note(report_position& a) {
    position = a.position, word(a.position.empty() ? "position:none" : "position:new");
  }
  void note(count& a) { word("#" + std::string{a.what}); }
  void word(const std::string& w) { done += (done.empty() ? "" : " ") + w; }

  gateway_session machine;
  milliseconds now{1'000'000};
  double random = 0.5;
  std::string done, url, sent, why;
  std::uint64_t ticket = 0;
  milliseconds reconnect_delay{-1}, phase_delay{-1}, beat_delay{-1};
  gateway_state shown = gateway_state::stopped;
  gateway_position position;
  std::vector<flexcord::net::discord::dispatch> delivered;
};

/// The state as a word.
inline std::string state_of(const session& s) { return std::string{to_string(s.machine.state())}; }

/// What the session sends first on its next connection: "6" RESUME, "2" Identify.
inline std::string next_opening(session& s) {
  s.reach_resume();
  if (state_of(s) == "identify_wait") s.grant();
  return s.sent.substr(6, 1);
}

} // namespace script
