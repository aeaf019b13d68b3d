#include "sandbox/core/json.hpp"
#include "sandbox/core/core.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>

namespace json = boost::json;

namespace flexcord::sandbox {

std::string text_at(const json::object& o, std::string_view key, std::string fallback) {
  auto* v = o.if_contains(key);
  return v && v->is_string() ? std::string(v->get_string()) : fallback;
}

std::optional<std::int64_t> number_at(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  if (!v) return std::nullopt;
  if (v->is_int64()) return v->get_int64();
  if (v->is_uint64() && v->get_uint64() <= INT64_MAX)
    return static_cast<std::int64_t>(v->get_uint64());
  if (v->is_double() && std::abs(v->get_double()) < 9e15 &&
      std::trunc(v->get_double()) == v->get_double())
    return static_cast<std::int64_t>(v->get_double());
  return std::nullopt;
}

std::optional<bool> bool_at(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  if (!v || !v->is_bool()) return std::nullopt;
  return v->get_bool();
}

const json::object* object_at(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v ? v->if_object() : nullptr;
}

const json::array* array_at(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v ? v->if_array() : nullptr;
}

std::string id_of(const json::value& v) {
  if (v.is_uint64()) return std::to_string(v.get_uint64());
  if (v.is_int64() && v.get_int64() >= 0) return std::to_string(v.get_int64());
  if (!v.is_string()) return {};
  const auto& s = v.get_string();
  const bool digits = std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && s.size() <= 20 ? std::string(s) : std::string();
}

std::string id_at(const json::object& o, std::string_view key) {
  auto* v = o.if_contains(key);
  return v ? id_of(*v) : std::string();
}

namespace {

/// Length of the well-formed UTF-8 sequence that starts `s`, 0 when there is none.
std::size_t sequence(std::string_view s) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t n = lead >= 0xC2 && lead < 0xE0   ? 2
                        : (lead & 0xF0) == 0xE0       ? 3
                        : lead >= 0xF0 && lead < 0xF5 ? 4
                                                      : 0;
  if (n == 0 || s.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((at(i) & 0xC0) != 0x80) return 0;
  // Overlong forms, surrogates and what lies beyond U+10FFFF.
  if ((lead == 0xE0 && at(1) < 0xA0) || (lead == 0xED && at(1) >= 0xA0) ||
      (lead == 0xF0 && at(1) < 0x90) || (lead == 0xF4 && at(1) >= 0x90))
    return 0;
  return n;
}

} // namespace

std::string printable(std::string_view bytes, std::size_t most) {
  std::string out;
  while (!bytes.empty() && out.size() < most) {
    const auto n = sequence(bytes);
    if (n == 0)
      out += "\xEF\xBF\xBD";
    else
      out.append(bytes.substr(0, n));
    bytes.remove_prefix(n == 0 ? 1 : n);
  }
  return out;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = sequence(bytes);
    if (n == 0) return false;
    bytes.remove_prefix(n);
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  for (const char c : text) {
    int v = -1;
    if (c >= 'A' && c <= 'Z')
      v = c - 'A';
    else if (c >= 'a' && c <= 'z')
      v = c - 'a' + 26;
    else if (c >= '0' && c <= '9')
      v = c - '0' + 52;
    else if (c == '+' || c == '-')
      v = 62;
    else if (c == '/' || c == '_')
      v = 63;
    if (v < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(v);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 0xFF);
    }
  }
  return have == 6 ? std::nullopt : std::optional(out);
}

void answer_json(const net::http::responder& r, int status, const json::value& body) {
  r(status, json::serialize(body), "application/json");
}

const json::object* read_json(const net::http::incoming& in, json::value& storage) {
  if (in.body.empty()) return &storage.emplace_object();
  boost::system::error_code ec;
  storage = json::parse(in.body, ec);
  return ec ? nullptr : storage.if_object();
}

} // namespace flexcord::sandbox
