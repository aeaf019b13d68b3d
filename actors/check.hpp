#pragma once
#include "config/load.hpp"

#include <iosfwd>

namespace flexcord::actors {

/// `flexcord check`: validates the settings, opens the store, talks to Discord, Twilio and the
/// chatbot, and writes one line a finding with what it breaks and how to mend it. True when nothing
/// is wrong. Blocks; changes nothing outside.
bool check(const config::loaded& loaded, std::ostream& out);

} // namespace flexcord::actors
