#include "sandbox/core/json.hpp"
#include "sandbox/discord/control.hpp"
#include "sandbox/discord/standing.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_roles = 250;

json::object to_json(const guild_role& r) {
  return {{"id", r.id}, {"name", r.name}, {"permissions", r.permissions}};
}

result list_roles(platform& p, const order&) {
  json::array roles;
  for (auto& r : p.w.roles) roles.push_back(to_json(r));
  return done({{"roles", std::move(roles)}});
}

result add_role(platform& p, const order& o) {
  guild_role r{"", text_at(o.body, "name"), text_at(o.body, "permissions", "0")};
  if (r.name.empty() || code_points(r.name) > 100)
    return failed(400, "name must have 1 to 100 characters");
  if (std::to_string(bits_of(r.permissions)) != r.permissions)
    return failed(400, "permissions are bits as decimal text");
  if (p.w.roles.size() >= most_roles) return failed(409, "there are too many roles");
  r.id = p.w.next_id();
  p.w.roles.push_back(r);
  return done(to_json(r));
}

result list_channels(platform& p, const order&) {
  json::array channels;
  for (auto& [id, c] : p.w.channels)
    if (!c.is_dm())
      channels.push_back(json::object{{"id", id}, {"name", c.name}, {"type", c.type}});
  return done({{"channels", std::move(channels)}});
}

} // namespace

void add_guild_control(control_table& t) {
  t.on("GET", "/roles", list_roles);
  t.on("POST", "/roles", add_role);
  t.on("GET", "/channels", list_channels);
}

} // namespace flexcord::sandbox::discord
