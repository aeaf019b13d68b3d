#include "net/twilio/legacy_impl.hpp"
#include "net/twilio/parse_page.hpp"
#include "net/twilio/time.hpp"

namespace flexcord::net::twilio {

namespace json = boost::json;

namespace {

result<chat_user> read_user(const json::object& o) {
  return chat_user{text_of(o, "sid"), text_of(o, "identity"), text_of(o, "friendly_name")};
}

result<std::string> read_user_channel(const json::object& o) {
  auto sid = text_of(o, "channel_sid");
  if (sid.empty()) return not_as_promised("a channel of a user has no sid");
  return sid;
}

result<chat_channel> read_channel(const json::object& o) {
  return chat_channel{text_of(o, "sid"), text_of(o, "attributes"),
                      parse_time(text_of(o, "date_created")).value_or(0)};
}

result<participant> read_member(const json::object& o) {
  return participant{text_of(o, "sid"), text_of(o, "identity"),
                     attribute(text_of(o, "attributes"), "name")};
}

result<chat_webhook> read_webhook(const json::object& o) {
  auto* configuration = object_of(o, "configuration");
  chat_webhook w{text_of(o, "sid"), configuration ? text_of(*configuration, "url") : std::string()};
  if (w.sid.empty()) return not_as_promised("a webhook has no sid");
  return w;
}

} // namespace

result<chat_user> parse_chat_user(std::string_view body) { return one(body, read_user); }

result<page<std::string>> parse_user_channels(std::string_view body) {
  return many(body, "channels", read_user_channel);
}

result<chat_channel> parse_chat_channel(std::string_view body) { return one(body, read_channel); }

result<page<participant>> parse_chat_members(std::string_view body) {
  return many(body, "members", read_member);
}

result<chat_webhook> parse_chat_webhook(std::string_view body) { return one(body, read_webhook); }

result<page<chat_webhook>> parse_chat_webhooks(std::string_view body) {
  return many(body, "webhooks", read_webhook);
}

} // namespace flexcord::net::twilio
