#pragma once
#include "actors/conversation/conversation_actor.hpp"

#include <deque>
#include <unordered_map>

namespace flexcord::actors {

/// Finds, spawns and passivates conversations. Events of one conversation reach it in the order in
/// which they came here; while one is leaving memory its events wait. A conversation that died is
/// spawned anew with the next event: what it had not answered is repeated by whoever asked.
class router_state {
public:
  static inline const char* name = "flexcord.router";
  router_state(router_actor::pointer self, std::shared_ptr<const conversation_world> world,
               conversation::millis passivate_after);
  router_actor::behavior_type make_behavior();

private:
  struct held {
    envelope what;
    caf::typed_response_promise<void> promise;
  };
  struct place {
    conversation_actor who;
    conversation::millis last = 0;
    bool leaving = false;
    std::deque<held> waiting;
  };
  place& at(const std::string& key);
  void settled(const std::string& key, bool gone);
  void hand_over(place& p, envelope e, caf::typed_response_promise<void> promise);
  void sweep_some();

  router_actor::pointer self_;
  std::shared_ptr<const conversation_world> world_;
  conversation::millis passivate_after_;
  conversation_peers peers_;
  std::unordered_map<std::string, place> places_;
};

using router_impl = router_actor::stateful_impl<router_state>;

} // namespace flexcord::actors
