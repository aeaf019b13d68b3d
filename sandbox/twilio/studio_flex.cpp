// The Send To Flex widget.
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/studio.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

/// `given` with what Studio adds; what the flow set itself stays.
std::string with_defaults(const std::string& given, json::object added) {
  boost::system::error_code error;
  auto parsed = json::parse(given, error);
  if (!error && parsed.is_object())
    for (auto& [key, value] : parsed.get_object()) added[key] = std::move(value);
  return json::serialize(added);
}

std::string channel_text(const conversation& c, std::string_view key, std::string fallback) {
  boost::system::error_code error;
  const auto parsed = json::parse(c.attributes, error);
  const auto* o = error ? nullptr : parsed.if_object();
  const auto* v = o ? o->if_contains(key) : nullptr;
  return v && v->is_string() ? std::string(v->get_string()) : std::move(fallback);
}

void detach(conversation& c) {
  std::erase_if(c.webhooks, [](const scoped_webhook& h) { return h.target == "studio"; });
}

} // namespace

bool studio_runner::hand_over(const studio_execution& e, const run_hands_over& what) {
  auto* c = chats_.find(e.conversation_sid);
  const bool known =
      flex_.setup.find_workflow(what.workflow_sid) && flex_.setup.find_channel(what.channel_sid);
  if (!c || c->state == "closed" || !known) return false;
  routing_request routing;
  routing.workflow_sid = what.workflow_sid;
  routing.channel_sid = what.channel_sid;
  const auto* writer = chats_.find_user(e.address);
  const auto name = writer && !writer->friendly_name.empty() ? writer->friendly_name : e.address;
  if (c->legacy) {
    routing.attributes =
        with_defaults(what.attributes, {{"name", channel_text(*c, "from", name)},
                                        {"channelType", channel_text(*c, "channel_type", "custom")},
                                        {"channelSid", c->sid}});
    flex_.enqueue(c->sid, routing);
  } else {
    routing.attributes = with_defaults(what.attributes, {{"channelType", "web"},
                                                         {"customerAddress", e.address},
                                                         {"from", name},
                                                         {"name", name},
                                                         {"customerName", name}});
    interaction i;
    i.conversation_sid = c->sid;
    flex_.open(std::move(i), routing);
  }
  // Flex has the talk now: Studio hears no more of it.
  detach(*c);
  return true;
}

} // namespace flexcord::sandbox::twilio
