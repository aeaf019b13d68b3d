#pragma once
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/types.hpp"

#include <array>
#include <functional>
#include <string>

namespace flexcord::sandbox::twilio {

/// The unscoped paths (the default service) and those under /Services/{IS}.
std::array<std::string, 2> conversation_bases();

/// A change made over REST: announced only when the request asks for webhooks.
origin by_rest(const call& c);

using conversation_handler = std::function<void(world&, const call&, conversation&)>;
/// Looks up the {conversation} capture (SID or unique name), 404 when there is none.
api_handler in_conversation(conversation_handler handle);

} // namespace flexcord::sandbox::twilio
