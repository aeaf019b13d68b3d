// TaskRouter's set-up: workflows, task queues, task channels.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object workflow_view(const std::string& root, const workflow& f) {
  const auto workspace = workspace_url(root);
  const auto url = workspace + "/Workflows/" + f.sid;
  return {{"account_sid", account_sid},
          {"assignment_callback_url", or_null(f.assignment_url)},
          {"configuration", f.configuration},
          {"date_created", iso_seconds(f.created_ms)},
          {"date_updated", iso_seconds(f.updated_ms)},
          {"document_content_type", "application/json"},
          {"fallback_assignment_callback_url", or_null(f.fallback_url)},
          {"friendly_name", f.friendly_name},
          {"sid", f.sid},
          {"task_reservation_timeout", f.reservation_timeout_s},
          {"workspace_sid", workspace_sid},
          {"url", url},
          {"links",
           boost::json::object{{"workspace", workspace}, {"statistics", url + "/Statistics"}}}};
}

outcome<void> read_fields(const call& c, workflow& into) {
  auto name = text_field(c, "FriendlyName", 128);
  if (!name) return name.error();
  auto timeout = number_field(c, "TaskReservationTimeout", 1, 86400);
  if (!timeout) return timeout.error();
  if (auto configuration = c.field("Configuration")) {
    if (auto why = configuration_problem(*configuration); !why.empty()) return bad_request(why);
    into.configuration = *configuration;
  }
  if (*name) into.friendly_name = **name;
  if (*timeout) into.reservation_timeout_s = **timeout;
  if (auto url = c.field("AssignmentCallbackUrl")) into.assignment_url = *url;
  if (auto url = c.field("FallbackAssignmentCallbackUrl")) into.fallback_url = *url;
  return {};
}

void create_workflow(world& w, const call& c) {
  workflow made;
  for (auto name : {"FriendlyName", "Configuration"})
    if (c.field(name).value_or("").empty()) return c.refuse(missing_field(name));
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  c.answer(201, workflow_view(c.root, w.flex.setup.add(std::move(made), w.host.now_ms())));
}

void list_workflows(world& w, const call& c) {
  const auto name = c.in.query_value("FriendlyName");
  std::vector<listed> items;
  for (const auto& one : w.flex.setup.workflows())
    if (name.empty() || one.friendly_name == name)
      items.push_back({one.serial, [&c, &one] { return workflow_view(c.root, one); }});
  answer_page(c, "workflows", std::move(items), 1000);
}

void fetch_workflow(world& w, const call& c) {
  const auto* found = w.flex.setup.find_workflow(c.captured("workflow"));
  if (!found) return c.not_found();
  c.answer(200, workflow_view(c.root, *found));
}

void update_workflow(world& w, const call& c) {
  auto* found = w.flex.setup.find_workflow(c.captured("workflow"));
  if (!found) return c.not_found();
  auto changed = *found;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  changed.updated_ms = w.host.now_ms();
  *found = std::move(changed);
  c.answer(200, workflow_view(c.root, *found));
}

void remove_workflow(world& w, const call& c) {
  if (!w.flex.setup.erase_workflow(c.captured("workflow"))) return c.not_found();
  c.no_content();
}

boost::json::object channel_view(const std::string& root, const task_channel& t) {
  const auto workspace = workspace_url(root);
  return {{"account_sid", account_sid},
          {"date_created", iso_seconds(t.created_ms)},
          {"date_updated", iso_seconds(t.created_ms)},
          {"friendly_name", t.friendly_name},
          {"sid", t.sid},
          {"unique_name", t.unique_name},
          {"workspace_sid", workspace_sid},
          {"channel_optimized_routing", false},
          {"url", workspace + "/TaskChannels/" + t.sid},
          {"links", boost::json::object{{"workspace", workspace}}}};
}

void create_channel(world& w, const call& c) {
  task_channel made;
  made.friendly_name = c.field("FriendlyName").value_or("");
  made.unique_name = c.field("UniqueName").value_or("");
  if (made.friendly_name.empty()) return c.refuse(missing_field("FriendlyName"));
  if (made.unique_name.empty()) return c.refuse(missing_field("UniqueName"));
  if (made.friendly_name.size() > 64 || made.unique_name.size() > 64)
    return c.refuse(bad_request("A task channel's names have at most 64 characters"));
  auto added = w.flex.setup.add(std::move(made), w.host.now_ms());
  if (!added) return c.refuse(added.error());
  c.answer(201, channel_view(c.root, **added));
}

void list_channels(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& one : w.flex.setup.channels())
    items.push_back({one.serial, [&c, &one] { return channel_view(c.root, one); }});
  answer_page(c, "channels", std::move(items), 1000);
}

void fetch_channel(world& w, const call& c) {
  const auto* found = w.flex.setup.find_channel(c.captured("channel"));
  if (!found) return c.not_found();
  c.answer(200, channel_view(c.root, *found));
}

boost::json::object queue_view(const std::string& root) {
  const auto workspace = workspace_url(root);
  return {{"account_sid", account_sid},
          {"assignment_activity_sid", nullptr},
          {"assignment_activity_name", nullptr},
          {"reservation_activity_sid", nullptr},
          {"reservation_activity_name", nullptr},
          {"date_created", "2026-01-01T00:00:00Z"},
          {"date_updated", "2026-01-01T00:00:00Z"},
          {"friendly_name", queue_name},
          {"max_reserved_workers", 1},
          {"sid", queue_sid},
          {"target_workers", "1==1"},
          {"task_order", "FIFO"},
          {"workspace_sid", workspace_sid},
          {"url", workspace + "/TaskQueues/" + std::string(queue_sid)},
          {"links", boost::json::object{{"workspace", workspace}}}};
}

void list_queues(world&, const call& c) {
  const auto name = c.in.query_value("FriendlyName");
  std::vector<listed> items;
  if (name.empty() || name == queue_name) items.push_back({0, [&] { return queue_view(c.root); }});
  answer_page(c, "task_queues", std::move(items), 1000);
}

void fetch_queue(world&, const call& c) {
  if (c.captured("queue") != queue_sid) return c.not_found();
  c.answer(200, queue_view(c.root));
}

} // namespace

std::vector<net::http::route> setup_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  auto add = [&](const char* method, const char* path, api_handler handle) {
    out.push_back(api_route(w, method, "/taskrouter/v1/Workspaces/{workspace}" + std::string(path),
                            in_workspace(std::move(handle))));
  };
  add("GET", "/Workflows", list_workflows);
  add("POST", "/Workflows", create_workflow);
  add("GET", "/Workflows/{workflow}", fetch_workflow);
  add("POST", "/Workflows/{workflow}", update_workflow);
  add("DELETE", "/Workflows/{workflow}", remove_workflow);
  add("GET", "/TaskChannels", list_channels);
  add("POST", "/TaskChannels", create_channel);
  add("GET", "/TaskChannels/{channel}", fetch_channel);
  add("GET", "/TaskQueues", list_queues);
  add("GET", "/TaskQueues/{queue}", fetch_queue);
  return out;
}

} // namespace flexcord::sandbox::twilio
