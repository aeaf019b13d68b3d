#pragma once
#include "config/load.hpp"

namespace flexcord::config {

/// The rules that need more than one key. Adds to `problems` and `notes`.
void check(loaded& l);

} // namespace flexcord::config
