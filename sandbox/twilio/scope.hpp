#pragma once
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/types.hpp"

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// The unscoped paths (the default service) and those under /Services/{IS}.
std::array<std::string, 2> conversation_bases();

/// Programmable Chat's path of the service, and `rest`.
std::string chat_path(std::string_view rest);
/// As in_conversation, by the capture {channel}: Programmable Chat shows the same objects.
api_handler in_chat_channel(std::function<void(world&, const call&, conversation&)> handle);

/// 404 unless the capture {workspace} is this account's.
api_handler in_workspace(api_handler handle);
std::string workspace_url(const std::string& root);

/// A change made over REST: announced only when the request asks for webhooks.
origin by_rest(const call& c);

using conversation_handler = std::function<void(world&, const call&, conversation&)>;
/// Looks up the {conversation} capture (SID or unique name), 404 when there is none.
api_handler in_conversation(conversation_handler handle);

} // namespace flexcord::sandbox::twilio
