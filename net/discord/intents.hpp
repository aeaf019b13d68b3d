#pragma once
#include <cstdint>
#include <string>
#include <vector>

/// Gateway intents and what an application may ask for. Pure.
namespace flexcord::net::discord {

namespace intent {
inline constexpr std::uint32_t guilds = 1u << 0, guild_members = 1u << 1, guild_presences = 1u << 8,
                               guild_messages = 1u << 9, direct_messages = 1u << 12,
                               message_content = 1u << 15;
}

/// The privileged intents among `intents` that an application with these flags may not use: "Server
/// Members", "Presence", "Message Content", as the portal names them. The gateway closes with 4014
/// when one is asked for.
std::vector<std::string> intents_not_granted(std::uint32_t intents, std::uint64_t flags);

} // namespace flexcord::net::discord
