#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::string_view known_events[] = {"onInteractionCreated",  "onChannelCreated",
                                             "onChannelCreateFailed", "onChannelStatusUpdated",
                                             "onParticipantJoined",   "onParticipantUpdated",
                                             "onParticipantLeft"};

outcome<interaction_webhook> read(const call& c) {
  interaction_webhook h;
  h.type = c.field("Type").value_or("");
  if (h.type != "global" && h.type != "interaction")
    return bad_request("Type must be global or interaction");
  h.events = c.fields("WebhookEvents");
  if (h.events.empty())
    return bad_request("Missing required parameter WebhookEvents in the post body");
  for (const auto& e : h.events)
    if (std::find(std::begin(known_events), std::end(known_events), e) == std::end(known_events))
      return bad_request("Unknown event in WebhookEvents: " + e);
  h.url = c.field("WebhookUrl").value_or("");
  if (!net::http::split_url(h.url).valid) return bad_request("WebhookUrl is missing or not a URL");
  h.method = c.field("WebhookMethod").value_or("POST");
  if (h.method != "POST" && h.method != "GET")
    return bad_request("WebhookMethod must be POST or GET");
  h.friendly_name = c.field("FriendlyName").value_or("");
  return h;
}

api_handler in_instance(api_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    if (c.captured("instance") != instance_sid) return c.not_found();
    handle(w, c);
  };
}

void create(world& w, const call& c) {
  auto made = read(c);
  if (!made) return c.refuse(made.error());
  c.answer(201, view(c.root, w.flex.register_webhook(std::move(*made))));
}

void list(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [ttid, h] : w.flex.webhooks())
    items.push_back({h.serial, [&c, &h = h] { return view(c.root, h); }});
  answer_page(c, "interaction_webhooks", std::move(items), 1000);
}

void fetch(world& w, const call& c) {
  auto at = w.flex.webhooks().find(std::string(c.captured("ttid")));
  if (at == w.flex.webhooks().end()) return c.not_found();
  c.answer(200, view(c.root, at->second));
}

void remove(world& w, const call& c) {
  if (w.flex.webhooks().erase(std::string(c.captured("ttid"))) == 0) return c.not_found();
  c.no_content();
}

} // namespace

std::vector<net::http::route> interaction_webhook_routes(const std::shared_ptr<world>& w) {
  const std::string all = "/flex-api/v1/Instances/{instance}/InteractionWebhooks";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", all, in_instance(create)));
  out.push_back(api_route(w, "GET", all, in_instance(list)));
  out.push_back(api_route(w, "GET", all + "/{ttid}", in_instance(fetch)));
  out.push_back(api_route(w, "DELETE", all + "/{ttid}", in_instance(remove)));
  return out;
}

} // namespace flexcord::sandbox::twilio
