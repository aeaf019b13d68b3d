#include "net/feed/address.hpp"

#include "config/address.hpp"
#include "net/http/message.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace flexcord::net::feed {

namespace {

// IANA's registry of special-purpose IPv4 addresses, without the few that are global.
constexpr std::string_view special_v4[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4"};
// Inside 2000::/3, which is all that is given out so far: protocol assignments with Teredo,
// documentation, 6to4 (whose IPv4 address may be anything).
constexpr std::string_view special_v6[] = {"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"};

template <std::size_t N>
bool in_any(std::string_view address, const std::string_view (&networks)[N]) {
  return std::any_of(std::begin(networks), std::end(networks),
                     [&](auto n) { return config::in_network(address, n); });
}

/// The IPv4 address in the last 32 bits of an IPv6 one.
std::string carried(std::string_view address) {
  unsigned char bytes[16] = {};
  if (inet_pton(AF_INET6, std::string{address}.c_str(), bytes) != 1) return {};
  char text[INET_ADDRSTRLEN] = {};
  inet_ntop(AF_INET, bytes + 12, text, sizeof text);
  return text;
}

} // namespace

bool is_public_address(std::string_view address) {
  if (!config::is_address(address)) return false;
  if (address.find(':') == address.npos) return !in_any(address, special_v4);
  // in_network takes a mapped address for the IPv4 one that it is.
  if (config::in_network(address, "0.0.0.0/0")) return !in_any(address, special_v4);
  if (config::in_network(address, "64:ff9b::/96")) return is_public_address(carried(address));
  return config::in_network(address, "2000::/3") && !in_any(address, special_v6);
}

std::string url_problem(std::string_view url) {
  if (url.size() > 2048) return "the URL is too long";
  const auto host = url.substr(0, url.find_first_of("/?#", url.find("://") + 3));
  if (host.find('@') != host.npos) return "the URL carries credentials";
  const auto parts = http::split_url(url);
  if (parts.scheme != "http" && parts.scheme != "https") return "not an http or https URL";
  return parts.valid ? std::string{} : std::string{"not a usable URL"};
}

} // namespace flexcord::net::feed
