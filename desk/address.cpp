#include "desk/address.hpp"

#include <algorithm>

namespace flexcord::desk {

namespace {

constexpr std::size_t longest_url = 2048;
constexpr std::size_t longest_picture = 64u << 10;

bool letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Visible ASCII without what delimits addresses in markup and texts.
bool plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7F &&
           std::string_view{"<>\"'`\\{}|^"}.find(c) == std::string_view::npos;
  });
}

bool host_and_port(std::string_view authority) {
  if (authority.empty() || authority.front() == ':' || authority.front() == '.') return false;
  return std::all_of(authority.begin(), authority.end(), [](char c) {
    return letter_or_digit(c) || std::string_view{"-._:[]"}.find(c) != std::string_view::npos;
  });
}

bool own_path(std::string_view url) {
  return url.size() <= longest_url && plain(url) && url.starts_with('/') && !url.starts_with("//");
}

} // namespace

std::optional<address> address::outside(std::string_view url) {
  if (url.size() > longest_url || !plain(url)) return {};
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (scheme == 0) return {};
  const auto rest = url.substr(scheme);
  if (!host_and_port(rest.substr(0, rest.find_first_of("/?#")))) return {};
  return address{url};
}

std::optional<address> address::page(std::string_view url) {
  if (own_path(url)) return address{url};
  return outside(url);
}

std::optional<address> address::picture(std::string_view url) {
  if (own_path(url)) return address{url};
  if (url.size() > longest_picture) return {};
  for (std::string_view start : {"data:image/png;base64,", "data:image/jpeg;base64,",
                                 "data:image/gif;base64,", "data:image/webp;base64,"}) {
    if (!url.starts_with(start)) continue;
    const auto data = url.substr(start.size());
    const bool base64 = !data.empty() && std::all_of(data.begin(), data.end(), [](char c) {
      return letter_or_digit(c) || c == '+' || c == '/' || c == '=';
    });
    if (base64) return address{url};
  }
  return {};
}

address address::here(std::string_view query) { return address{"?" + std::string{query}}; }

address address::on_page(std::string_view name) { return address{"#" + std::string{name}}; }

} // namespace flexcord::desk
