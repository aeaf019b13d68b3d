#include "actors/twilio/legacy_attributes.hpp"

#include "actors/twilio/attributes.hpp"
#include "net/http/message.hpp"
#include "net/twilio/json.hpp"

#include <boost/json.hpp>

namespace flexcord::actors::twilio {

namespace json = boost::json;

namespace {

using net::twilio::parse_json;

constexpr std::size_t longest_name = 256;

json::object object_in(std::string_view attributes) {
  auto value = parse_json(attributes);
  return value.is_object() ? std::move(value.get_object()) : json::object();
}

/// Studio pastes the value into a JSON text as it is.
std::string pasteable(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  return shorten(std::move(out), longest_name);
}

} // namespace

channel_facts facts_of(std::string_view attributes) {
  const auto o = object_in(attributes);
  channel_facts f;
  f.status = net::twilio::text_of(o, "status");
  f.from = net::twilio::text_of(o, "from");
  if (auto* fc = net::twilio::object_of(o, "fc")) {
    f.key = net::twilio::text_of(*fc, "key");
    f.desk = net::twilio::text_of(*fc, "name");
    f.first = std::max<std::int64_t>(0, net::twilio::integer_of(*fc, "first", 0));
  }
  return f;
}

std::string attributes_in_use(std::string_view attributes, const channel_mark& mark) {
  auto o = object_in(attributes);
  json::object fc{{"key", mark.key}};
  if (mark.case_number != 0) fc["case"] = mark.case_number;
  fc["name"] = mark.desk;
  if (mark.first > 0) fc["first"] = mark.first;
  o["status"] = "ACTIVE";
  o["customer_name"] = pasteable(mark.customer_name);
  o["fc"] = std::move(fc);
  o.erase("handoff");
  o.erase("case_url"); // of an earlier talk
  if (!mark.case_url.empty()) o["case_url"] = pasteable(mark.case_url);
  return json::serialize(o);
}

std::string attributes_done_with(std::string_view attributes) {
  auto o = object_in(attributes);
  o["status"] = "INACTIVE";
  return json::serialize(o);
}

std::string attributes_wanting_agent(std::string_view attributes, const std::string& case_url) {
  auto o = object_in(attributes);
  o["handoff"] = "requested";
  if (!case_url.empty()) o["case_url"] = pasteable(case_url);
  return json::serialize(o);
}

bool same_json(std::string_view a, std::string_view b) {
  auto x = parse_json(a), y = parse_json(b);
  return !x.is_null() && x == y;
}

std::string channel_message_attributes(const std::string& nonce, const std::string& key,
                                       const conversation::post& p) {
  json::object o{{"fc", json::object{{"n", nonce}}},
                 {"channel", json::object{{"id", address_of(key)}}}};
  if (p.by == conversation::author::user) {
    o["author"] = json::object{{"id", p.user.id}};
    if (!p.source.empty()) o["message"] = json::object{{"id", p.source}};
  }
  return json::serialize(o);
}

std::string channel_webhook_path(const std::string& key) {
  return "/forward-to-discord?k=" + net::http::percent_encode(key);
}

std::string address_of(const std::string& key) {
  auto colon = key.find(':');
  return colon == std::string::npos ? key : key.substr(colon + 1);
}

} // namespace flexcord::actors::twilio
