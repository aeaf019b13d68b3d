#pragma once
#include "store/journal.hpp"

#include <string>

namespace flexcord::actors {

/// Puts a dead command back into the outbox of a store that no node works on; the next node does
/// it. Gives why not, empty when it is done.
std::string retry_in_store(store::journal& j, const std::string& conversation,
                           const std::string& id, std::int64_t now);

} // namespace flexcord::actors
