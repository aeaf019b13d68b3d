#include "sandbox/twilio/catalogue.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

constexpr std::int64_t set_up_ms = 1'767'225'600'000; // 2026-01-01T00:00:00Z

} // namespace

catalogue::catalogue() {
  workflow w;
  w.sid = workflow_sid;
  w.friendly_name = workflow_name;
  w.configuration =
      R"({"task_routing":{"default_filter":{"queue":")" + std::string(queue_sid) + "\"}}}";
  w.created_ms = w.updated_ms = set_up_ms;
  workflows_.push_back(std::move(w));
  task_channel c;
  c.sid = task_channel_sid;
  c.unique_name = task_channel_name;
  c.friendly_name = "Chat";
  c.created_ms = set_up_ms;
  channels_.push_back(std::move(c));
}

const workflow* catalogue::find_workflow(std::string_view sid) const {
  auto at = std::find_if(workflows_.begin(), workflows_.end(),
                         [&](const workflow& w) { return w.sid == sid; });
  return at == workflows_.end() ? nullptr : &*at;
}

workflow* catalogue::find_workflow(std::string_view sid) {
  return const_cast<workflow*>(std::as_const(*this).find_workflow(sid));
}

workflow& catalogue::add(workflow w, std::int64_t now_ms) {
  w.sid = new_sid("WW");
  w.serial = ++serial_;
  w.created_ms = w.updated_ms = now_ms;
  return workflows_.emplace_back(std::move(w));
}

bool catalogue::erase_workflow(std::string_view sid) {
  if (sid == workflow_sid) return false;
  return std::erase_if(workflows_, [&](const workflow& w) { return w.sid == sid; }) > 0;
}

const workflow& catalogue::workflow_or_default(std::string_view sid) const {
  const auto* found = find_workflow(sid);
  return found ? *found : workflows_.front();
}

const task_channel* catalogue::find_channel(std::string_view sid_or_name) const {
  auto at = std::find_if(channels_.begin(), channels_.end(), [&](const task_channel& c) {
    return c.sid == sid_or_name || c.unique_name == sid_or_name;
  });
  return at == channels_.end() ? nullptr : &*at;
}

outcome<const task_channel*> catalogue::add(task_channel c, std::int64_t now_ms) {
  if (find_channel(c.unique_name)) return bad_request("UniqueName already exists");
  c.sid = new_sid("TC");
  c.serial = ++serial_;
  c.created_ms = now_ms;
  const auto& kept = channels_.emplace_back(std::move(c));
  return &kept;
}

const task_channel& catalogue::channel_or_default(std::string_view sid) const {
  const auto* found = find_channel(sid);
  return found ? *found : channels_.front();
}

namespace {

bool known_queue(const json::object& target) {
  const auto* queue = target.if_contains("queue");
  return queue && queue->is_string() && queue->get_string() == queue_sid;
}

bool good_filter(const json::value& filter) {
  const auto* o = filter.if_object();
  const auto* targets = o ? o->if_contains("targets") : nullptr;
  if (!targets || !targets->is_array()) return false;
  const auto& list = targets->get_array();
  return std::all_of(list.begin(), list.end(), [](const json::value& t) {
    return t.is_object() && known_queue(t.get_object());
  });
}

} // namespace

std::string configuration_problem(const std::string& text) {
  boost::system::error_code error;
  const auto parsed = json::parse(text, error);
  if (error || !parsed.is_object()) return "Configuration is not a JSON object";
  const auto* routing = parsed.get_object().if_contains("task_routing");
  if (!routing || !routing->is_object()) return "Configuration needs task_routing";
  const auto& o = routing->get_object();
  const auto* last = o.if_contains("default_filter");
  if (last && (!last->is_object() || !known_queue(last->get_object())))
    return "default_filter needs a queue of this workspace";
  const auto* filters = o.if_contains("filters");
  if (filters && !filters->is_array()) return "filters must be a list";
  if (filters)
    for (const auto& f : filters->get_array())
      if (!good_filter(f)) return "a filter's targets need a queue of this workspace";
  return {};
}

} // namespace flexcord::sandbox::twilio
