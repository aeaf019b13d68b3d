#pragma once
#include "net/twilio/legacy.hpp"

#include <string>
#include <vector>

namespace flexcord::actors::twilio {

/// Reads every channel of a user, those listed last first; a user who is not there has none, and a
/// channel that is gone is left out. The list of a user's channels tells neither their age nor
/// their state. `chat` outlives the search; `done` runs once, on a network thread.
void search_channels(net::twilio::legacy& chat, const std::string& identity,
                     net::twilio::legacy::callback<std::vector<net::twilio::chat_channel>> done);

} // namespace flexcord::actors::twilio
