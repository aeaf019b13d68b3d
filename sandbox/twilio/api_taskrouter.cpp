#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/task_filter.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr const char* set_up_at = "2026-01-01T00:00:00Z";

api_handler in_workspace(api_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    if (c.captured("workspace") != workspace_sid) return c.not_found();
    handle(w, c);
  };
}

boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

std::string workspace_url(const call& c) {
  return c.root + "/taskrouter/v1/Workspaces/" + std::string(workspace_sid);
}

boost::json::object workspace_view(const world& w, const call& c) {
  auto url = workspace_url(c);
  return {{"account_sid", account_sid},
          {"date_created", set_up_at},
          {"date_updated", set_up_at},
          {"default_activity_name", "Available"},
          {"default_activity_sid", activity_sid},
          {"event_callback_url", or_null(w.flex.workspace_callback_url)},
          {"events_filter", or_null(w.flex.workspace_events_filter)},
          {"friendly_name", workspace_name},
          {"multi_task_enabled", true},
          {"sid", workspace_sid},
          {"timeout_activity_name", "Available"},
          {"timeout_activity_sid", activity_sid},
          {"prioritize_queue_order", "FIFO"},
          {"url", url},
          {"links", boost::json::object{{"tasks", url + "/Tasks"},
                                        {"workers", url + "/Workers"},
                                        {"workflows", url + "/Workflows"},
                                        {"task_queues", url + "/TaskQueues"}}}};
}

void update_workspace(world& w, const call& c) {
  if (auto url = c.field("EventCallbackUrl")) {
    if (!url->empty() && !net::http::split_url(*url).valid)
      return c.refuse(bad_request("Invalid EventCallbackUrl parameter"));
    w.flex.workspace_callback_url = *url;
  }
  if (auto filter = c.field("EventsFilter")) w.flex.workspace_events_filter = *filter;
  c.answer(200, workspace_view(w, c));
}

void workflow(world&, const call& c) {
  if (c.captured("workflow") != workflow_sid) return c.not_found();
  auto url = workspace_url(c) + "/Workflows/" + std::string(workflow_sid);
  c.answer(200, boost::json::object{
                    {"account_sid", account_sid},
                    {"assignment_callback_url", nullptr},
                    {"configuration", "{\"task_routing\":{\"default_filter\":{\"queue\":\"" +
                                          std::string(queue_sid) + "\"}}}"},
                    {"date_created", set_up_at},
                    {"date_updated", set_up_at},
                    {"document_content_type", "application/json"},
                    {"fallback_assignment_callback_url", nullptr},
                    {"friendly_name", workflow_name},
                    {"sid", workflow_sid},
                    {"task_reservation_timeout", 120},
                    {"workspace_sid", workspace_sid},
                    {"url", url},
                    {"links", boost::json::object{{"workspace", workspace_url(c)}}}});
}

void list_tasks(world& w, const call& c) {
  std::vector<attribute_test> tests;
  if (auto expression = c.in.query_value("EvaluateTaskAttributes"); !expression.empty()) {
    auto parsed = parse_task_filter(expression);
    if (!parsed) return c.refuse(parsed.error());
    tests = std::move(*parsed);
  }
  std::vector<std::string_view> statuses;
  for (const auto& [name, value] : c.in.query)
    if (name == "AssignmentStatus") statuses.push_back(value);
  std::vector<listed> items;
  for (const auto* t : w.flex.tasks()) {
    if (!statuses.empty() &&
        std::find(statuses.begin(), statuses.end(), t->status) == statuses.end())
      continue;
    if (passes(tests, t->attributes))
      items.push_back({t->serial, [&w, &c, t] { return view(c.root, *t, w.host.now_ms()); }});
  }
  answer_page(c, "tasks", std::move(items), 1000);
}

void fetch_task(world& w, const call& c) {
  auto* t = w.flex.find_task(c.captured("task"));
  if (!t) return c.not_found();
  c.answer(200, view(c.root, *t, w.host.now_ms()));
}

void list_reservations(world& w, const call& c) {
  auto* t = w.flex.find_task(c.captured("task"));
  if (!t) return c.not_found();
  std::vector<listed> items;
  for (std::size_t i = 0; i < t->reservations.size(); ++i)
    items.push_back({static_cast<std::int64_t>(i), [&w, &c, t, i] {
                       const auto& r = t->reservations[i];
                       auto* a = w.flex.find_agent(r.worker_sid);
                       return view(c.root, *t, r, a ? a->name : std::string());
                     }});
  answer_page(c, "reservations", std::move(items), 1000);
}

void list_workers(world& w, const call& c) {
  auto name = c.in.query_value("FriendlyName");
  std::vector<listed> items;
  for (const auto& [sid, a] : w.flex.agents())
    if (name.empty() || a.name == name)
      items.push_back({a.serial, [&c, &a = a] { return view(c.root, a); }});
  answer_page(c, "workers", std::move(items), 1000);
}

void fetch_worker(world& w, const call& c) {
  auto* a = w.flex.find_agent(c.captured("worker"));
  if (!a) return c.not_found();
  c.answer(200, view(c.root, *a));
}

} // namespace

std::vector<net::http::route> taskrouter_routes(const std::shared_ptr<world>& w) {
  const std::string one = "/taskrouter/v1/Workspaces/{workspace}";
  std::vector<net::http::route> out;
  auto add = [&](const char* method, const std::string& path, api_handler handle) {
    out.push_back(api_route(w, method, one + path, in_workspace(std::move(handle))));
  };
  add("GET", "", [](world& all, const call& c) { c.answer(200, workspace_view(all, c)); });
  add("POST", "", update_workspace);
  add("GET", "/Workflows/{workflow}", workflow);
  add("GET", "/Tasks", list_tasks);
  add("GET", "/Tasks/{task}", fetch_task);
  add("GET", "/Tasks/{task}/Reservations", list_reservations);
  add("GET", "/Workers", list_workers);
  add("GET", "/Workers/{worker}", fetch_worker);
  return out;
}

} // namespace flexcord::sandbox::twilio
