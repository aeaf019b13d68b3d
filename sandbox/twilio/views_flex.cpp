#include "sandbox/twilio/views.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

json::value or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

std::string channel_url(const std::string& root, const interaction& i) {
  return root + "/flex-api/v1/Interactions/" + i.sid + "/Channels/" + i.channel_sid;
}

std::string workspace_url(const std::string& root) {
  return root + "/taskrouter/v1/Workspaces/" + std::string(workspace_sid);
}

// A task inside an interaction or invite: numbers instead of dates.
json::object routing_of(const task& t) {
  return {{"reservation", nullptr},
          {"properties", json::object{{"sid", t.sid},
                                      {"assignment_status", t.status},
                                      {"workspace_sid", workspace_sid},
                                      {"account_sid", account_sid},
                                      {"workflow_sid", t.workflow_sid},
                                      {"workflow_name", t.workflow_name},
                                      {"queue_sid", queue_sid},
                                      {"queue_name", queue_name},
                                      {"task_channel_sid", t.channel_sid},
                                      {"task_channel_unique_name", t.channel_name},
                                      {"priority", t.priority},
                                      {"age", 0},
                                      {"timeout", t.timeout_s},
                                      {"date_created", t.created_ms / 1000},
                                      {"date_updated", t.updated_ms / 1000},
                                      {"task_queue_entered_date", t.created_ms / 1000},
                                      {"routing_target", or_null(t.only_worker)},
                                      {"reason", t.reason},
                                      {"addons", "{}"},
                                      {"attributes", t.attributes}}}};
}

} // namespace

json::object channel_view(const std::string& root, const interaction& i) {
  auto url = channel_url(root, i);
  return {{"sid", i.channel_sid},
          {"interaction_sid", i.sid},
          {"type", i.channel_type},
          {"status", i.status},
          {"error_code", i.error_code},
          {"error_message", i.error_message},
          {"url", url},
          {"links", json::object{{"participants", url + "/Participants"},
                                 {"invites", url + "/Invites"},
                                 {"transfers", url + "/Transfers"}}}};
}

json::object interaction_view(const std::string& root, const interaction& i, const task* first) {
  auto url = root + "/flex-api/v1/Interactions/" + i.sid;
  json::object out{{"sid", i.sid},
                   {"channel", json::object{{"type", i.channel_type}, {"sid", i.channel_sid}}},
                   {"interaction_context_sid", or_null(i.context_sid)},
                   {"webhook_ttid", or_null(i.webhook_ttid)},
                   {"url", url},
                   {"links", json::object{{"channels", url + "/Channels"}}}};
  out["routing"] = first ? json::value(routing_of(*first)) : json::value(nullptr);
  return out;
}

json::object view(const std::string& root, const interaction& i, const invite& v,
                  const task* made) {
  json::object out{{"sid", v.sid}, {"interaction_sid", i.sid}, {"channel_sid", i.channel_sid}};
  out["routing"] = made ? json::value(routing_of(*made)) : json::value(nullptr);
  out["url"] = channel_url(root, i) + "/Invites/" + v.sid;
  return out;
}

json::object view(const std::string& root, const interaction& i, const seat& s) {
  json::value routing = nullptr;
  if (!s.task_sid.empty())
    routing = json::object{{"task_sid", s.task_sid},
                           {"worker_sid", s.worker_sid},
                           {"reservation_sid", s.reservation_sid}};
  return {{"sid", s.sid},
          {"channel_sid", i.channel_sid},
          {"interaction_sid", i.sid},
          {"type", s.type},
          {"routing_properties", std::move(routing)},
          {"url", channel_url(root, i) + "/Participants/" + s.sid}};
}

json::object view(const std::string& root, const interaction_webhook& h) {
  json::array events;
  for (const auto& e : h.events) events.emplace_back(e);
  return {{"ttid", h.ttid},
          {"account_sid", account_sid},
          {"instance_sid", instance_sid},
          {"type", h.type},
          {"webhook_events", std::move(events)},
          {"webhook_url", h.url},
          {"webhook_method", h.method},
          {"friendly_name", or_null(h.friendly_name)},
          {"date_created", iso_seconds(h.created_ms)},
          {"url", root + "/flex-api/v1/Instances/" + std::string(instance_sid) +
                      "/InteractionWebhooks/" + h.ttid}};
}

json::object view(const std::string& root, const task& t, std::int64_t now_ms) {
  auto workspace = workspace_url(root);
  auto url = workspace + "/Tasks/" + t.sid;
  return {
      {"account_sid", account_sid},
      {"age", (now_ms - t.created_ms) / 1000},
      {"assignment_status", t.status},
      {"attributes", t.attributes},
      {"addons", "{}"},
      {"date_created", iso_seconds(t.created_ms)},
      {"date_updated", iso_seconds(t.updated_ms)},
      {"task_queue_entered_date", iso_seconds(t.created_ms)},
      {"virtual_start_time", iso_seconds(t.created_ms)},
      {"priority", t.priority},
      {"reason", or_null(t.reason)},
      {"sid", t.sid},
      {"task_queue_sid", queue_sid},
      {"task_queue_friendly_name", queue_name},
      {"task_channel_sid", t.channel_sid},
      {"task_channel_unique_name", t.channel_name},
      {"timeout", t.timeout_s},
      {"workflow_sid", t.workflow_sid},
      {"workflow_friendly_name", t.workflow_name},
      {"workspace_sid", workspace_sid},
      {"ignore_capacity", false},
      {"routing_target", or_null(t.only_worker)},
      {"url", url},
      {"links", json::object{{"task_queue", workspace + "/TaskQueues/" + std::string(queue_sid)},
                             {"workflow", workspace + "/Workflows/" + t.workflow_sid},
                             {"workspace", workspace},
                             {"reservations", url + "/Reservations"}}}};
}

json::object view(const std::string& root, const task& t, const reservation& r,
                  const std::string& worker_name) {
  auto workspace = workspace_url(root);
  auto task_url = workspace + "/Tasks/" + t.sid;
  return {{"account_sid", account_sid},
          {"date_created", iso_seconds(r.created_ms)},
          {"date_updated", iso_seconds(r.updated_ms)},
          {"reservation_status", r.status},
          {"sid", r.sid},
          {"task_sid", t.sid},
          {"worker_name", worker_name},
          {"worker_sid", r.worker_sid},
          {"workspace_sid", workspace_sid},
          {"url", task_url + "/Reservations/" + r.sid},
          {"links", json::object{{"task", task_url},
                                 {"worker", workspace + "/Workers/" + r.worker_sid},
                                 {"workspace", workspace}}}};
}

std::string worker_attributes(const agent& a) {
  return json::serialize(json::object{{"contact_uri", "client:" + a.identity},
                                      {"full_name", a.full_name},
                                      {"email", a.name},
                                      {"roles", json::array{"agent"}}});
}

json::object view(const std::string& root, const agent& a) {
  auto workspace = workspace_url(root);
  auto url = workspace + "/Workers/" + a.sid;
  return {
      {"account_sid", account_sid},
      {"activity_name", "Available"},
      {"activity_sid", activity_sid},
      {"attributes", worker_attributes(a)},
      {"available", true},
      {"date_created", iso_seconds(a.created_ms)},
      {"date_status_changed", iso_seconds(a.created_ms)},
      {"date_updated", iso_seconds(a.created_ms)},
      {"friendly_name", a.name},
      {"sid", a.sid},
      {"workspace_sid", workspace_sid},
      {"url", url},
      {"links", json::object{{"activity", workspace + "/Activities/" + std::string(activity_sid)},
                             {"workspace", workspace},
                             {"channels", url + "/Channels"},
                             {"reservations", url + "/Reservations"}}}};
}

} // namespace flexcord::sandbox::twilio
