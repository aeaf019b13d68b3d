#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/routing.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::string_view channel_types[] = {"voice",    "sms",  "email",     "web",
                                              "whatsapp", "chat", "messenger", "gbm"};

outcome<interaction> read_channel(const call& c) {
  auto text = c.field("Channel");
  if (!text) return bad_request("Missing required parameter Channel in the post body");
  boost::system::error_code error;
  auto parsed = boost::json::parse(*text, error);
  if (error || !parsed.is_object()) return bad_request("Channel is not a valid JSON object");
  const auto& channel = parsed.get_object();
  interaction out;
  out.channel_type = json_text(channel, "type");
  if (std::find(std::begin(channel_types), std::end(channel_types), out.channel_type) ==
      std::end(channel_types))
    return bad_request("Channel type is not one that Flex knows");
  out.initiated_by = json_text(channel, "initiated_by");
  // The guides write "Customer" as well.
  std::transform(out.initiated_by.begin(), out.initiated_by.end(), out.initiated_by.begin(),
                 [](char x) { return x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x; });
  if (out.initiated_by != "customer" && out.initiated_by != "agent" && out.initiated_by != "api")
    return bad_request("Channel initiated_by must be customer, agent or api");
  if (const auto* properties = channel.if_contains("properties");
      properties && properties->is_object())
    out.conversation_sid = json_text(properties->get_object(), "media_channel_sid");
  if (out.initiated_by == "customer" && !is_sid(out.conversation_sid, "CH"))
    return bad_request("Channel properties need media_channel_sid, a conversation's SID");
  return out;
}

void create(world& w, const call& c) {
  auto made = read_channel(c);
  if (!made) return c.refuse(made.error());
  auto routing = read_routing(w.flex.setup, c, *made);
  if (!routing) return c.refuse(routing.error());
  made->context_sid = c.field("InteractionContextSid").value_or("");
  made->webhook_ttid = c.field("WebhookTtid").value_or("");
  if (!made->webhook_ttid.empty() && !w.flex.webhooks().contains(made->webhook_ttid))
    return c.refuse(bad_request("WebhookTtid is not a registered webhook"));
  const auto& opened = w.flex.open(std::move(*made), *routing);
  c.answer(200, interaction_view(c.root, opened, w.flex.first_task(opened)));
}

void fetch(world& w, const call& c) {
  auto* found = w.flex.find_interaction(c.captured("interaction"));
  if (!found) return c.not_found();
  c.answer(200, interaction_view(c.root, *found, w.flex.first_task(*found)));
}

void update(world& w, const call& c) {
  auto* found = w.flex.find_interaction(c.captured("interaction"));
  if (!found) return c.not_found();
  if (auto ttid = c.field("WebhookTtid")) found->webhook_ttid = *ttid;
  c.answer(200, interaction_view(c.root, *found, w.flex.first_task(*found)));
}

} // namespace

std::vector<net::http::route> interaction_routes(const std::shared_ptr<world>& w) {
  const std::string all = "/flex-api/v1/Interactions";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", all, create));
  out.push_back(api_route(w, "GET", all + "/{interaction}", fetch));
  out.push_back(api_route(w, "POST", all + "/{interaction}", update));
  return out;
}

} // namespace flexcord::sandbox::twilio
