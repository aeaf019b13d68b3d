#include "sandbox/core/json.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

reply open_dm(platform& p, const call& c) {
  const auto id = id_at(c.object(), "recipient_id");
  if (id.empty()) {
    form_errors e;
    e.required("recipient_id");
    return refuse(e);
  }
  if (id == bot_id) return refuse(403, 50007, "Cannot send messages to this user");
  auto* u = p.w.find_user(id);
  if (!u) return refuse(400, 50033, "Invalid Recipient(s)");
  return ok(channel_json(p.w, *p.w.find_channel(u->dm_channel)));
}

json::object self(const platform& p) {
  auto o = user_json(p.w.bot);
  o["verified"] = true;
  o["mfa_enabled"] = true;
  o["email"] = nullptr;
  o["locale"] = "en-US";
  return o;
}

} // namespace

void add_user_routes(rest_table& t) {
  t.on("GET", "/gateway", {bucket::other, nullptr, true}, [](platform& p, const call&) {
    return ok(json::object{{"url", p.host.ws_base() + "/gateway"}});
  });
  t.on("GET", "/gateway/bot", {},
       [](platform& p, const call&) { return ok(p.gateway.bot_info()); });
  t.on("GET", "/users/@me", {}, [](platform& p, const call&) { return ok(self(p)); });
  t.on("POST", "/users/@me/channels", {bucket::dms}, open_dm);
  t.on("GET", "/users/{u}", {}, [](platform& p, const call& c) {
    auto* u = p.w.find_user(c.in.capture("u"));
    return u ? ok(user_json(*u)) : unknown_user();
  });
}

} // namespace flexcord::sandbox::discord
