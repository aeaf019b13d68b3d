#include "config/url.hpp"
#include "config/address.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace flexcord::config {
namespace {

bool is_port(std::string_view text) {
  unsigned n = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() && n >= 1 && n <= 65535;
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= 253 &&
         std::all_of(host.begin(), host.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
         });
}

} // namespace

std::optional<url_parts> split_url(std::string_view text) {
  for (unsigned char c : text)
    if (c <= ' ' || c == 0x7f || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>')
      return {};
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return {};
  url_parts parts;
  for (unsigned char c : text.substr(0, colon)) {
    if (std::isalpha(c) == 0) return {};
    parts.scheme += static_cast<char>(std::tolower(c));
  }
  auto rest = text.substr(colon + 3);
  auto authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(authority.size());
  if (!authority.empty() && authority.front() == '[') {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return {};
    parts.host = authority.substr(1, close - 1);
    if (!is_address(parts.host)) return {};
    authority.remove_prefix(close + 1);
  } else {
    const auto end = std::min(authority.find(':'), authority.size());
    parts.host = authority.substr(0, end);
    if (!is_host_name(parts.host)) return {};
    authority.remove_prefix(end);
  }
  if (!authority.empty()) {
    if (authority.front() != ':' || !is_port(authority.substr(1))) return {};
    parts.port = authority.substr(1);
  }
  const auto query = rest.find('?');
  parts.has_query = query != std::string_view::npos;
  parts.path = rest.substr(0, query);
  return parts;
}

std::string without_password(std::string_view url) {
  std::string shown{url};
  const auto authority = shown.find("://");
  if (authority == std::string::npos) return shown;
  // Up to the last @: a password with an @ of its own is a mistake, but no reason to show it.
  const auto colon = shown.find(':', authority + 3);
  const auto at = shown.rfind('@');
  if (at != std::string::npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
  for (std::string_view name : {"?password=", "&password=", "?sslpassword=", "&sslpassword="}) {
    const auto found = shown.find(name);
    if (found == std::string::npos) continue;
    const auto value = found + name.size();
    shown.replace(value, std::min(shown.find('&', value), shown.size()) - value, "***");
  }
  return shown;
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  return is_address(host) && (in_network(host, "127.0.0.0/8") || in_network(host, "::1"));
}

} // namespace flexcord::config
