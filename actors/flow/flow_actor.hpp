#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"
#include "net/twilio/flow_call.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace flexcord::actors {

struct flow_tools {
  net::runtime* rt = nullptr;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  /// Studio waits 10 s and takes a failed call as a wish for an agent, so it is answered before.
  std::chrono::milliseconds answer_within{8000};
};

/// Studio's questions whether an agent is wanted: each waits here for its conversation's verdict
/// (command tell_flow) and is answered `false` when none comes in time. Every question gets an
/// answer, 200 with `{"handoff":…}`, whatever goes wrong: a failed call would bring an agent. One
/// that is asked again gets the verdict that was given. A verdict for which nobody waits any more
/// is "late": the conversation then sees to the handoff itself. Debugging:
/// flexcord_flow_calls_total.
class flow_state {
public:
  static inline const char* name = "flexcord.flow";
  flow_state(flow_actor::pointer self, flow_tools tools, router_actor router, journal_actor journal,
             std::shared_ptr<flow_state*> address);
  ~flow_state(); ///< everybody who waits is answered
  flow_actor::behavior_type make_behavior();

  /// In the actor's turn.
  void ask(net::http::responder answer, net::twilio::flow_call call);

private:
  struct waiting {
    std::vector<net::http::responder> callers;
    net::timer_handle timer;
  };
  void route(std::string ticket, const std::string& key, const net::twilio::flow_call& call);
  void verdict(const perform& p);
  bool answer(const std::string& ticket, bool wants_agent, std::string_view outcome);
  void remember(const std::string& ticket, bool wants_agent);

  flow_actor::pointer self_;
  flow_tools tools_;
  router_actor router_;
  journal_actor journal_;
  std::map<std::string, waiting> waiting_;
  std::map<std::string, bool> given_; ///< the last verdicts
  std::deque<std::string> order_;     ///< of given_, oldest first
};

using flow_impl = flow_actor::stateful_impl<flow_state>;

} // namespace flexcord::actors
