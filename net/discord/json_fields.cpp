#include "net/discord/json_fields.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace flexcord::net::discord::fields {

failure malformed(std::string_view what) {
  return {.kind = failure_kind::malformed,
          .http_status = 0,
          .code = 0,
          .retry_after = {},
          .detail = std::string{what}};
}

result<json::value> parse_value(std::string_view text, std::string_view what) {
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code ec;
  auto value = json::parse(text, ec, {}, options);
  if (ec) return malformed(std::string{what} + ": not JSON");
  return value;
}

result<json::object> parse_object(std::string_view text, std::string_view what) {
  auto value = parse_value(text, what);
  if (value.has_error()) return value.error();
  if (!value->is_object()) return malformed(std::string{what} + ": not an object");
  return std::move(value->get_object());
}

std::string scalar_text(const json::value& v) {
  switch (v.kind()) {
  case json::kind::string:
    return {v.get_string().data(), v.get_string().size()};
  case json::kind::int64:
    return std::to_string(v.get_int64());
  case json::kind::uint64:
    return std::to_string(v.get_uint64());
  case json::kind::bool_:
    return v.get_bool() ? "true" : "false";
  case json::kind::double_: {
    auto s = std::to_string(v.get_double());
    // Trailing zeros say nothing: 2.500000 is 2.5.
    s.erase(s.find_last_not_of('0') + 1);
    if (s.ends_with('.')) s.pop_back();
    return s;
  }
  default:
    return {};
  }
}

std::string text(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  if (!v || !(v->is_string() || v->is_int64() || v->is_uint64())) return {};
  return scalar_text(*v);
}

std::optional<std::int64_t> integer(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  if (!v) return std::nullopt;
  if (v->is_int64()) return v->get_int64();
  // An integer may be written as 41250.0.
  if (v->is_double() && std::trunc(v->get_double()) == v->get_double() &&
      std::abs(v->get_double()) < 9e15) {
    return static_cast<std::int64_t>(v->get_double());
  }
  return std::nullopt;
}

std::optional<double> number(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  if (!v) return std::nullopt;
  if (v->is_int64()) return static_cast<double>(v->get_int64());
  if (v->is_uint64()) return static_cast<double>(v->get_uint64());
  if (v->is_double() && std::isfinite(v->get_double())) return v->get_double();
  return std::nullopt;
}

std::uint64_t bits(const json::object& o, std::string_view key) {
  const auto digits = text(o, key);
  const auto* end = digits.data() + digits.size();
  std::uint64_t value = 0;
  const auto [at, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc() && at == end ? value : 0;
}

bool truth(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v && v->is_bool() && v->get_bool();
}

const json::object* object(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v ? v->if_object() : nullptr;
}

const json::array* array(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v ? v->if_array() : nullptr;
}

bool is_id(std::string_view s) {
  return !s.empty() && s.size() <= 20 &&
         std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace flexcord::net::discord::fields
