#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

void rest::tasks_of(const std::string& conversation, callback<std::vector<task>> done) {
  tasks_with(*impl_, "conversationSid", conversation, std::move(done));
}

void rest::get_task(const std::string& task_sid, callback<task> done) {
  auto path = impl_->workspace_path("/Tasks/" + http::percent_encode(task_sid));
  fetch(*impl_->calls, impl_->get(impl_->settings.taskrouter_url, path, "read task"), parse_task,
        std::move(done));
}

void rest::waiting_tasks(const std::string& queue_sid, int most, callback<std::vector<task>> done) {
  auto path = impl_->workspace_path("/Tasks?TaskQueueSid=" + http::percent_encode(queue_sid) +
                                    "&AssignmentStatus=pending&AssignmentStatus=reserved"
                                    "&Ordering=" +
                                    http::percent_encode("Priority:desc,VirtualStartTime:asc") +
                                    "&PageSize=" + std::to_string(most));
  fetch<page<task>>(*impl_->calls,
                    impl_->get(impl_->settings.taskrouter_url, path, "list waiting tasks"),
                    parse_tasks, [done = std::move(done)](result<page<task>> r) {
                      if (!r) return done(r.error());
                      done(std::move(r->items));
                    });
}

void rest::get_queue_figures(const std::string& queue_sid, int minutes,
                             callback<queue_figures> done) {
  auto path = impl_->workspace_path("/TaskQueues/" + http::percent_encode(queue_sid) +
                                    "/CumulativeStatistics?Minutes=" + std::to_string(minutes));
  fetch(*impl_->calls, impl_->get(impl_->settings.taskrouter_url, path, "read queue statistics"),
        parse_queue_figures, std::move(done));
}

void rest::get_worker(const std::string& worker_sid, callback<worker> done) {
  auto path = impl_->workspace_path("/Workers/" + http::percent_encode(worker_sid));
  fetch(*impl_->calls, impl_->get(impl_->settings.taskrouter_url, path, "read worker"),
        parse_worker, std::move(done));
}

} // namespace flexcord::net::twilio
