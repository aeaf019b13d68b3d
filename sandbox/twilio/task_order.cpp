#include "sandbox/twilio/task_order.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

bool task_order::before(const task& a, const task& b) const {
  for (const auto& p : parts_) {
    // The virtual start time is that of creation here: no task is ever moved.
    const auto x = p.by_priority ? a.priority : a.created_ms;
    const auto y = p.by_priority ? b.priority : b.created_ms;
    if (x != y) return p.descending ? x > y : x < y;
  }
  return a.serial < b.serial;
}

outcome<task_order> read_task_order(std::string_view text) {
  task_order order;
  bool timed = false;
  while (!text.empty()) {
    const auto one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    const auto colon = std::min(one.find(':'), one.size());
    const auto name = one.substr(0, colon);
    const auto direction = one.substr(std::min(colon + 1, one.size()));
    const bool time = name == "DateCreated" || name == "VirtualStartTime";
    const bool known = (time && !timed) || name == "Priority";
    if (!known || (direction != "asc" && direction != "desc"))
      return bad_request("Invalid Ordering parameter");
    timed = timed || time;
    order.parts_.push_back({!time, direction == "desc"});
  }
  return order;
}

} // namespace flexcord::sandbox::twilio
