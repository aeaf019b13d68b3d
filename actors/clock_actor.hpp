#pragma once
#include "actors/protocol.hpp"
#include "actors/timer_wheel.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>

namespace flexcord::actors {

/// Keeps every conversation's timers on one wheel, driven by one delayed message of its own; a
/// timer that is due goes to the router as an event of its conversation.
class clock_state {
public:
  static inline const char* name = "flexcord.clock";
  clock_state(clock_actor::pointer self, std::function<conversation::millis()> now,
              router_actor router);
  clock_actor::behavior_type make_behavior();

private:
  clock_actor::pointer self_;
  std::function<conversation::millis()> now_;
  router_actor router_;
  timer_wheel wheel_;
};
using clock_impl = clock_actor::stateful_impl<clock_state>;

} // namespace flexcord::actors
