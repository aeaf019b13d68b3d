#pragma once
#include "actors/conversation/machine.hpp"
#include "actors/protocol.hpp"
#include "config/settings.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>

namespace flexcord::actors {

/// The settings as far as the conversation machine needs them.
conversation::rules make_rules(const config::settings& s);
/// Is somebody there at that time? routing.hours was validated at start.
std::function<bool(conversation::millis)> make_hours(const config::settings& s);
/// When somebody will be there next. Thread-safe.
std::function<conversation::opening(conversation::millis)> make_openings(const config::settings& s);

/// Stands where live agents would be when none are configured: whatever was left for them (from a
/// time when they were) is told to be undeliverable, so that nothing waits for ever.
class no_desk_state {
public:
  static inline const char* name = "flexcord.no-desk";
  explicit no_desk_state(flex_actor::pointer self) : self_(self) {}
  flex_actor::behavior_type make_behavior();

private:
  flex_actor::pointer self_;
};
using no_desk_impl = flex_actor::stateful_impl<no_desk_state>;

} // namespace flexcord::actors
