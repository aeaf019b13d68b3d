#pragma once
#include "actors/conversation/parts.hpp"

#include <string>
#include <string_view>

/// Who is who in a desk conversation.
namespace flexcord::actors::twilio {

inline constexpr std::string_view bot_identity = "flexcord-bot";
inline constexpr std::string_view system_identity = "system";

/// "discord-<user id>".
std::string identity_of(const conversation::person& user);
/// True for users of the channel, the bot and the system: everybody but agents.
bool is_ours(std::string_view identity);
/// The identity of a worker in a conversation.
std::string identity_of_worker(const std::string& contact_identity, const std::string& name);

} // namespace flexcord::actors::twilio
