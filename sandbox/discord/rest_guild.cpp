#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// Whoever is not in a guild does not learn that it exists.
std::optional<reply> closed(const platform& p, const call& c) {
  if (c.in.capture("g") == guild_id && p.w.application.in_guild) return std::nullopt;
  return refuse(404, 10004, "Unknown Guild");
}

reply show_guild(platform& p, const call& c) {
  if (auto no = closed(p, c)) return *no;
  auto o = guild_json(p.w);
  for (auto* key : {"channels", "threads", "members", "presences", "voice_states"}) o.erase(key);
  return ok(std::move(o));
}

reply show_member(platform& p, const call& c) {
  if (auto no = closed(p, c)) return *no;
  auto* u = p.w.find_user(c.in.capture("u"));
  if (!u || u->left_guild) return refuse(404, 10007, "Unknown Member");
  auto o = member_json(*u);
  o.erase("permissions"); // of interactions only
  return ok(std::move(o));
}

} // namespace

void add_guild_routes(rest_table& t) {
  t.on("GET", "/guilds/{g}", {bucket::other, "g"}, show_guild);
  t.on("GET", "/guilds/{g}/members/{u}", {bucket::other, "g"}, show_member);
}

} // namespace flexcord::sandbox::discord
