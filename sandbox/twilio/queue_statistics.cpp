#include "sandbox/twilio/queue_statistics.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/views.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {
namespace {

struct durations {
  std::int64_t count = 0, total = 0, least = 0, most = 0;
  void add(std::int64_t seconds) {
    least = count == 0 ? seconds : std::min(least, seconds);
    most = std::max(most, seconds);
    total += seconds;
    ++count;
  }
  std::int64_t average() const { return count == 0 ? 0 : total / count; }
  boost::json::object view() const {
    return {{"avg", average()}, {"min", least}, {"max", most}, {"total", total}};
  }
};

} // namespace

boost::json::object cumulative_view(const std::string& root, const std::vector<const task*>& tasks,
                                    std::int64_t now_ms, std::int64_t minutes) {
  const auto since = now_ms - minutes * 60'000;
  durations accepted, canceled;
  std::int64_t created = 0, entered = 0, rejected = 0, timed_out = 0, taken_back = 0, rescinded = 0,
               completed = 0;
  for (const auto* t : tasks) {
    if (t->created_ms >= since) ++entered;
    if (t->status == "canceled" && t->updated_ms >= since)
      canceled.add((t->updated_ms - t->created_ms) / 1000);
    if (t->status == "completed" && t->updated_ms >= since) ++completed;
    for (const auto& r : t->reservations) {
      if (r.created_ms >= since) ++created;
      if (r.accepted_ms != 0 && r.accepted_ms >= since)
        accepted.add((r.accepted_ms - t->created_ms) / 1000);
      if (r.updated_ms < since) continue;
      if (r.status == "rejected") ++rejected;
      if (r.status == "timeout") ++timed_out;
      if (r.status == "canceled") ++taken_back;
      if (r.status == "rescinded") ++rescinded;
    }
  }
  return {{"account_sid", account_sid},
          {"workspace_sid", workspace_sid},
          {"task_queue_sid", queue_sid},
          {"start_time", iso_seconds(since)},
          {"end_time", iso_seconds(now_ms)},
          {"avg_task_acceptance_time", accepted.average()},
          {"reservations_created", created},
          {"reservations_accepted", accepted.count},
          {"reservations_rejected", rejected},
          {"reservations_timed_out", timed_out},
          {"reservations_canceled", taken_back},
          {"reservations_rescinded", rescinded},
          {"split_by_wait_time", nullptr},
          {"wait_duration_until_accepted", accepted.view()},
          {"wait_duration_until_canceled", canceled.view()},
          {"wait_duration_in_queue_until_accepted", accepted.view()},
          {"tasks_canceled", canceled.count},
          {"tasks_completed", completed},
          {"tasks_deleted", 0},
          {"tasks_entered", entered},
          {"tasks_moved", 0},
          {"url", workspace_url(root) + "/TaskQueues/" + std::string(queue_sid) +
                      "/CumulativeStatistics"}};
}

} // namespace flexcord::sandbox::twilio
