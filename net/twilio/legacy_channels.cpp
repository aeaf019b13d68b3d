#include "net/twilio/legacy_impl.hpp"
#include "net/twilio/message_list.hpp"

namespace flexcord::net::twilio {

namespace {

/// What a channel tells us about: what agents write. Who comes and goes is TaskRouter's to tell.
constexpr const char* filters[] = {"onMessageSent", "onMessageUpdated", "onMediaMessageSent"};

} // namespace

void legacy::create_flex_channel(new_flex_channel c, callback<std::string> done) {
  const auto& s = impl_->settings;
  http::form form{{"FlexFlowSid", s.flex_flow_sid},
                  {"Identity", c.identity},
                  {"ChatUserFriendlyName", friendly(std::move(c.user_name))},
                  {"ChatFriendlyName", friendly(std::move(c.name))}};
  if (!c.target.empty()) form.emplace_back("Target", c.target);
  auto request =
      impl_->post(s.flex_url, "/v1/Channels", form, effect::creates, "create Flex channel");
  request.counts_for_service = true;
  fetch(*impl_->calls, std::move(request), parse_sid, std::move(done));
}

void legacy::get_channel(const std::string& sid, callback<chat_channel> done) {
  fetch(*impl_->calls,
        impl_->get(impl_->settings.chat_url, impl_->channel_path(sid), "read channel"),
        parse_chat_channel, std::move(done));
}

void legacy::set_channel_attributes(const std::string& sid, const std::string& attributes,
                                    callback<chat_channel> done) {
  auto request = impl_->post(impl_->settings.chat_url, impl_->channel_path(sid),
                             {{"Attributes", attributes}}, effect::repeatable, "update channel");
  set_heard(request, false);
  request.conversation = sid;
  fetch(*impl_->calls, std::move(request), parse_chat_channel, std::move(done));
}

void legacy::delete_channel(const std::string& sid, callback<nothing> done) {
  auto request =
      impl_->make("DELETE", impl_->settings.chat_url, impl_->channel_path(sid), "delete channel");
  request.counts_for_service = true;
  request.conversation = sid;
  perform(*impl_->calls, std::move(request), {20404}, std::move(done));
}

void legacy::list_members(const std::string& channel, callback<std::vector<participant>> done) {
  const auto& base = impl_->settings.chat_url;
  fetch_all(impl_->calls, base,
            impl_->get(base, impl_->channel_path(channel, "/Members?PageSize=100"), "list members"),
            parse_chat_members, std::move(done));
}

void legacy::list_webhooks(const std::string& channel, callback<std::vector<chat_webhook>> done) {
  const auto& base = impl_->settings.chat_url;
  fetch_all(impl_->calls, base,
            impl_->get(base, impl_->channel_path(channel, "/Webhooks"), "list webhooks"),
            parse_chat_webhooks, std::move(done));
}

void legacy::add_webhook(const std::string& channel, const std::string& url,
                         callback<chat_webhook> done) {
  http::form form{
      {"Type", "webhook"}, {"Configuration.Url", url}, {"Configuration.Method", "POST"}};
  for (auto filter : filters) form.emplace_back("Configuration.Filters", filter);
  auto request = impl_->post(impl_->settings.chat_url, impl_->channel_path(channel, "/Webhooks"),
                             form, effect::creates, "add webhook");
  request.conversation = channel;
  fetch(*impl_->calls, std::move(request), parse_chat_webhook, std::move(done));
}

void legacy::remove_webhook(const std::string& channel, const std::string& sid,
                            callback<nothing> done) {
  auto path = impl_->channel_path(channel, "/Webhooks/" + http::percent_encode(sid));
  auto request = impl_->make("DELETE", impl_->settings.chat_url, path, "remove webhook");
  request.conversation = channel;
  perform(*impl_->calls, std::move(request), {20404}, std::move(done));
}

} // namespace flexcord::net::twilio
