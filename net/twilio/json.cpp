#include "net/twilio/json.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace flexcord::net::twilio {

namespace json = boost::json;

json::value parse_json(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(json::string_view(text.data(), text.size()), error);
  return error ? json::value() : value;
}

std::string text_of(const json::value& v) {
  if (v.is_null()) return {};
  if (auto* s = v.if_string()) return std::string(s->data(), s->size());
  return json::serialize(v);
}

std::string text_of(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(json::string_view(name.data(), name.size()));
  return v ? text_of(*v) : std::string();
}

std::int64_t integer_of(const json::object& o, std::string_view name, std::int64_t otherwise) {
  auto* v = o.if_contains(json::string_view(name.data(), name.size()));
  if (!v) return otherwise;
  if (auto* s = v->if_string()) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(s->data(), s->data() + s->size(), number);
    return error == std::errc() && end == s->data() + s->size() ? number : otherwise;
  }
  boost::system::error_code error;
  auto number = v->to_number<std::int64_t>(error);
  return error ? otherwise : number;
}

const json::object* object_of(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(json::string_view(name.data(), name.size()));
  return v ? v->if_object() : nullptr;
}

const json::array* array_of(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(json::string_view(name.data(), name.size()));
  return v ? v->if_array() : nullptr;
}

std::string attribute(std::string_view attributes, std::string_view name) {
  auto value = parse_json(attributes);
  auto* o = value.if_object();
  return o ? text_of(*o, name) : std::string();
}

std::string nonce_of(std::string_view attributes) {
  auto value = parse_json(attributes);
  auto* o = value.if_object();
  auto* mark = o ? object_of(*o, "fc") : nullptr;
  auto* nonce = mark ? mark->if_contains("n") : nullptr;
  return nonce && nonce->is_string() ? text_of(*nonce) : std::string();
}

} // namespace flexcord::net::twilio
