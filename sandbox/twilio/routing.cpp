#include "sandbox/twilio/routing.hpp"

#include "sandbox/twilio/names.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

std::string json_text(const json::object& o, std::string_view key) {
  const auto* v = o.if_contains(key);
  return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

namespace {

// Attributes come as an object, or as JSON text of one.
outcome<std::string> read_attributes(const json::object& properties) {
  const auto* given = properties.if_contains("attributes");
  if (!given || given->is_null()) return std::string("{}");
  if (given->is_object()) return json::serialize(*given);
  boost::system::error_code error;
  if (given->is_string() && json::parse(given->get_string(), error).is_object() && !error)
    return std::string(given->get_string());
  return bad_request("Routing attributes must be a JSON object");
}

/// Reads workflow and task channel into `out`; what is named must be there.
outcome<void> read_names(const catalogue& known, const json::object& properties,
                         routing_request& out) {
  auto given = [&](const char* key) { return json_text(properties, key); };
  auto unknown = [](const std::string& key) {
    return bad_request("Routing property " + key + " is missing or not known");
  };
  if (given("workspace_sid") != workspace_sid) return unknown("workspace_sid");
  if (auto queue = given("queue_sid"); !queue.empty() && queue != queue_sid)
    return unknown("queue_sid");
  out.workflow_sid = given("workflow_sid");
  if (!out.workflow_sid.empty() && !known.find_workflow(out.workflow_sid))
    return unknown("workflow_sid");
  for (auto key : {"task_channel_sid", "task_channel_unique_name"}) {
    const auto name = given(key);
    if (name.empty()) continue;
    const auto* channel = known.find_channel(name);
    if (!channel) return unknown(key);
    out.channel_sid = channel->sid;
  }
  return {};
}

} // namespace

outcome<routing_request> read_routing(const catalogue& known, const call& c, const interaction& i) {
  auto text = c.field("Routing");
  if (!text) return bad_request("Missing required parameter Routing in the post body");
  boost::system::error_code error;
  auto parsed = json::parse(*text, error);
  if (error || !parsed.is_object()) return bad_request("Routing is not a valid JSON object");
  const auto* found = parsed.get_object().if_contains("properties");
  if (!found || !found->is_object()) return bad_request("Routing needs properties");
  const auto& properties = found->get_object();
  routing_request out;
  if (auto good = read_names(known, properties, out); !good) return good.error();
  auto attributes = read_attributes(properties);
  if (!attributes) return attributes.error();
  out.attributes = *attributes;
  out.worker_sid = json_text(properties, "worker_sid");
  if (!out.worker_sid.empty() && i.sid.empty() && i.initiated_by == "customer")
    return bad_request("worker_sid is for interactions that an agent starts");
  if (const auto* priority = properties.if_contains("priority"); priority && priority->is_int64())
    out.priority = static_cast<int>(priority->get_int64());
  if (const auto* timeout = properties.if_contains("timeout"); timeout && timeout->is_int64()) {
    out.timeout_s = timeout->get_int64();
    if (out.timeout_s < 1 || out.timeout_s > 86400 * 14)
      return bad_request("Routing timeout is out of range");
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
