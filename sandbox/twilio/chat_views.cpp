#include "sandbox/twilio/chat_views.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

json::value or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

std::string service_url(const std::string& root) {
  return root + "/chat/v2/Services/" + std::string(service_sid);
}

std::string url_of(const std::string& root, const conversation& c) {
  return service_url(root) + "/Channels/" + c.sid;
}

json::array strings(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& text : list) out.emplace_back(text);
  return out;
}

json::value index_of(const participant& p) {
  return p.last_read_index ? json::value(*p.last_read_index) : json::value(nullptr);
}

} // namespace

json::object chat_service_view(const std::string& root) {
  const auto url = service_url(root);
  return {{"sid", service_sid},
          {"account_sid", account_sid},
          {"friendly_name", "Flex Chat Service"},
          {"date_created", "2026-01-01T00:00:00Z"},
          {"date_updated", "2026-01-01T00:00:00Z"},
          {"default_service_role_sid", role_sid},
          {"default_channel_role_sid", role_sid},
          {"default_channel_creator_role_sid", role_sid},
          {"read_status_enabled", true},
          {"reachability_enabled", false},
          {"typing_indicator_timeout", 5},
          {"consumption_report_interval", 10},
          {"limits", json::object{{"user_channels", 250}, {"channel_members", 100}}},
          {"pre_webhook_url", nullptr},
          {"post_webhook_url", nullptr},
          {"webhook_method", nullptr},
          {"webhook_filters", nullptr},
          {"pre_webhook_retry_count", 0},
          {"post_webhook_retry_count", 0},
          {"notifications", json::object{}},
          {"media", json::object{{"size_limit_mb", 150}}},
          {"url", url},
          {"links", json::object{{"channels", url + "/Channels"}, {"users", url + "/Users"}}}};
}

json::object chat_view(const std::string& root, const user& u, std::size_t channels) {
  const auto url = service_url(root) + "/Users/" + u.sid;
  return {{"sid", u.sid},
          {"account_sid", account_sid},
          {"service_sid", service_sid},
          {"role_sid", u.role.empty() ? std::string(role_sid) : u.role},
          {"identity", u.identity},
          {"friendly_name", or_null(u.friendly_name)},
          {"attributes", u.attributes},
          {"is_online", nullptr},
          {"is_notifiable", nullptr},
          {"joined_channels_count", channels},
          {"date_created", iso_seconds(u.created_ms)},
          {"date_updated", iso_seconds(u.updated_ms)},
          {"links", json::object{{"user_channels", url + "/Channels"},
                                 {"user_bindings", url + "/Bindings"}}},
          {"url", url}};
}

json::object user_channel_view(const std::string& root, const conversation& c, const participant& p,
                               const std::string& user_sid) {
  const auto read = p.last_read_index.value_or(-1);
  const auto channel = url_of(root, c);
  return {{"account_sid", account_sid},
          {"service_sid", service_sid},
          {"channel_sid", c.sid},
          {"user_sid", user_sid},
          {"member_sid", p.sid},
          {"status", "joined"},
          {"last_consumed_message_index", index_of(p)},
          {"unread_messages_count", std::max<std::int64_t>(0, c.next_index - 1 - read)},
          {"notification_level", "default"},
          {"url", service_url(root) + "/Users/" + user_sid + "/Channels/" + c.sid},
          {"links", json::object{{"channel", channel}, {"member", channel + "/Members/" + p.sid}}}};
}

json::object chat_view(const std::string& root, const conversation& c) {
  const auto url = url_of(root, c);
  return {{"sid", c.sid},
          {"account_sid", account_sid},
          {"service_sid", service_sid},
          {"friendly_name", or_null(c.friendly_name)},
          {"unique_name", or_null(c.unique_name)},
          {"attributes", c.attributes},
          {"type", "private"},
          {"created_by", c.created_by},
          {"members_count", c.participants.size()},
          {"messages_count", c.messages.size()},
          {"date_created", iso_seconds(c.created_ms)},
          {"date_updated", iso_seconds(c.updated_ms)},
          {"url", url},
          {"links", json::object{{"members", url + "/Members"},
                                 {"messages", url + "/Messages"},
                                 {"invites", url + "/Invites"},
                                 {"webhooks", url + "/Webhooks"}}}};
}

json::object chat_view(const std::string& root, const conversation& c, const participant& p) {
  return {{"sid", p.sid},
          {"account_sid", account_sid},
          {"service_sid", service_sid},
          {"channel_sid", c.sid},
          {"identity", p.identity},
          {"attributes", p.attributes},
          {"role_sid", p.role.empty() ? std::string(role_sid) : p.role},
          {"last_consumed_message_index", index_of(p)},
          {"last_consumption_timestamp", or_null(p.last_read_timestamp)},
          {"date_created", iso_seconds(p.created_ms)},
          {"date_updated", iso_seconds(p.updated_ms)},
          {"url", url_of(root, c) + "/Members/" + p.sid}};
}

json::object chat_view(const std::string& root, const world& w, const conversation& c,
                       const message& m) {
  json::value media = nullptr;
  // A message has one file at most here.
  if (const auto* f = m.media.empty() ? nullptr : w.chats.find_media(m.media.front()))
    media = json::object{{"sid", f->sid},
                         {"size", f->bytes.size()},
                         {"content_type", f->content_type},
                         {"filename", or_null(f->filename)}};
  const bool is_media = !media.is_null();
  return {{"sid", m.sid},
          {"account_sid", account_sid},
          {"service_sid", service_sid},
          {"to", c.sid},
          {"channel_sid", c.sid},
          {"from", m.author},
          {"body", m.body ? json::value(*m.body) : json::value(nullptr)},
          {"attributes", m.attributes},
          {"index", m.index},
          {"type", is_media ? "media" : "text"},
          {"media", std::move(media)},
          {"was_edited", m.edited},
          {"last_updated_by", or_null(m.last_updated_by)},
          {"date_created", iso_seconds(m.created_ms)},
          {"date_updated", iso_seconds(m.updated_ms)},
          {"url", url_of(root, c) + "/Messages/" + m.sid}};
}

json::object chat_view(const std::string& root, const conversation& c, const scoped_webhook& h) {
  json::object configuration;
  if (h.target == "studio") {
    configuration = {{"flow_sid", h.flow_sid}, {"retry_count", h.retries}};
  } else {
    configuration = {{"url", h.url}, {"method", h.method}, {"retry_count", h.retries}};
    if (h.target == "trigger") configuration["triggers"] = strings(h.triggers);
  }
  configuration["filters"] = strings(h.filters);
  return {{"sid", h.sid},
          {"account_sid", account_sid},
          {"service_sid", service_sid},
          {"channel_sid", c.sid},
          {"type", h.target},
          {"configuration", std::move(configuration)},
          {"date_created", iso_seconds(h.created_ms)},
          {"date_updated", iso_seconds(h.updated_ms)},
          {"url", url_of(root, c) + "/Webhooks/" + h.sid}};
}

json::object flex_channel_view(const std::string& root, const conversation& c) {
  const auto flex = c.flex.value_or(flex_channel{});
  return {{"sid", c.sid},
          {"account_sid", account_sid},
          {"flex_flow_sid", flex.flow_sid},
          {"user_sid", flex.user_sid},
          {"task_sid", or_null(flex.task_sid)},
          {"date_created", iso_seconds(c.created_ms)},
          {"date_updated", iso_seconds(c.updated_ms)},
          {"url", root + "/flex-api/v1/Channels/" + c.sid}};
}

json::object view(const std::string& root, const flex_flow& f) {
  json::object integration{{"retry_count", f.retry_count}};
  auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) integration[key] = value;
  };
  add("flow_sid", f.flow_sid);
  add("url", f.url);
  add("workspace_sid", f.workspace_sid);
  add("workflow_sid", f.workflow_sid);
  add("channel", f.channel);
  if (f.timeout > 0) integration["timeout"] = f.timeout;
  if (f.priority > 0) integration["priority"] = f.priority;
  if (f.creation_on_message) integration["creation_on_message"] = true;
  return {{"sid", f.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"friendly_name", f.friendly_name},
          {"channel_type", f.channel_type},
          {"contact_identity", or_null(f.contact_identity)},
          {"enabled", f.enabled},
          {"integration_type", or_null(f.integration_type)},
          {"integration", std::move(integration)},
          {"long_lived", f.long_lived},
          {"janitor_enabled", f.janitor_enabled},
          {"date_created", iso_seconds(f.created_ms)},
          {"date_updated", iso_seconds(f.updated_ms)},
          {"url", root + "/flex-api/v1/FlexFlows/" + f.sid}};
}

} // namespace flexcord::sandbox::twilio
