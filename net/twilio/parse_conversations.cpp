#include "net/twilio/json.hpp"
#include "net/twilio/parse_page.hpp"
#include "net/twilio/time.hpp"
#include "net/twilio/webhook_parts.hpp"

namespace flexcord::net::twilio {

namespace json = boost::json;

namespace {

std::string either(const json::object& o, std::string_view a, std::string_view b) {
  auto text = text_of(o, a);
  return text.empty() ? text_of(o, b) : text;
}

bool files_of(const json::value& v, std::vector<media>& files) {
  auto* list = v.if_array();
  if (!list) return false;
  for (const auto& item : *list) {
    auto* o = item.if_object();
    if (!o) return false;
    media m;
    m.sid = either(*o, "Sid", "sid");
    m.content_type = either(*o, "ContentType", "content_type");
    m.filename = either(*o, "Filename", "filename");
    auto size = integer_of(*o, o->contains("Size") ? "Size" : "size", 0);
    m.size = size > 0 ? static_cast<std::uint64_t>(size) : 0;
    if (m.sid.empty()) return false;
    files.push_back(std::move(m));
  }
  return true;
}

result<conversation> read_conversation(const json::object& o) {
  return conversation{text_of(o, "sid"), text_of(o, "unique_name"), text_of(o, "state")};
}

result<conversation> read_membership(const json::object& o) {
  return conversation{text_of(o, "conversation_sid"), text_of(o, "conversation_unique_name"),
                      text_of(o, "conversation_state")};
}

result<participant> read_participant(const json::object& o) {
  participant p{text_of(o, "sid"), text_of(o, "identity"),
                attribute(text_of(o, "attributes"), "name")};
  if (p.name.empty()) p.name = text_of(o, "friendly_name");
  return p;
}

/// What it calls: a URL, or a flow's SID.
result<std::string> read_webhook_url(const json::object& o) {
  auto* configuration = object_of(o, "configuration");
  if (configuration == nullptr) return std::string();
  auto url = text_of(*configuration, "url");
  return url.empty() ? text_of(*configuration, "flow_sid") : url;
}

result<scoped_webhook> read_scoped_webhook(const json::object& o) {
  return scoped_webhook{text_of(o, "sid"), *read_webhook_url(o)};
}

result<message> read_message(const json::object& o) {
  message m;
  m.conversation_sid = either(o, "conversation_sid", "channel_sid");
  m.sid = text_of(o, "sid");
  m.author = either(o, "author", "from");
  m.body = text_of(o, "body");
  m.attributes = text_of(o, "attributes");
  m.index = integer_of(o, "index", -1);
  m.created_ms = parse_time(text_of(o, "date_created")).value_or(0);
  m.updated = text_of(o, "date_updated");
  m.nonce = nonce_of(m.attributes);
  if (m.index < 0) return not_as_promised("a message has no index");
  auto* files = o.if_contains("media");
  // Programmable Chat has one object where Conversations has a list.
  bool readable =
      !files || files->is_null() ||
      (files->is_object() ? files_of(json::array{*files}, m.files) : files_of(*files, m.files));
  if (!readable) return not_as_promised("a message's media is not a list of files");
  return m;
}

} // namespace

bool read_media(std::string_view text, std::vector<media>& files) {
  auto value = parse_json(text);
  return files_of(value, files);
}

result<conversation> parse_conversation(std::string_view body) {
  return one(body, read_conversation);
}

result<page<conversation>> parse_memberships(std::string_view body) {
  return many(body, "conversations", read_membership);
}

result<participant> parse_participant(std::string_view body) { return one(body, read_participant); }

result<page<participant>> parse_participants(std::string_view body) {
  return many(body, "participants", read_participant);
}

result<page<scoped_webhook>> parse_scoped_webhooks(std::string_view body) {
  return many(body, "webhooks", read_scoped_webhook);
}

result<page<std::string>> parse_webhook_urls(std::string_view body) {
  return many(body, "webhooks", read_webhook_url);
}

result<message> parse_message(std::string_view body) { return one(body, read_message); }

result<page<message>> parse_messages(std::string_view body) {
  return many(body, "messages", read_message);
}

result<std::string> parse_user_name(std::string_view body) {
  return one(
      body,
      +[](const json::object& o) { return result<std::string>(text_of(o, "friendly_name")); });
}

result<std::string> parse_sid(std::string_view body) {
  return one(
      body, +[](const json::object& o) { return result<std::string>(text_of(o, "sid")); });
}

} // namespace flexcord::net::twilio
