#pragma once
#include "actors/cases/machine.hpp"
#include "actors/privacy/pages.hpp"

#include <string>

/// One person's data in a store that no node works on. Each gives why not, empty when it is done.
namespace flexcord::actors {

std::string find_in_store(store::journal& j, privacy::person& who);
/// Erases what is found; the reasons of talks that are not erased stand in `to`. `how`: who hears
/// of it once a node runs.
std::string erase_in_store(store::journal& j, const privacy::person& who, std::int64_t now,
                           const cases::rules& how, privacy::journal_part& to);

} // namespace flexcord::actors
