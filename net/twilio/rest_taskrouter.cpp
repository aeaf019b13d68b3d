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

void rest::get_worker(const std::string& worker_sid, callback<worker> done) {
  auto path = impl_->workspace_path("/Workers/" + http::percent_encode(worker_sid));
  fetch(*impl_->calls, impl_->get(impl_->settings.taskrouter_url, path, "read worker"),
        parse_worker, std::move(done));
}

} // namespace flexcord::net::twilio
