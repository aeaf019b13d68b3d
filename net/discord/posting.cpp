#include "net/discord/posting.hpp"

#include <algorithm>

namespace flexcord::net::discord {
namespace {

constexpr auto writing = permission::view_channel | permission::send_messages;

bool is_moderator(std::uint64_t may) { return (may & permission::of_moderators) != 0; }

/// An ordinary member with nothing but these roles.
guild_member somebody(std::vector<std::string> roles) { return {"", std::move(roles)}; }

bool writes(const guild& g, const guild_member& who, const guild_channel& c) {
  return (channel_permissions(g, who, c) & writing) == writing;
}

} // namespace

bool is_outsider_writing(const guild& g, const guild_member& who, const guild_channel& c) {
  return !is_moderator(guild_permissions(g, who)) && writes(g, who, c);
}

open_ways open_to_others(const guild& g, const guild_channel& c, const std::string& self) {
  open_ways out;
  std::vector<role> others; // roles of ordinary members
  for (const auto& r : g.roles) {
    if (r.id == g.id && writes(g, somebody({}), c) && !is_moderator(r.permissions)) {
      out.roles.push_back({r});
      return out; // no role closes what is open to everybody
    }
    if (r.id != g.id && !is_moderator(r.permissions)) others.push_back(r);
  }
  // Seeing and writing are two permissions, and each is given by one role at most: what no two
  // roles can do together no more of them can.
  std::vector<role> closed;
  for (const auto& r : others)
    if (writes(g, somebody({r.id}), c))
      out.roles.push_back({r});
    else
      closed.push_back(r);
  for (std::size_t i = 0; i < closed.size(); ++i)
    for (std::size_t k = i + 1; k < closed.size(); ++k)
      if (writes(g, somebody({closed[i].id, closed[k].id}), c))
        out.roles.push_back({closed[i], closed[k]});
  for (const auto& o : c.overwrites)
    if (o.for_member && (o.allow & writing) != 0 && o.id != g.owner_id && o.id != self)
      out.members.push_back(o.id);
  return out;
}

} // namespace flexcord::net::discord
