#include "net/twilio/message_list.hpp"
#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

namespace {

call told(call c, const std::string& conversation, bool heard) {
  set_heard(c, heard);
  c.conversation = conversation;
  return c;
}
/// Our own changes come back to us only by the list, never by a webhook.
call silent(call c, const std::string& conversation) {
  return told(std::move(c), conversation, false);
}

} // namespace

void rest::create_message(const std::string& conversation, new_message m, callback<message> done) {
  auto request = impl_->post(impl_->settings.conversations_url,
                             impl_->conversation_path(conversation, "/Messages"),
                             message_form(m, "Author"), effect::creates, "create message");
  fetch(*impl_->calls, told(std::move(request), conversation, m.heard), parse_message,
        std::move(done));
}

void rest::update_message(const std::string& conversation, const std::string& sid,
                          const std::string& body, callback<message> done) {
  auto path = impl_->conversation_path(conversation, "/Messages/" + http::percent_encode(sid));
  auto request = impl_->post(impl_->settings.conversations_url, path, {{"Body", body}},
                             effect::repeatable, "update message");
  fetch(*impl_->calls, silent(std::move(request), conversation), parse_message, std::move(done));
}

void rest::delete_message(const std::string& conversation, const std::string& sid,
                          callback<nothing> done) {
  auto path = impl_->conversation_path(conversation, "/Messages/" + http::percent_encode(sid));
  auto request = impl_->make("DELETE", impl_->settings.conversations_url, path, "delete message");
  perform(*impl_->calls, silent(std::move(request), conversation), {20404}, std::move(done));
}

void rest::list_messages(const std::string& conversation, std::int64_t after_index,
                         callback<std::vector<message>> done) {
  read_messages_after(
      *impl_,
      {impl_->settings.conversations_url, impl_->conversation_path(conversation, "/Messages")},
      after_index, std::move(done));
}

void rest::newest_messages(const std::string& conversation, int count,
                           callback<std::vector<message>> done) {
  read_newest_messages(
      *impl_,
      {impl_->settings.conversations_url, impl_->conversation_path(conversation, "/Messages")},
      count, std::move(done));
}

} // namespace flexcord::net::twilio
