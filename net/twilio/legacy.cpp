#include "net/twilio/legacy_impl.hpp"

namespace flexcord::net::twilio {

legacy::legacy(runtime& rt, http::client& client, const config::twilio_settings& settings)
    : impl_(std::make_shared<impl>(rt, client, settings)) {}

legacy::~legacy() { stop(); }

void legacy::stop() { impl_->calls->stop(); }

std::string legacy::impl::service_path(std::string_view below) const {
  auto path = "/v2/Services/" + http::percent_encode(settings.service_sid);
  return path.append(below);
}

std::string legacy::impl::user_path(std::string_view identity, std::string_view below) const {
  auto path = service_path("/Users/" + http::percent_encode(identity));
  return path.append(below);
}

std::string legacy::impl::channel_path(std::string_view sid, std::string_view below) const {
  auto path = service_path("/Channels/" + http::percent_encode(sid));
  return path.append(below);
}

void legacy::get_user(const std::string& identity, callback<chat_user> done) {
  fetch(*impl_->calls,
        impl_->get(impl_->settings.chat_url, impl_->user_path(identity), "read user"),
        parse_chat_user, std::move(done));
}

void legacy::create_user(const std::string& identity, const std::string& name,
                         callback<chat_user> done) {
  http::form form{{"Identity", identity}};
  if (!name.empty()) form.emplace_back("FriendlyName", friendly(name));
  auto request = impl_->post(impl_->settings.chat_url, impl_->service_path("/Users"), form,
                             effect::creates, "create user");
  request.counts_for_service = true;
  fetch(*impl_->calls, std::move(request), parse_chat_user, std::move(done));
}

void legacy::user_name(const std::string& identity, callback<std::string> done) {
  fetch(*impl_->calls,
        impl_->get(impl_->settings.chat_url, impl_->user_path(identity), "read user"),
        parse_user_name, std::move(done));
}

void legacy::user_channels(const std::string& identity, callback<std::vector<std::string>> done) {
  const auto& base = impl_->settings.chat_url;
  fetch_all(impl_->calls, base,
            impl_->get(base, impl_->user_path(identity, "/Channels?PageSize=50"),
                       "list channels of a user"),
            parse_user_channels, std::move(done));
}

void legacy::tasks_of(const std::string& channel, callback<std::vector<task>> done) {
  tasks_with(*impl_, "channelSid", channel, std::move(done));
}

void legacy::end_task(const std::string& task_sid, task_end how, callback<nothing> done) {
  const bool completed = how == task_end::completed;
  http::form form{{"AssignmentStatus", completed ? "completed" : "canceled"},
                  {"Reason", completed ? "the talk is over" : "the request was withdrawn"}};
  perform(*impl_->calls,
          impl_->post(impl_->settings.taskrouter_url,
                      impl_->workspace_path("/Tasks/" + http::percent_encode(task_sid)), form,
                      effect::repeatable, "end task"),
          {20404}, std::move(done));
}

void legacy::set_task_attributes(const std::string& task_sid, const std::string& attributes,
                                 callback<nothing> done) {
  http::form form{{"Attributes", attributes}};
  perform(*impl_->calls,
          impl_->post(impl_->settings.taskrouter_url,
                      impl_->workspace_path("/Tasks/" + http::percent_encode(task_sid)), form,
                      effect::repeatable, "update task"),
          {}, std::move(done));
}

} // namespace flexcord::net::twilio
