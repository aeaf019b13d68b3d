#include "net/http/ascii.hpp"
#include "net/http/message.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::net::http {

namespace {

constexpr std::size_t longest_url = 32u << 10;

std::string_view default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return "80";
  if (scheme == "https" || scheme == "wss") return "443";
  return {};
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value > 0 && value < 65536;
}

// What would break the request line or the Host header must not get there.
bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; });
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && host.find_first_of("@\\<>\"{}|^`%[]") == host.npos;
}

} // namespace

url_parts split_url(std::string_view url) {
  url_parts out;
  const auto mark = url.find("://");
  if (mark == url.npos || url.size() > longest_url || !is_clean(url)) return out;
  out.scheme = url.substr(0, mark);
  std::transform(out.scheme.begin(), out.scheme.end(), out.scheme.begin(), lower);
  auto rest = url.substr(mark + 3);
  rest = rest.substr(0, rest.find('#'));
  const auto slash = std::min(rest.find_first_of("/?"), rest.size());
  auto authority = rest.substr(0, slash);
  out.target = rest.substr(slash);
  if (out.target.empty() || out.target.front() == '?') out.target.insert(0, 1, '/');
  out.port = default_port(out.scheme);
  // Credentials in a URL are refused: they would end in logs.
  if (out.port.empty() || authority.find('@') != authority.npos) return out;
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    if (close == authority.npos) return out;
    out.host = authority.substr(1, close - 1);
    authority.remove_prefix(close + 1);
    if (!authority.empty() && authority.front() != ':') return out;
  } else {
    out.host = authority.substr(0, authority.find(':'));
    authority.remove_prefix(out.host.size());
  }
  std::transform(out.host.begin(), out.host.end(), out.host.begin(), lower);
  if (authority.size() > 1) out.port = authority.substr(1);
  out.valid = is_host(out.host) && is_port(out.port);
  return out;
}

std::string join_url(std::string_view base, std::string_view path) {
  while (base.ends_with('/')) base.remove_suffix(1);
  std::string out(base);
  if (!path.empty() && path.front() != '/') out += '/';
  out += path;
  return out;
}

bool is_loopback_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (iequals(host, "localhost") || iequals(host, "localhost.") || host == "::1") return true;
  if (!host.starts_with("127.")) return false;
  // All four numbers, so that 127.evil.example does not pass.
  auto parts = 0;
  while (parts < 4) {
    const auto part = host.substr(0, host.find('.'));
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc{} || end != part.data() + part.size() || value > 255) return false;
    ++parts;
    if (part.size() == host.size()) break;
    host.remove_prefix(part.size() + 1);
    if (parts == 4) return false;
  }
  return parts == 4;
}

} // namespace flexcord::net::http
