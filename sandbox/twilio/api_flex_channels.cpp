// Flex v1, legacy: Flex Flows and Flex Channels.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/chat_views.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::string_view channel_types[] = {"web",      "sms",  "facebook",
                                              "whatsapp", "line", "custom"};

outcome<void> read_switches(const call& c, flex_flow& into) {
  for (auto [name, target] : {std::pair{"Enabled", &into.enabled},
                              {"LongLived", &into.long_lived},
                              {"JanitorEnabled", &into.janitor_enabled},
                              {"Integration.CreationOnMessage", &into.creation_on_message}}) {
    auto value = bool_field(c, name);
    if (!value) return value.error();
    if (*value) *target = **value;
  }
  return {};
}

outcome<void> read_integration(const call& c, flex_flow& into) {
  for (auto [name, target] : {std::pair{"IntegrationType", &into.integration_type},
                              {"Integration.FlowSid", &into.flow_sid},
                              {"Integration.Url", &into.url},
                              {"Integration.WorkspaceSid", &into.workspace_sid},
                              {"Integration.WorkflowSid", &into.workflow_sid},
                              {"Integration.Channel", &into.channel}})
    if (auto value = c.field(name)) *target = *value;
  for (auto [name, most, target] : {std::tuple{"Integration.Timeout", 86400 * 14, &into.timeout},
                                    {"Integration.Priority", 1'000'000, &into.priority},
                                    {"Integration.RetryCount", 3, &into.retry_count}}) {
    auto value = number_field(c, name, 0, most);
    if (!value) return value.error();
    if (*value) *target = **value;
  }
  return {};
}

outcome<void> read_fields(const call& c, flex_flow& into) {
  auto name = text_field(c, "FriendlyName", 256);
  if (!name) return name.error();
  if (*name) into.friendly_name = **name;
  if (auto type = c.field("ChannelType")) into.channel_type = *type;
  if (auto identity = c.field("ContactIdentity")) into.contact_identity = *identity;
  if (auto service = c.field("ChatServiceSid"); service && *service != service_sid)
    return bad_request("ChatServiceSid is not this account's chat service");
  if (auto read = read_switches(c, into); !read) return read;
  return read_integration(c, into);
}

outcome<void> check(const flex_flow& f) {
  if (f.friendly_name.empty()) return missing_field("FriendlyName");
  if (std::find(std::begin(channel_types), std::end(channel_types), f.channel_type) ==
      std::end(channel_types))
    return bad_request("ChannelType must be web, sms, facebook, whatsapp, line or custom");
  const auto& type = f.integration_type;
  if (!type.empty() && type != "studio" && type != "external" && type != "task")
    return bad_request("IntegrationType must be studio, external or task");
  if (type == "studio" && !is_sid(f.flow_sid, "FW"))
    return bad_request("Integration.FlowSid must be a Studio flow's SID");
  if (type == "external" && !net::http::split_url(f.url).valid)
    return bad_request("Integration.Url must be a URL");
  if (type == "task" && f.workflow_sid.empty())
    return bad_request("Integration.WorkflowSid is required");
  return {};
}

void create_flow(world& w, const call& c) {
  flex_flow made;
  if (!c.field("ChatServiceSid")) return c.refuse(missing_field("ChatServiceSid"));
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  if (auto good = check(made); !good) return c.refuse(good.error());
  c.answer(201, view(c.root, w.channels.add(std::move(made))));
}

using flow_handler = std::function<void(world&, const call&, flex_flow&)>;

api_handler in_flow(flow_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.channels.find(c.captured("flow"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

void fetch_flow(world&, const call& c, flex_flow& f) { c.answer(200, view(c.root, f)); }

void update_flow(world& w, const call& c, flex_flow& f) {
  auto changed = f;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  if (auto good = check(changed); !good) return c.refuse(good.error());
  changed.updated_ms = w.host.now_ms();
  f = std::move(changed);
  c.answer(200, view(c.root, f));
}

void remove_flow(world& w, const call& c, flex_flow& f) {
  w.channels.erase(std::string(f.sid));
  c.no_content();
}

void list_flows(world& w, const call& c) {
  const auto name = c.in.query_value("FriendlyName");
  std::vector<listed> items;
  for (const auto& [sid, f] : w.channels.flows())
    if (name.empty() || f.friendly_name == name)
      items.push_back({f.serial, [&c, &f = f] { return view(c.root, f); }});
  answer_page(c, "flex_flows", std::move(items), 1000);
}

outcome<channel_request> read_channel(const call& c) {
  channel_request out;
  for (auto [name, target] : {std::pair{"Identity", &out.identity},
                              {"ChatUserFriendlyName", &out.user_name},
                              {"ChatFriendlyName", &out.friendly_name}}) {
    auto text = text_field(c, name, 256);
    if (!text) return text.error();
    if (!*text || (*text)->empty()) return missing_field(name);
    *target = **text;
  }
  out.unique_name = c.field("ChatUniqueName").value_or("");
  out.target = c.field("Target").value_or("");
  out.pre_engagement = c.field("PreEngagementData").value_or("");
  boost::system::error_code error;
  if (!out.pre_engagement.empty())
    if (boost::json::parse(out.pre_engagement, error); error)
      return bad_request("PreEngagementData is not JSON");
  return out;
}

void create_channel(world& w, const call& c) {
  const auto* flow = w.channels.find(c.field("FlexFlowSid").value_or(""));
  if (!flow) return c.refuse(bad_request("FlexFlowSid is missing or not known"));
  auto wanted = read_channel(c);
  if (!wanted) return c.refuse(wanted.error());
  auto made = w.channels.open(*flow, *wanted);
  if (!made) return c.refuse(made.error());
  c.answer(201, flex_channel_view(c.root, **made));
}

api_handler in_flex_channel(conversation_handler handle) {
  return in_chat_channel(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        if (!found.flex) return c.not_found();
        handle(w, c, found);
      });
}

void remove_channel(world& w, const call& c, conversation& found) {
  // Its task, if one is open, has nobody to talk to any more.
  if (auto* t = w.flex.find_task(found.flex->task_sid)) (void)w.flex.cancel(*t, "channel deleted");
  w.chats.erase(std::string(found.sid), origin{});
  c.no_content();
}

void list_channels(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [sid, one] : w.chats.all())
    if (one.flex)
      items.push_back({one.serial, [&c, &one = one] { return flex_channel_view(c.root, one); }});
  answer_page(c, "flex_chat_channels", std::move(items), 1000);
}

} // namespace

std::vector<net::http::route> flex_channel_routes(const std::shared_ptr<world>& w) {
  const std::string flows = "/flex-api/v1/FlexFlows";
  const std::string channels = "/flex-api/v1/Channels";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", flows, create_flow));
  out.push_back(api_route(w, "GET", flows, list_flows));
  out.push_back(api_route(w, "GET", flows + "/{flow}", in_flow(fetch_flow)));
  out.push_back(api_route(w, "POST", flows + "/{flow}", in_flow(update_flow)));
  out.push_back(api_route(w, "DELETE", flows + "/{flow}", in_flow(remove_flow)));
  out.push_back(api_route(w, "POST", channels, create_channel));
  out.push_back(api_route(w, "GET", channels, list_channels));
  out.push_back(api_route(w, "GET", channels + "/{channel}",
                          in_flex_channel([](world&, const call& c, conversation& found) {
                            c.answer(200, flex_channel_view(c.root, found));
                          })));
  out.push_back(api_route(w, "DELETE", channels + "/{channel}", in_flex_channel(remove_channel)));
  return out;
}

} // namespace flexcord::sandbox::twilio
