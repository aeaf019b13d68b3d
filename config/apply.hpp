#pragma once
#include "config/load.hpp"
#include "config/schema.hpp"
#include "config/value.hpp"

#include <string>
#include <vector>

namespace flexcord::config {

/// Puts a value into the field of its key when type and rule allow; otherwise adds a problem and
/// keeps the default.
void apply(const key& k, const value& v, settings& s, std::vector<problem>& problems);

} // namespace flexcord::config
