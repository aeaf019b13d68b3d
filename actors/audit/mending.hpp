#pragma once
#include "actors/audit/reading.hpp"
#include "actors/conversation/event.hpp"
#include "store/journal.hpp"

#include <optional>

namespace flexcord::actors::audit {

/// The event that closes a gap, given to the conversation like any other: its id makes it count
/// once. Nothing for a gap that is closed in another way (`mend::wake`), or not at all, and for a
/// dead letter that this version cannot read. An agent's name is left empty.
std::optional<conversation::envelope> event_for(const gap& g, const journal_view& j,
                                                const sides_read& r,
                                                const std::vector<store::dead_letter>& dead,
                                                std::int64_t now);

} // namespace flexcord::actors::audit
