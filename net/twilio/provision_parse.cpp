#include "net/twilio/provision_parse.hpp"
#include "net/twilio/parse_page.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

namespace json = boost::json;

namespace {

bool truth(const json::object& o, std::string_view name) { return text_of(o, name) == "true"; }

result<studio_flow> read_flow(const json::object& o) {
  return studio_flow{text_of(o, "sid"), text_of(o, "friendly_name"), text_of(o, "status"),
                     text_of(o, "definition"), truth(o, "valid")};
}

result<flex_flow> read_flex_flow(const json::object& o) {
  flex_flow f;
  f.sid = text_of(o, "sid");
  f.friendly_name = text_of(o, "friendly_name");
  f.chat_service_sid = text_of(o, "chat_service_sid");
  f.channel_type = text_of(o, "channel_type");
  f.integration_type = text_of(o, "integration_type");
  if (auto* i = object_of(o, "integration")) f.studio_flow_sid = text_of(*i, "flow_sid");
  f.enabled = truth(o, "enabled");
  f.long_lived = truth(o, "long_lived");
  f.janitor_enabled = truth(o, "janitor_enabled");
  return f;
}

result<workspace> read_workspace(const json::object& o) {
  return workspace{text_of(o, "sid"), text_of(o, "friendly_name"), text_of(o, "event_callback_url"),
                   text_of(o, "events_filter")};
}

result<workflow> read_workflow(const json::object& o) {
  return workflow{text_of(o, "sid"), text_of(o, "friendly_name")};
}

result<task_channel> read_task_channel(const json::object& o) {
  return task_channel{text_of(o, "sid"), text_of(o, "unique_name")};
}

result<task_queue> read_task_queue(const json::object& o) {
  return task_queue{text_of(o, "sid"), text_of(o, "friendly_name")};
}

result<interaction_hook> read_interaction_hook(const json::object& o) {
  return interaction_hook{text_of(o, "ttid"), text_of(o, "type"), text_of(o, "webhook_url")};
}

/// For resources that have no sid of their own.
template <class T>
result<T> object(std::string_view body, result<T> (*read)(const json::object&)) {
  auto value = parse_json(body);
  auto* o = value.if_object();
  if (!o) return not_as_promised("the answer is not a JSON object");
  return read(*o);
}

/// True when everything wanted is there; what is there besides does not matter.
bool covers(const json::value& there, const json::value& wanted) {
  if (auto* w = wanted.if_object()) {
    auto* t = there.if_object();
    return t && std::ranges::all_of(*w, [&](const auto& member) {
             auto* value = t->if_contains(member.key());
             return value && covers(*value, member.value());
           });
  }
  if (auto* w = wanted.if_array()) {
    auto* t = there.if_array();
    return t && std::ranges::equal(*t, *w, covers);
  }
  return there == wanted;
}

} // namespace

bool covers_json(std::string_view there, std::string_view wanted) {
  const auto t = parse_json(there), w = parse_json(wanted);
  return !t.is_null() && !w.is_null() && covers(t, w);
}

result<studio_flow> parse_flow(std::string_view body) { return one(body, read_flow); }
result<page<studio_flow>> parse_flows(std::string_view body) {
  return many(body, "flows", read_flow);
}
result<flex_flow> parse_flex_flow(std::string_view body) { return one(body, read_flex_flow); }
result<page<flex_flow>> parse_flex_flows(std::string_view body) {
  return many(body, "flex_flows", read_flex_flow);
}
result<workspace> parse_workspace(std::string_view body) { return one(body, read_workspace); }
result<page<workspace>> parse_workspaces(std::string_view body) {
  return many(body, "workspaces", read_workspace);
}
result<workflow> parse_workflow(std::string_view body) { return one(body, read_workflow); }
result<page<workflow>> parse_workflows(std::string_view body) {
  return many(body, "workflows", read_workflow);
}
result<task_channel> parse_task_channel(std::string_view body) {
  return one(body, read_task_channel);
}
result<page<task_channel>> parse_task_channels(std::string_view body) {
  return many(body, "channels", read_task_channel);
}
result<page<task_queue>> parse_task_queues(std::string_view body) {
  return many(body, "task_queues", read_task_queue);
}

result<interaction_hook> parse_interaction_hook(std::string_view body) {
  auto hook = object(body, read_interaction_hook);
  if (hook && hook->ttid.empty()) return not_as_promised("the answer has no ttid");
  return hook;
}

result<page<interaction_hook>> parse_interaction_hooks(std::string_view body) {
  // The key of this list is not documented.
  auto hooks = many(body, "interaction_webhooks", read_interaction_hook);
  return hooks ? hooks : many(body, "webhooks", read_interaction_hook);
}

result<std::string> parse_flex_instance(std::string_view body) {
  return object<std::string>(body, [](const json::object& o) -> result<std::string> {
    return text_of(o, "flex_instance_sid");
  });
}

result<chat_defaults> parse_chat_defaults(std::string_view body) {
  return object<chat_defaults>(body, [](const json::object& o) -> result<chat_defaults> {
    return chat_defaults{text_of(o, "default_chat_service_sid")};
  });
}

result<service_hooks> parse_service_hooks(std::string_view body) {
  return object<service_hooks>(body, [](const json::object& o) -> result<service_hooks> {
    return service_hooks{text_of(o, "pre_webhook_url"), text_of(o, "post_webhook_url")};
  });
}

result<std::vector<conversation>> parse_conversations(std::string_view body) {
  auto page =
      many<conversation>(body, "conversations", [](const json::object& o) -> result<conversation> {
        return conversation{text_of(o, "sid"), text_of(o, "unique_name"), text_of(o, "state")};
      });
  if (!page) return page.error();
  return std::move(page->items);
}

std::string one_queue_configuration(std::string_view queue_sid) {
  json::object filter{{"queue", queue_sid}};
  return json::serialize(json::object{
      {"task_routing", json::object{{"filters", json::array{}}, {"default_filter", filter}}}});
}

} // namespace flexcord::net::twilio
