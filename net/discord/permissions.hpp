#pragma once
#include "net/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Who may do what in a guild: Discord's own rules, as values. Pure.
namespace flexcord::net::discord {

/// Bits of a permission set, as Discord numbers them.
namespace permission {
inline constexpr std::uint64_t kick_members = 1ull << 1, ban_members = 1ull << 2,
                               administrator = 1ull << 3, manage_channels = 1ull << 4,
                               manage_guild = 1ull << 5, view_channel = 1ull << 10,
                               send_messages = 1ull << 11, manage_messages = 1ull << 13,
                               embed_links = 1ull << 14, attach_files = 1ull << 15,
                               create_private_threads = 1ull << 36,
                               send_messages_in_threads = 1ull << 38, moderate_members = 1ull << 40,
                               all = ~0ull;
/// Whoever has one of these has been trusted with keeping order.
inline constexpr std::uint64_t of_moderators = kick_members | ban_members | administrator |
                                               manage_channels | manage_guild | manage_messages |
                                               moderate_members;
} // namespace permission

struct role {
  std::string id;
  std::uint64_t permissions = 0;
  std::string name = {};
};

/// What a channel changes for a role or a member.
struct overwrite {
  std::string id;
  bool for_member = false;
  std::uint64_t allow = 0, deny = 0;
};

struct guild {
  std::string id, name, owner_id;
  std::vector<role> roles; ///< the one with the guild's own id is everybody's
};

struct guild_member {
  std::string user_id;
  std::vector<std::string> roles; ///< without everybody's
};

struct guild_channel {
  std::string id, guild_id, name;
  int type = 0;
  std::vector<overwrite> overwrites;
};

/// Types of guild channels that a bot posts in.
inline constexpr int text_channel = 0, announcement_channel = 5;

/// What a member may do in the guild at large.
std::uint64_t guild_permissions(const guild& g, const guild_member& who);

/// What a member may do in one channel: the roles' permissions, then what the channel changes for
/// everybody, for the member's roles together, and for the member. Who may not see the channel may
/// nothing in it; who may not write there may not attach or embed either.
std::uint64_t channel_permissions(const guild& g, const guild_member& who, const guild_channel& c);

result<guild> parse_guild(std::string_view json);
result<guild_member> parse_member(std::string_view json);
result<guild_channel> parse_channel(std::string_view json);

} // namespace flexcord::net::discord
