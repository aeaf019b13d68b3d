#include "net/http/message.hpp"

#include "net/http/ascii.hpp"

#include <algorithm>

namespace flexcord::net::http {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void encode_to(std::string& out, std::string_view text) {
  constexpr auto digits = "0123456789ABCDEF";
  for (const auto c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

std::string_view first_value(const form& values, std::string_view name) {
  for (const auto& [key, value] : values)
    if (key == name) return value;
  return {};
}

} // namespace

std::string_view fields::get(std::string_view name) const {
  for (const auto& [key, value] : list_)
    if (iequals(key, name)) return value;
  return {};
}

bool fields::has(std::string_view name) const {
  return std::any_of(list_.begin(), list_.end(), [&](auto& f) { return iequals(f.first, name); });
}

void fields::set(std::string name, std::string value) {
  const auto same = [&](auto& f) { return iequals(f.first, name); };
  auto first = std::find_if(list_.begin(), list_.end(), same);
  if (first == list_.end()) {
    add(std::move(name), std::move(value));
    return;
  }
  first->second = std::move(value);
  list_.erase(std::remove_if(first + 1, list_.end(), same), list_.end());
}

void fields::add(std::string name, std::string value) {
  list_.emplace_back(std::move(name), std::move(value));
}

std::string_view incoming::query_value(std::string_view name) const {
  return first_value(query, name);
}

std::string_view incoming::capture(std::string_view name) const {
  return first_value(captures, name);
}

std::string percent_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  encode_to(out, text);
  return out;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = text[i];
    if (c == '+' && plus_is_space) {
      out += ' ';
      continue;
    }
    if (c == '%' && i + 2 < text.size()) {
      const auto high = hex_value(text[i + 1]);
      const auto low = hex_value(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += c;
  }
  return out;
}

form parse_form(std::string_view body) {
  form out;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value =
        equals == pair.npos ? std::string{} : percent_decode(pair.substr(equals + 1), true);
    out.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

std::string encode_form(const form& values) {
  std::string out;
  for (const auto& [name, value] : values) {
    if (!out.empty()) out += '&';
    encode_to(out, name);
    out += '=';
    encode_to(out, value);
  }
  return out;
}

std::string_view form_value(const form& values, std::string_view name) {
  return first_value(values, name);
}

std::string_view form_value(const form& values, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (const auto& [key, value] : values)
      if (key == name) return value;
  return {};
}

} // namespace flexcord::net::http
