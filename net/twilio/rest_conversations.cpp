#include "net/twilio/rest_impl.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

namespace {

void add(http::form& form, std::string name, std::string value) {
  if (!value.empty()) form.emplace_back(std::move(name), std::move(value));
}

/// What a conversation tells us about. Everything else is noise.
constexpr const char* filters[] = {"onMessageAdded",       "onMessageUpdated",
                                   "onMessageRemoved",     "onParticipantAdded",
                                   "onParticipantRemoved", "onConversationStateUpdated",
                                   "onConversationRemoved"};

} // namespace

void rest::create_conversation(new_conversation c, callback<conversation> done) {
  const auto& s = impl_->settings;
  http::form form;
  add(form, "UniqueName", c.unique_name);
  add(form, "FriendlyName", friendly(c.friendly_name));
  // Twilio refuses timers without a state (50382).
  form.emplace_back("State", "active");
  add(form, "Timers.Inactive", s.timer_inactive);
  add(form, "Timers.Closed", s.timer_closed);
  add(form, "Attributes", c.attributes);
  auto request = impl_->post(s.conversations_url, impl_->conversation_path({}), form,
                             effect::creates, "create conversation");
  request.counts_for_service = true;
  fetch(*impl_->calls, std::move(request), parse_conversation, std::move(done));
}

void rest::get_conversation(const std::string& sid_or_unique_name, callback<conversation> done) {
  fetch(*impl_->calls,
        impl_->get(impl_->settings.conversations_url, impl_->conversation_path(sid_or_unique_name),
                   "read conversation"),
        parse_conversation, std::move(done));
}

void rest::conversations_of(const std::string& identity, callback<std::vector<conversation>> done) {
  const auto& base = impl_->settings.conversations_url;
  auto path = "/v1/Services/" + http::percent_encode(impl_->settings.service_sid) +
              "/ParticipantConversations?Identity=" + http::percent_encode(identity) +
              "&PageSize=50";
  fetch_all(impl_->calls, base, impl_->get(base, path, "list conversations of a participant"),
            parse_memberships, std::move(done));
}

void rest::set_attributes(const std::string& sid, const std::string& attributes,
                          callback<nothing> done) {
  auto request = impl_->post(impl_->settings.conversations_url, impl_->conversation_path(sid),
                             {{"Attributes", attributes}}, effect::repeatable, "set attributes");
  request.conversation = sid;
  perform(*impl_->calls, std::move(request), {}, std::move(done));
}

void rest::close_conversation(const std::string& sid, callback<nothing> done) {
  auto request = impl_->post(impl_->settings.conversations_url, impl_->conversation_path(sid),
                             {{"State", "closed"}}, effect::repeatable, "close conversation");
  request.conversation = sid;
  perform(*impl_->calls, std::move(request), {50377}, std::move(done));
}

void rest::delete_conversation(const std::string& sid, callback<nothing> done) {
  auto request = impl_->make("DELETE", impl_->settings.conversations_url,
                             impl_->conversation_path(sid), "delete conversation");
  request.counts_for_service = true;
  request.conversation = sid;
  perform(*impl_->calls, std::move(request), {20404}, std::move(done));
}

void rest::delete_user(const std::string& identity, callback<nothing> done) {
  auto path = "/v1/Services/" + http::percent_encode(impl_->settings.service_sid) + "/Users/" +
              http::percent_encode(identity);
  auto request = impl_->make("DELETE", impl_->settings.conversations_url, path, "delete user");
  request.counts_for_service = true;
  perform(*impl_->calls, std::move(request), {20404}, std::move(done));
}

void rest::add_participant(const std::string& conversation, const std::string& identity,
                           const std::string& attributes, callback<participant> done) {
  http::form form{{"Identity", identity}};
  add(form, "Attributes", attributes);
  auto request = impl_->post(impl_->settings.conversations_url,
                             impl_->conversation_path(conversation, "/Participants"), form,
                             effect::creates, "add participant");
  request.conversation = conversation;
  fetch(*impl_->calls, std::move(request), parse_participant, std::move(done));
}

void rest::list_participants(const std::string& conversation,
                             callback<std::vector<participant>> done) {
  const auto& base = impl_->settings.conversations_url;
  auto path = impl_->conversation_path(conversation, "/Participants?PageSize=100");
  fetch_all(impl_->calls, base, impl_->get(base, path, "list participants"), parse_participants,
            std::move(done));
}

void rest::add_webhook(const std::string& conversation, const std::string& url,
                       callback<nothing> done) {
  http::form form{
      {"Target", "webhook"}, {"Configuration.Method", "post"}, {"Configuration.Url", url}};
  for (auto filter : filters) form.emplace_back("Configuration.Filters", filter);
  auto request = impl_->post(impl_->settings.conversations_url,
                             impl_->conversation_path(conversation, "/Webhooks"), form,
                             effect::creates, "add webhook");
  request.conversation = conversation;
  perform(*impl_->calls, std::move(request), {}, std::move(done));
}

void rest::add_flow(const std::string& conversation, const std::string& flow_sid,
                    callback<nothing> done) {
  http::form form{{"Target", "studio"},
                  {"Configuration.FlowSid", flow_sid},
                  {"Configuration.Filters", "onMessageAdded"}};
  auto request = impl_->post(impl_->settings.conversations_url,
                             impl_->conversation_path(conversation, "/Webhooks"), form,
                             effect::creates, "add flow");
  request.conversation = conversation;
  perform(*impl_->calls, std::move(request), {}, std::move(done));
}

void rest::remove_flow(const std::string& conversation, const std::string& flow_sid,
                       callback<nothing> done) {
  const auto& base = impl_->settings.conversations_url;
  const auto hooks = impl_->conversation_path(conversation, "/Webhooks");
  auto found = [impl = impl_, base, hooks, conversation, flow_sid,
                done = std::move(done)](result<std::vector<scoped_webhook>> all) mutable {
    if (!all) return done(all.error());
    auto flow = std::ranges::find(*all, flow_sid, &scoped_webhook::calls);
    if (flow == all->end()) return done(nothing{});
    auto request =
        impl->make("DELETE", base, hooks + "/" + http::percent_encode(flow->sid), "remove flow");
    request.conversation = conversation;
    perform(*impl->calls, std::move(request), {20404}, std::move(done));
  };
  fetch_all<scoped_webhook>(impl_->calls, base, impl_->get(base, hooks, "list webhooks"),
                            parse_scoped_webhooks, std::move(found));
}

void rest::list_webhooks(const std::string& conversation, callback<std::vector<std::string>> done) {
  const auto& base = impl_->settings.conversations_url;
  fetch_all(impl_->calls, base,
            impl_->get(base, impl_->conversation_path(conversation, "/Webhooks"), "list webhooks"),
            parse_webhook_urls, std::move(done));
}

void rest::user_name(const std::string& identity, callback<std::string> done) {
  auto path = "/v1/Services/" + http::percent_encode(impl_->settings.service_sid) + "/Users/" +
              http::percent_encode(identity);
  fetch(*impl_->calls, impl_->get(impl_->settings.conversations_url, path, "read user"),
        parse_user_name, std::move(done));
}

} // namespace flexcord::net::twilio
