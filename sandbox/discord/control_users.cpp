#include "sandbox/core/json.hpp"
#include "sandbox/discord/control.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

json::object to_json(const user& u) {
  return {{"id", u.id},
          {"name", u.name},
          {"global_name", u.global_name},
          {"locale", u.locale},
          {"dm_channel", u.dm_channel},
          {"dms_closed", u.dms_closed},
          {"left_guild", u.left_guild},
          {"roles", json::array(u.roles.begin(), u.roles.end())},
          {"nick", u.nick},
          {"joined_at", u.joined_at}};
}

result create(platform& p, const order& o) {
  const auto name = text_at(o.body, "name");
  if (name.empty() || code_points(name) > 32)
    return failed(400, "name must have 1 to 32 characters");
  if (p.w.find_person(name)) return failed(409, "there is a user of that name");
  if (p.w.users.size() >= 100'000) return failed(409, "there are too many users");
  return done(to_json(
      p.w.add_user(name, text_at(o.body, "global_name"), text_at(o.body, "locale", "en-US"))));
}

result list(platform& p, const order&) {
  json::array users;
  for (auto& [id, u] : p.w.users) users.push_back(to_json(u));
  return done({{"users", std::move(users)}});
}

/// Why the list is not one of the guild's roles; empty: nothing.
std::string take_roles(const world& w, const json::array& list, std::vector<std::string>& into) {
  std::vector<std::string> roles;
  for (auto& v : list) {
    const auto id = id_of(v);
    if (std::none_of(w.roles.begin(), w.roles.end(), [&](auto& r) { return r.id == id; }))
      return "there is no such role";
    if (std::find(roles.begin(), roles.end(), id) == roles.end()) roles.push_back(id);
  }
  into = std::move(roles);
  return {};
}

result settings(platform& p, user& u, const order& o) {
  if (auto* roles = array_at(o.body, "roles"))
    if (auto why = take_roles(p.w, *roles, u.roles); !why.empty()) return failed(404, why);
  u.nick = text_at(o.body, "nick", u.nick);
  u.joined_at = text_at(o.body, "joined_at", u.joined_at);
  u.dms_closed = bool_at(o.body, "dms_closed").value_or(u.dms_closed);
  u.left_guild = bool_at(o.body, "left_guild").value_or(u.left_guild);
  u.locale = text_at(o.body, "locale", u.locale);
  return done(to_json(u));
}

} // namespace

void add_user_control(control_table& t) {
  t.on("POST", "/users", create);
  t.on("GET", "/users", list);
  t.on_user("POST", "/settings", settings);
}

} // namespace flexcord::sandbox::discord
