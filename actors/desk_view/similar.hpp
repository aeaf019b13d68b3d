#pragma once
#include "actors/desk_view/found.hpp"

#include <vector>

namespace flexcord::actors::desk_view {

/// Bug reports and feature requests are compared with each other; other cases are not.
bool is_compared(const std::string& kind);

/// Of the candidates those that say the same as this report, the most alike first. Duplicates and
/// the master are left out: they stand on the page anyway.
std::vector<store::case_facts> similar_to(const found& f, std::size_t most = 5);

} // namespace flexcord::actors::desk_view
