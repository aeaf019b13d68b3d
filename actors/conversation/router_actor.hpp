#pragma once
#include "actors/conversation/conversation_actor.hpp"

#include <list>
#include <unordered_map>

namespace flexcord::actors {

/// Finds, spawns and passivates conversations. Events of one conversation reach it in the order in
/// which they came here, the next one when the one before is answered; while a conversation is
/// leaving memory its events wait. One that died is spawned anew and given the same event once
/// more; an event that it dies of twice becomes a dead letter.
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
    bool repeated = false;
  };
  struct place {
    conversation_actor who;
    conversation::millis last = 0;
    bool leaving = false, in_flight = false;
    std::list<held> waiting; ///< a list, since an empty one takes no memory of its own
  };
  place& at(const std::string& key);
  void revive(const std::string& key);
  void settled(const std::string& key, bool gone);
  void hand_over(const std::string& key);
  void settle_first(const std::string& key, const caf::error& why);
  void give_up(held h);
  void mourn(const std::string& key, place& p, const caf::error& why);
  void sweep_some();

  router_actor::pointer self_;
  std::shared_ptr<const conversation_world> world_;
  conversation::millis passivate_after_;
  conversation_peers peers_;
  std::unordered_map<std::string, place> places_;
};

using router_impl = router_actor::stateful_impl<router_state>;

} // namespace flexcord::actors
