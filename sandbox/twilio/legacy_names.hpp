#pragma once
#include "net/http/message.hpp"

#include <string>
#include <string_view>

// Programmable Chat's words for what Conversations calls otherwise.
namespace flexcord::sandbox::twilio {

/// Programmable Chat's name of a Conversations event; a message with files (`media`: the parameter
/// Media) is a media message there. Empty when it has no such event.
std::string legacy_event_of(std::string_view event, std::string_view media);

/// The parameters of a legacy webhook, from those of the Conversations one.
net::http::form legacy_parameters(const std::string& legacy_event, const net::http::form& all);

} // namespace flexcord::sandbox::twilio
