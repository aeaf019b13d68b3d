#pragma once
#include "net/discord/permissions.hpp"

#include <string>
#include <vector>

/// Who may write in a channel that is meant for a few. Pure.
namespace flexcord::net::discord {

/// Through what people other than administrators and moderators can write in a channel.
struct open_ways {
  /// Roles that can, alone or two together ("everyone" is the guild's own role): each is a way in.
  std::vector<std::vector<role>> roles;
  /// Members whom the channel itself allows it, `self` apart; who they are has to be asked for.
  std::vector<std::string> members;
  bool none() const { return roles.empty() && members.empty(); }
};

/// A role is a moderator's when it has one of permission::of_moderators in the guild. `self` is the
/// bot's own user id.
open_ways open_to_others(const guild& g, const guild_channel& c, const std::string& self);

/// Whether that member may write there and is no moderator: for the members of open_ways.
bool is_outsider_writing(const guild& g, const guild_member& who, const guild_channel& c);

} // namespace flexcord::net::discord
