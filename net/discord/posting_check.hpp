#pragma once
#include "net/discord/posting.hpp"
#include "net/discord/rest.hpp"

#include <functional>
#include <string>
#include <vector>

namespace flexcord::net::discord {

/// How a channel of a guild stands that is meant for the posts of a few.
struct posting_check {
  guild_channel channel;                ///< `type` says whether posts can be crossposted
  std::uint64_t ours = 0;               ///< what the bot may do there (permissions.hpp)
  std::vector<std::vector<role>> roles; ///< roles that let others write there (open_ways)
  std::vector<std::string> members;     ///< members who are no moderators and may write there
  bool can_post() const {
    constexpr auto needed = permission::view_channel | permission::send_messages;
    return (ours & needed) == needed;
  }
  bool closed_to_others() const { return roles.empty() && members.empty(); }
};

/// Looks at channel, guild, the bot itself and at most 20 members whom the channel names:
/// three to 23 calls. `self` is the bot's own user id. The first failure
/// ends it, but for a named member who has left. `api` must outlive the answer.
void check_posting(rest& api, const std::string& channel_id, const std::string& self,
                   std::function<void(result<posting_check>)> done);

} // namespace flexcord::net::discord
