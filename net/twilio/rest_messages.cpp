#include "net/twilio/rest_impl.hpp"
#include "net/twilio/time.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

namespace {

constexpr const char* webhook_switch = "X-Twilio-Webhook-Enabled";

call told(call c, const std::string& conversation, bool heard) {
  c.request.headers.set(webhook_switch, heard ? "true" : "false");
  c.conversation = conversation;
  return c;
}
/// Our own changes come back to us only by the list, never by a webhook.
call silent(call c, const std::string& conversation) {
  return told(std::move(c), conversation, false);
}

/// Oldest first, each once: a page that shifts while it is read shows a message twice.
std::vector<message> in_order(std::vector<message> all, std::int64_t after_index) {
  std::erase_if(all, [after_index](const message& m) { return m.index <= after_index; });
  std::stable_sort(all.begin(), all.end(),
                   [](const message& a, const message& b) { return a.index < b.index; });
  auto same = [](const message& a, const message& b) { return a.index == b.index; };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

/// True for a page that runs from new to old and reaches what is known already.
bool reaches(const std::vector<message>& page, std::int64_t index) {
  if (page.empty()) return true;
  return page.front().index >= page.back().index && page.back().index <= index;
}

} // namespace

void rest::create_message(const std::string& conversation, new_message m, callback<message> done) {
  http::form form;
  auto add = [&form](const char* name, const std::string& value) {
    if (!value.empty()) form.emplace_back(name, value);
  };
  add("Author", m.author);
  add("Body", m.body);
  add("Attributes", m.attributes);
  add("MediaSid", m.media_sid);
  if (m.created_ms > 0) add("DateCreated", format_time(m.created_ms));
  auto request = impl_->post(impl_->settings.conversations_url,
                             impl_->conversation_path(conversation, "/Messages"), form,
                             effect::creates, "create message");
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
  const auto& base = impl_->settings.conversations_url;
  // With a known position the news are at the end of the list, so it is read from there.
  bool from_start = after_index < 0;
  auto order =
      from_start ? "/Messages?Order=asc&PageSize=100" : "/Messages?Order=desc&PageSize=100";
  auto first = impl_->get(base, impl_->conversation_path(conversation, order), "list messages");
  std::function<bool(const std::vector<message>&)> enough;
  if (!from_start) enough = [after_index](const auto& page) { return reaches(page, after_index); };
  auto finish = [after_index, done = std::move(done)](result<std::vector<message>> r) {
    if (!r) return done(std::move(r));
    done(in_order(std::move(*r), after_index));
  };
  fetch_all<message>(impl_->calls, base, std::move(first), parse_messages, finish,
                     std::move(enough));
}

void rest::newest_messages(const std::string& conversation, int count,
                           callback<std::vector<message>> done) {
  const auto& base = impl_->settings.conversations_url;
  auto size = std::to_string(std::clamp(count, 1, 100));
  auto path = impl_->conversation_path(conversation, "/Messages?Order=desc&PageSize=" + size);
  auto enough = [seen = std::size_t(0), count](const std::vector<message>& page) mutable {
    seen += page.size();
    return page.empty() || seen >= static_cast<std::size_t>(std::max(count, 0));
  };
  auto finish = [count, done = std::move(done)](result<std::vector<message>> r) {
    if (!r) return done(std::move(r));
    auto all = in_order(std::move(*r), -1);
    std::reverse(all.begin(), all.end());
    if (all.size() > static_cast<std::size_t>(std::max(count, 0)))
      all.resize(static_cast<std::size_t>(std::max(count, 0)));
    done(std::move(all));
  };
  fetch_all<message>(impl_->calls, base, impl_->get(base, path, "list messages"), parse_messages,
                     finish, enough);
}

} // namespace flexcord::net::twilio
