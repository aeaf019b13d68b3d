#include "net/twilio/legacy_impl.hpp"
#include "net/twilio/message_list.hpp"

namespace flexcord::net::twilio {

namespace {

call change(call c, const std::string& channel, bool heard) {
  set_heard(c, heard);
  c.conversation = channel;
  return c;
}

} // namespace

void legacy::create_message(const std::string& channel, new_message m, bool heard,
                            callback<message> done) {
  auto request = impl_->post(impl_->settings.chat_url, impl_->channel_path(channel, "/Messages"),
                             message_form(m, "From"), effect::creates, "create message");
  fetch(*impl_->calls, change(std::move(request), channel, heard), parse_message, std::move(done));
}

void legacy::get_message(const std::string& channel, const std::string& sid,
                         callback<message> done) {
  auto path = impl_->channel_path(channel, "/Messages/" + http::percent_encode(sid));
  fetch(*impl_->calls, impl_->get(impl_->settings.chat_url, path, "read message"), parse_message,
        std::move(done));
}

void legacy::update_message(const std::string& channel, const std::string& sid,
                            const std::string& body, callback<message> done) {
  auto path = impl_->channel_path(channel, "/Messages/" + http::percent_encode(sid));
  auto request = impl_->post(impl_->settings.chat_url, path, {{"Body", body}}, effect::repeatable,
                             "update message");
  fetch(*impl_->calls, change(std::move(request), channel, false), parse_message, std::move(done));
}

void legacy::delete_message(const std::string& channel, const std::string& sid,
                            callback<nothing> done) {
  auto path = impl_->channel_path(channel, "/Messages/" + http::percent_encode(sid));
  auto request = impl_->make("DELETE", impl_->settings.chat_url, path, "delete message");
  perform(*impl_->calls, change(std::move(request), channel, false), {20404}, std::move(done));
}

void legacy::list_messages(const std::string& channel, std::int64_t after_index,
                           callback<std::vector<message>> done) {
  read_messages_after(*impl_, {impl_->settings.chat_url, impl_->channel_path(channel, "/Messages")},
                      after_index, std::move(done));
}

void legacy::newest_messages(const std::string& channel, int count,
                             callback<std::vector<message>> done) {
  read_newest_messages(*impl_,
                       {impl_->settings.chat_url, impl_->channel_path(channel, "/Messages")}, count,
                       std::move(done));
}

} // namespace flexcord::net::twilio
