#pragma once
#include "actors/conversation/machine.hpp"
#include "actors/metrics.hpp"
#include "store/journal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors {

struct record_place {
  std::string key;
  std::uint64_t version = 0;
  conversation::millis at = 0;
};

/// A step as the journal stores it.
store::step record_step(const record_place& place, const conversation::envelope& e,
                        const conversation::step& s, const std::vector<std::uint64_t>& done);

/// The id of a command's dead letter, and of an event's.
std::string command_letter(std::uint64_t command);
std::string event_letter(const conversation::envelope& e);
/// What trying a dead letter again means for its conversation; nothing when it cannot be read.
std::optional<conversation::envelope> envelope_of(const store::dead_letter& letter,
                                                  conversation::millis now);

/// One log line and the counts of a step.
/// `before`: the phase that the step began in.
void report_step(const record_place& place, const conversation::envelope& e,
                 const conversation::step& s, const conversation::phase& before,
                 const conversation::state& now, metrics& numbers);

/// The desk conversation a command is for; empty when it is for none.
std::string desk_of(const conversation::command& c);

/// The timer stored under that name.
std::optional<conversation::timer> timer_named(const std::string& name);

} // namespace flexcord::actors
