#include "net/discord/permissions.hpp"

#include "net/discord/json_fields.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace flexcord::net::discord {
namespace {

using namespace permission;

template <class Each>
void for_objects(const boost::json::object& o, std::string_view key, Each each) {
  if (auto* list = fields::array(o, key))
    for (const auto& v : *list)
      if (auto* one = v.if_object()) each(*one);
}

} // namespace

std::uint64_t guild_permissions(const guild& g, const guild_member& who) {
  if (!who.user_id.empty() && who.user_id == g.owner_id) return all;
  std::uint64_t sum = 0;
  for (const auto& r : g.roles)
    if (r.id == g.id || std::ranges::find(who.roles, r.id) != who.roles.end()) sum |= r.permissions;
  return (sum & administrator) != 0 ? all : sum;
}

std::uint64_t channel_permissions(const guild& g, const guild_member& who, const guild_channel& c) {
  auto may = guild_permissions(g, who);
  if (may == all) return all;
  overwrite roles, member;
  for (const auto& o : c.overwrites) {
    if (!o.for_member && o.id == g.id) {
      may = (may & ~o.deny) | o.allow;
    } else if (!o.for_member && std::ranges::find(who.roles, o.id) != who.roles.end()) {
      roles.deny |= o.deny;
      roles.allow |= o.allow;
    } else if (o.for_member && o.id == who.user_id) {
      member = o;
    }
  }
  // Everybody's comes first wherever it stands in the list, so the others wait until here.
  may = (may & ~roles.deny) | roles.allow;
  may = (may & ~member.deny) | member.allow;
  if ((may & view_channel) == 0) return 0;
  if ((may & send_messages) == 0) may &= ~(embed_links | attach_files);
  return may;
}

result<guild> parse_guild(std::string_view json) {
  auto o = fields::parse_object(json, "guild");
  if (o.has_error()) return o.error();
  guild g{fields::text(*o, "id"), fields::text(*o, "name"), fields::text(*o, "owner_id"), {}};
  if (!fields::is_id(g.id)) return fields::malformed("guild: id");
  for_objects(*o, "roles", [&](const boost::json::object& r) {
    g.roles.push_back(
        {fields::text(r, "id"), fields::bits(r, "permissions"), fields::text(r, "name")});
  });
  return g;
}

result<guild_member> parse_member(std::string_view json) {
  auto o = fields::parse_object(json, "member");
  if (o.has_error()) return o.error();
  guild_member m;
  if (auto* user = fields::object(*o, "user")) m.user_id = fields::text(*user, "id");
  if (!fields::is_id(m.user_id)) return fields::malformed("member: user");
  if (auto* roles = fields::array(*o, "roles"))
    for (const auto& r : *roles) m.roles.push_back(fields::scalar_text(r));
  return m;
}

result<guild_channel> parse_channel(std::string_view json) {
  auto o = fields::parse_object(json, "channel");
  if (o.has_error()) return o.error();
  guild_channel c{fields::text(*o, "id"),
                  fields::text(*o, "guild_id"),
                  fields::text(*o, "name"),
                  static_cast<int>(fields::integer(*o, "type").value_or(-1)),
                  {}};
  if (!fields::is_id(c.id)) return fields::malformed("channel: id");
  for_objects(*o, "permission_overwrites", [&](const boost::json::object& w) {
    c.overwrites.push_back({fields::text(w, "id"), fields::integer(w, "type").value_or(0) == 1,
                            fields::bits(w, "allow"), fields::bits(w, "deny")});
  });
  return c;
}

} // namespace flexcord::net::discord
