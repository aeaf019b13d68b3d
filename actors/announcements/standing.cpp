#include "actors/announcements/standing.hpp"

namespace flexcord::actors {
namespace {

namespace permission = net::discord::permission;

constexpr std::uint64_t read_message_history = 1ull << 16;
constexpr auto allow = "Edit Channel, Permissions: allow it for the bot or its role";

std::string names(const std::vector<net::discord::role>& way) {
  std::string out;
  for (const auto& r : way) out += (out.empty() ? "" : " together with ") + r.name;
  return out;
}

} // namespace

std::vector<channel_fault> faults_of(const net::discord::posting_check& c) {
  std::vector<channel_fault> out;
  const auto place = "#" + c.channel.name;
  if (c.channel.type != net::discord::text_channel &&
      c.channel.type != net::discord::announcement_channel)
    out.push_back({"wrong-kind", place + " is neither an announcement nor a text channel",
                   "no announcement can be posted", "name another channel"});
  if (!c.can_post())
    out.push_back({"bot-cannot-post", "in " + place + " the bot may not view the channel and post",
                   "every announcement is given up", allow});
  else if ((c.ours & read_message_history) == 0)
    out.push_back({"bot-cannot-look", "in " + place + " the bot lacks Read Message History",
                   "after a crash it cannot see whether a post is out, and may repeat it", allow});
  for (const auto& way : c.roles)
    out.push_back({"open-to-role", "in " + place + " members with " + names(way) + " may post",
                   "announcements can be faked: the channel is for administrators and moderators",
                   "Edit Channel, Permissions: deny Send Messages there"});
  for (const auto& id : c.members)
    out.push_back({"open-to-member",
                   "in " + place + " the member " + id + ", who is no moderator, may post",
                   "announcements can be faked: the channel is for administrators and moderators",
                   "Edit Channel, Permissions: take the member out"});
  return out;
}

} // namespace flexcord::actors
