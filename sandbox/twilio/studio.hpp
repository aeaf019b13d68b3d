#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/desk.hpp"
#include "sandbox/twilio/life.hpp"
#include "sandbox/twilio/studio_flows.hpp"
#include "sandbox/twilio/studio_run.hpp"
#include "sandbox/twilio/talks.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

/// One run of a flow for one message (FN).
struct studio_execution {
  std::string sid, flow_sid, conversation_sid, message_sid, address;
  std::string status = "active"; ///< or "ended"
  bool stuck = false;            ///< active, but nothing goes on any more: a fault struck
  int revision = 0;
  std::vector<std::string> path; ///< the widgets that were reached
  std::int64_t serial = 0, started_ms = 0, updated_ms = 0;
  std::shared_ptr<flow_run> run;
  std::uint64_t turn = 0; ///< of the call that is waited for; an answer to an older one is late
};

/// Runs flows for messages: one execution at a time in a conversation; a message that comes
/// meanwhile starts none. Every change becomes a "twilio.studio" event.
class studio_runner {
public:
  studio_runner(core& host, studio_flows& flows, talks& chats, desk& flex)
      : host_(host), flows_(flows), chats_(chats), flex_(flex) {}

  /// A message came where `hook`, a studio webhook, listens.
  void message_came(const conversation& c, const message& m, const scoped_webhook& hook,
                    const origin& by);

  const std::map<std::string, studio_execution>& executions() const { return executions_; }
  const studio_execution* find(std::string_view sid) const;
  void end(const std::string& sid);
  void erase(const std::string& sid);

  /// New executions stop at their trigger and stay active; switched off, those that hang end.
  void set_stuck(bool on);
  bool stuck() const { return stuck_; }
  /// Every message starts an execution, active ones or not.
  bool concurrent = false;

  void reset();

private:
  bool is_active_in(const std::string& conversation_sid) const;
  studio_execution* active(const std::string& sid);
  void begin(const std::string& sid, const std::string& event);
  void go_on(studio_execution& e, run_step step);
  void perform(const std::string& sid, const run_step& step, const std::string& fault);
  void call(studio_execution& e, const run_calls& what, const std::string& fault);
  void answered(const std::string& sid, std::uint64_t turn, const run_calls& what,
                const std::string& fault, const net::result<net::http::response>& answer);
  void hand_over_once(studio_execution& e, const run_hands_over& what, const std::string& fault);
  bool hand_over(const studio_execution& e, const run_hands_over& what);
  void finish(studio_execution& e);
  void record(const studio_execution& e, const std::string& change);
  void forget_old();

  core& host_;
  studio_flows& flows_;
  talks& chats_;
  desk& flex_;
  life life_;
  std::map<std::string, studio_execution> executions_;
  std::int64_t serial_ = 0;
  bool stuck_ = false;
};

/// What Liquid paths of a flow lead into (studio_context.cpp).
boost::json::object studio_context(const studio_execution& e, const conversation& c,
                                   const message& m, bool legacy, const origin& by);

/// The HTTP request of a widget, signed as Studio signs it (studio_call.cpp).
net::http::request widget_request(const run_calls& what, std::string_view key);

} // namespace flexcord::sandbox::twilio
