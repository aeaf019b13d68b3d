#include "sandbox/twilio/views.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

json::value or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::array strings(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& text : list) out.emplace_back(text);
  return out;
}

std::string service_url(const std::string& root) {
  return root + "/conversations/v1/Services/" + std::string(service_sid);
}

std::string url_of(const std::string& root, const conversation& c) {
  return service_url(root) + "/Conversations/" + c.sid;
}

json::object timers_of(const conversation& c) {
  json::object out;
  if (c.state == "active" && c.inactive_after_ms > 0)
    out["date_inactive"] = iso_seconds(c.last_activity_ms + c.inactive_after_ms);
  if (c.state != "closed" && c.closed_after_ms > 0)
    out["date_closed"] = iso_seconds(c.last_activity_ms + c.closed_after_ms);
  return out;
}

json::value binding_of(const participant& p) {
  if (p.address.empty() && p.proxy_address.empty()) return nullptr;
  return json::object{{"type", "sms"},
                      {"address", p.address},
                      {"proxy_address", p.proxy_address},
                      {"projected_address", or_null(p.projected_address)}};
}

} // namespace

json::object view(const std::string& root, const conversation& c) {
  auto url = url_of(root, c);
  return {{"sid", c.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"messaging_service_sid", or_null(c.messaging_service_sid)},
          {"friendly_name", or_null(c.friendly_name)},
          {"unique_name", or_null(c.unique_name)},
          {"attributes", c.attributes},
          {"state", c.state},
          {"timers", timers_of(c)},
          {"bindings", json::object{}},
          {"date_created", iso_seconds(c.created_ms)},
          {"date_updated", iso_seconds(c.updated_ms)},
          {"url", url},
          {"links", json::object{{"participants", url + "/Participants"},
                                 {"messages", url + "/Messages"},
                                 {"webhooks", url + "/Webhooks"},
                                 {"export", url + "/Export"}}}};
}

json::object view(const std::string& root, const conversation& c, const participant& p) {
  json::value last_read = nullptr;
  if (p.last_read_index) last_read = *p.last_read_index;
  return {{"sid", p.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"conversation_sid", c.sid},
          {"identity", or_null(p.identity)},
          {"attributes", p.attributes},
          {"messaging_binding", binding_of(p)},
          {"role_sid", p.role.empty() ? std::string(role_sid) : p.role},
          {"last_read_message_index", last_read},
          {"last_read_timestamp", or_null(p.last_read_timestamp)},
          {"date_created", iso_seconds(p.created_ms)},
          {"date_updated", iso_seconds(p.updated_ms)},
          {"url", url_of(root, c) + "/Participants/" + p.sid}};
}

json::object view(const std::string& root, const world& w, const conversation& c,
                  const message& m) {
  json::value media = nullptr;
  if (!m.media.empty()) {
    json::array files;
    for (const auto& sid : m.media)
      if (const auto* f = w.chats.find_media(sid))
        files.push_back(json::object{{"sid", f->sid},
                                     {"size", f->bytes.size()},
                                     {"content_type", f->content_type},
                                     {"filename", or_null(f->filename)},
                                     {"category", f->category}});
    media = std::move(files);
  }
  auto url = url_of(root, c) + "/Messages/" + m.sid;
  return {{"sid", m.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"conversation_sid", c.sid},
          {"index", m.index},
          {"author", m.author},
          {"participant_sid", or_null(m.participant_sid)},
          {"body", m.body ? json::value(*m.body) : json::value(nullptr)},
          {"media", std::move(media)},
          {"attributes", m.attributes},
          {"delivery", nullptr},
          {"content_sid", or_null(m.content_sid)},
          {"date_created", iso_seconds(m.created_ms)},
          {"date_updated", iso_seconds(m.updated_ms)},
          {"url", url},
          {"links", json::object{{"delivery_receipts", url + "/Receipts"},
                                 {"channel_metadata", url + "/ChannelMetadata"}}}};
}

json::object view(const std::string& root, const conversation& c, const scoped_webhook& h) {
  json::object configuration;
  if (h.target == "studio") {
    configuration = {{"flow_sid", h.flow_sid}, {"filters", strings(h.filters)}};
  } else {
    configuration = {{"url", h.url}, {"method", h.method}, {"filters", strings(h.filters)}};
    if (h.target == "trigger") configuration["triggers"] = strings(h.triggers);
  }
  return {{"sid", h.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"conversation_sid", c.sid},
          {"target", h.target},
          {"configuration", std::move(configuration)},
          {"date_created", iso_seconds(h.created_ms)},
          {"date_updated", iso_seconds(h.updated_ms)},
          {"url", url_of(root, c) + "/Webhooks/" + h.sid}};
}

json::object view(const std::string& root, const user& u) {
  auto url = service_url(root) + "/Users/" + u.sid;
  return {{"sid", u.sid},
          {"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"role_sid", u.role.empty() ? std::string(role_sid) : u.role},
          {"identity", u.identity},
          {"friendly_name", or_null(u.friendly_name)},
          {"attributes", u.attributes},
          {"is_online", nullptr},
          {"is_notifiable", nullptr},
          {"date_created", iso_seconds(u.created_ms)},
          {"date_updated", iso_seconds(u.updated_ms)},
          {"url", url},
          {"links", json::object{{"user_conversations", url + "/Conversations"}}}};
}

json::object membership_view(const std::string& root, const conversation& c, const participant& p,
                             const std::string& user_sid) {
  auto url = url_of(root, c);
  return {{"account_sid", account_sid},
          {"chat_service_sid", service_sid},
          {"conversation_sid", c.sid},
          {"conversation_state", c.state},
          {"conversation_unique_name", or_null(c.unique_name)},
          {"conversation_friendly_name", or_null(c.friendly_name)},
          {"conversation_attributes", c.attributes},
          {"conversation_timers", timers_of(c)},
          {"conversation_date_created", iso_seconds(c.created_ms)},
          {"conversation_date_updated", iso_seconds(c.updated_ms)},
          {"conversation_created_by", c.created_by},
          {"participant_sid", p.sid},
          {"participant_user_sid", or_null(user_sid)},
          {"participant_identity", or_null(p.identity)},
          {"participant_messaging_binding", binding_of(p)},
          {"links",
           json::object{{"conversation", url}, {"participant", url + "/Participants/" + p.sid}}}};
}

json::object view(const media_file& f, const std::string& temporary_url) {
  auto url = "/v1/Services/" + std::string(service_sid) + "/Media/" + f.sid;
  json::object links{{"content", url + "/Content"}};
  if (!temporary_url.empty()) links["content_direct_temporary"] = temporary_url;
  return {{"sid", f.sid},
          {"service_sid", service_sid},
          {"date_created", iso_millis(f.created_ms)},
          {"date_upload_updated", iso_millis(f.created_ms)},
          {"date_updated", iso_millis(f.created_ms)},
          {"size", f.bytes.size()},
          {"content_type", f.content_type},
          {"filename", or_null(f.filename)},
          {"author", f.author},
          {"category", f.category},
          {"message_sid", or_null(f.message_sid)},
          {"channel_sid", or_null(f.conversation_sid)},
          {"is_multipart_upstream", false},
          {"url", url},
          {"links", std::move(links)}};
}

} // namespace flexcord::sandbox::twilio
