#include "sandbox/core/json.hpp"
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/queue_statistics.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/task_filter.hpp"
#include "sandbox/twilio/task_order.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::sandbox::twilio {

namespace {

constexpr const char* set_up_at = "2026-01-01T00:00:00Z";
constexpr std::int64_t longest_statistics = 30 * 24 * 60; ///< minutes; more is a mistake

boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object workspace_view(const world& w, const call& c) {
  auto url = workspace_url(c.root);
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

void list_workspaces(world& w, const call& c) {
  const auto name = c.in.query_value("FriendlyName");
  std::vector<listed> items;
  if (name.empty() || name == workspace_name)
    items.push_back({0, [&] { return workspace_view(w, c); }});
  answer_page(c, "workspaces", std::move(items), 1000);
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
  const auto order = read_task_order(c.in.query_value("Ordering"));
  if (!order) return c.refuse(order.error());
  // There is one queue; a task that is over has left it.
  const auto queue = c.in.query_value("TaskQueueSid");
  std::vector<const task*> found;
  for (const auto* t : w.flex.tasks()) {
    if (!statuses.empty() &&
        std::find(statuses.begin(), statuses.end(), t->status) == statuses.end())
      continue;
    if ((queue.empty() || queue == queue_sid) && passes(tests, t->attributes)) found.push_back(t);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](const task* a, const task* b) { return order->before(*a, *b); });
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.size(); ++i)
    items.push_back({order->given() ? static_cast<std::int64_t>(i) : found[i]->serial,
                     [&w, &c, t = found[i]] { return view(c.root, *t, w.host.now_ms()); }});
  answer_page(c, "tasks", std::move(items), 1000);
}

void fetch_task(world& w, const call& c) {
  auto* t = w.flex.find_task(c.captured("task"));
  if (!t) return c.not_found();
  c.answer(200, view(c.root, *t, w.host.now_ms()));
}

void fetch_cumulative_statistics(world& w, const call& c) {
  if (c.captured("queue") != queue_sid) return c.not_found();
  std::int64_t minutes = 15;
  if (const auto text = c.in.query_value("Minutes"); !text.empty()) {
    const auto end = std::from_chars(text.data(), text.data() + text.size(), minutes);
    const bool whole = end.ec == std::errc{} && end.ptr == text.data() + text.size();
    if (!whole || minutes < 1 || minutes > longest_statistics)
      return c.refuse(bad_request("Invalid Minutes parameter"));
  }
  c.answer(200, cumulative_view(c.root, w.flex.tasks(), w.host.now_ms(), minutes));
}

outcome<routing_request> read_new_task(const world& w, const call& c) {
  routing_request out;
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  out.attributes = attributes->value_or("{}");
  auto priority = number_field(c, "Priority", 0, 1'000'000);
  if (!priority) return priority.error();
  auto timeout = number_field(c, "Timeout", 1, 86400 * 14);
  if (!timeout) return timeout.error();
  out.priority = static_cast<int>(priority->value_or(0));
  out.timeout_s = timeout->value_or(86400);
  out.workflow_sid = c.field("WorkflowSid").value_or("");
  if (!out.workflow_sid.empty() && !w.flex.setup.find_workflow(out.workflow_sid))
    return bad_request("Workflow not found");
  if (auto name = c.field("TaskChannel").value_or(""); !name.empty()) {
    const auto* channel = w.flex.setup.find_channel(name);
    if (!channel) return bad_request("TaskChannel not found");
    out.channel_sid = channel->sid;
  }
  return out;
}

void create_task(world& w, const call& c) {
  auto wanted = read_new_task(w, c);
  if (!wanted) return c.refuse(wanted.error());
  // As Flex's own tasks: the attribute channelSid says whom the agent will talk to.
  boost::system::error_code error;
  const auto attributes = boost::json::parse(wanted->attributes, error);
  if (error || !attributes.is_object())
    return c.refuse(bad_request("Attributes must be a JSON object"));
  const auto& made = w.flex.enqueue(text_at(attributes.get_object(), "channelSid"), *wanted);
  c.answer(201, view(c.root, made, w.host.now_ms()));
}

outcome<void> change_task(world& w, const call& c, task& t) {
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  auto priority = number_field(c, "Priority", 0, 1'000'000);
  if (!priority) return priority.error();
  const auto status = c.field("AssignmentStatus").value_or("");
  if (!status.empty() && status != "canceled" && status != "completed")
    return bad_request("AssignmentStatus can be set to canceled or completed");
  if (*attributes) t.attributes = **attributes;
  if (*priority) t.priority = static_cast<int>(**priority);
  if (*attributes || *priority) w.flex.task_changed(t);
  const auto reason = c.field("Reason").value_or("");
  if (status == "canceled")
    if (auto done = w.flex.cancel(t, reason); !done) return bad_request(done.error().message);
  if (status == "completed") return w.flex.finish(t, reason);
  return {};
}

void update_task(world& w, const call& c) {
  auto* t = w.flex.find_task(c.captured("task"));
  if (!t) return c.not_found();
  if (auto done = change_task(w, c, *t); !done) return c.refuse(done.error());
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
  out.push_back(api_route(w, "GET", "/taskrouter/v1/Workspaces", list_workspaces));
  add("GET", "", [](world& all, const call& c) { c.answer(200, workspace_view(all, c)); });
  add("POST", "", update_workspace);
  add("GET", "/Tasks", list_tasks);
  add("POST", "/Tasks", create_task);
  add("GET", "/Tasks/{task}", fetch_task);
  add("POST", "/Tasks/{task}", update_task);
  add("GET", "/Tasks/{task}/Reservations", list_reservations);
  add("GET", "/TaskQueues/{queue}/CumulativeStatistics", fetch_cumulative_statistics);
  add("GET", "/Workers", list_workers);
  add("GET", "/Workers/{worker}", fetch_worker);
  return out;
}

} // namespace flexcord::sandbox::twilio
