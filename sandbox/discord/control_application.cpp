#include "sandbox/core/json.hpp"
#include "sandbox/discord/control.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

json::object to_json(const application_settings& a) {
  json::object overwrites;
  for (auto& [channel, list] : a.overwrites) overwrites[channel] = list;
  return {{"interactions_endpoint_url", a.interactions_endpoint_url},
          {"interactions", a.gateway_too ? "both" : "endpoint"},
          {"flags", a.flags},
          {"in_guild", a.in_guild},
          {"everyone_permissions", a.everyone_permissions},
          {"overwrites", std::move(overwrites)}};
}

/// What the owner of application and guild did, without Discord's checks.
result change(platform& p, const order& o) {
  auto a = p.w.application;
  const auto way = text_at(o.body, "interactions", a.gateway_too ? "both" : "endpoint");
  if (way != "both" && way != "endpoint") return failed(400, "interactions is endpoint or both");
  a.gateway_too = way == "both";
  a.interactions_endpoint_url =
      text_at(o.body, "interactions_endpoint_url", a.interactions_endpoint_url);
  a.flags = static_cast<std::uint64_t>(
      number_at(o.body, "flags").value_or(static_cast<std::int64_t>(a.flags)));
  a.in_guild = bool_at(o.body, "in_guild").value_or(a.in_guild);
  a.everyone_permissions = text_at(o.body, "everyone_permissions", a.everyone_permissions);
  if (auto* channels = object_at(o.body, "overwrites"))
    for (auto& [id, list] : *channels) {
      if (!list.is_array()) return failed(400, "overwrites of a channel are a list");
      a.overwrites[std::string(id)] = list.get_array();
    }
  p.w.application = std::move(a);
  return done(to_json(p.w.application));
}

} // namespace

void add_application_control(control_table& t) {
  t.on("GET", "/application",
       [](platform& p, const order&) { return done(to_json(p.w.application)); });
  t.on("POST", "/application", change);
}

} // namespace flexcord::sandbox::discord
