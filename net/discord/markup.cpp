#include "net/discord/markup.hpp"

#include "net/discord/utf8.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace flexcord::net::discord {

namespace {

constexpr std::size_t longest_token = 160;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool word(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool all_digits(std::string_view s) {
  return !s.empty() && s.size() <= 20 && std::all_of(s.begin(), s.end(), digit);
}

bool take(std::string_view& s, std::string_view prefix) {
  if (!s.starts_with(prefix)) return false;
  s.remove_prefix(prefix.size());
  return true;
}

/// name:id, as in an emoji or a command.
bool named(std::string_view inner, markup& m) {
  auto colon = inner.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  m.name = inner.substr(0, colon);
  m.id = inner.substr(colon + 1);
  return all_digits(m.id) && m.name.find(':') == std::string_view::npos;
}

bool read_time(std::string_view inner, markup& m) {
  m.what = markup::kind::time;
  auto colon = inner.find(':');
  m.id = inner.substr(0, colon);
  if (colon != std::string_view::npos) {
    auto format = inner.substr(colon + 1);
    if (format.size() != 1 ||
        std::string_view{"tTdDfFsSR"}.find(format[0]) == std::string_view::npos)
      return false;
    m.format = format[0];
  }
  auto digits = m.id.starts_with('-') ? m.id.substr(1) : m.id;
  return all_digits(digits) && digits.size() <= 13;
}

bool read_inner(std::string_view inner, markup& m) {
  if (take(inner, "@&")) return m.what = markup::kind::role, m.id = inner, all_digits(inner);
  if (take(inner, "@!") || take(inner, "@"))
    return m.what = markup::kind::user, m.id = inner, all_digits(inner);
  if (take(inner, "#")) return m.what = markup::kind::channel, m.id = inner, all_digits(inner);
  if (take(inner, "/")) return m.what = markup::kind::command, named(inner, m);
  if (take(inner, "t:")) return read_time(inner, m);
  if (take(inner, "id:")) {
    m.what = markup::kind::guide;
    m.id = inner;
    return !inner.empty() && std::all_of(inner.begin(), inner.end(), word);
  }
  if (take(inner, "a:") || take(inner, ":")) {
    m.what = markup::kind::emoji;
    return named(inner, m) && std::all_of(m.name.begin(), m.name.end(), word);
  }
  return false;
}

bool starts_url(std::string_view s) {
  auto head = [&](std::string_view scheme) {
    return s.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), s.begin(), [](char a, char b) {
             return a == std::tolower(static_cast<unsigned char>(b));
           });
  };
  return head("http://") || head("https://");
}

/// Discord ends a link at white space of any kind.
std::size_t url_length(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    if (std::string_view{" \t\r\n\v\f<>\"`"}.find(s[at]) != std::string_view::npos) return at;
    const auto c = utf8::decode(s, at);
    if (c.bytes > 1 && utf8::is_space(c.value)) return at;
    at += std::max<std::size_t>(c.bytes, 1);
  }
  return s.size();
}

} // namespace

std::optional<markup> markup_at(std::string_view text, std::size_t at) {
  auto rest = text.substr(at);
  markup m;
  if (rest.starts_with('<')) {
    auto end = rest.substr(0, longest_token).find('>');
    if (end == std::string_view::npos) return std::nullopt;
    auto inner = rest.substr(1, end - 1);
    if (inner.find_first_of("<\n") != std::string_view::npos || !read_inner(inner, m))
      return std::nullopt;
    m.length = end + 1;
    return m;
  }
  if (!starts_url(rest)) return std::nullopt;
  m.what = markup::kind::url;
  m.length = url_length(rest);
  return m;
}

} // namespace flexcord::net::discord
