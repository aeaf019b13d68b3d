#pragma once
#include "actors/conversation/machine.hpp"

#include <string>

/// Words for steps, so that tests and TRANSITIONS.md read alike. Include before the CAF test
/// headers.
namespace flexcord::conversation {

/// "post fc-1 m1 'hello'": name and the fields that matter. Texts end at their first sentence.
std::string describe(const command& c);
/// "awaiting_agent/queued", "with_agent Ana,Ben parked", …
std::string describe(const phase& p);
/// "with_bot (stale): say …, ask_bot …": the next phase, how the event was taken, the commands.
std::string describe(const step& s);
/// "+queue 1800s, -opening": what is armed (with the time from now) and disarmed.
std::string timers_of(const step& s, millis now);
/// "case 7 open 'queued'".
std::string cases_of(const step& s);

} // namespace flexcord::conversation
