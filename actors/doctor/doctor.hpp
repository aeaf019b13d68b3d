#pragma once
#include "config/load.hpp"

#include <iosfwd>

namespace flexcord::actors {

/// `flexcord check`: says what is wrong with settings, store, Discord, Twilio, chatbot and the way
/// between them, what it breaks and how to mend it. Changes nothing; asks the chatbot one question
/// and sends the node one webhook that says nothing. True when nothing is wrong. Blocks.
bool check(const config::loaded& loaded, std::ostream& out);

} // namespace flexcord::actors
