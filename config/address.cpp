#include "config/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace flexcord::config {
namespace {

/// Every address as 16 bytes; IPv4 in its mapped form, whose first 96 bits are fixed.
using bytes = std::array<unsigned char, 16>;
constexpr unsigned mapped_bits = 96;

struct parsed {
  bytes address{};
  bool v4 = false;
};

std::optional<parsed> parse(std::string_view text) {
  const std::string copy{text};
  parsed p;
  if (inet_pton(AF_INET6, copy.c_str(), p.address.data()) == 1) return p;
  p.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  p.v4 = true;
  if (inet_pton(AF_INET, copy.c_str(), p.address.data() + 12) == 1) return p;
  return {};
}

struct network {
  bytes address{};
  unsigned bits = 128;
};

std::optional<network> parse_network(std::string_view text) {
  const auto slash = text.find('/');
  auto base = parse(text.substr(0, slash));
  if (!base) return {};
  network n{base->address, 128};
  if (slash == std::string_view::npos) return n;
  const auto digits = text.substr(slash + 1);
  unsigned bits = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || end != digits.data() + digits.size() ||
      bits > (base->v4 ? 32u : 128u))
    return {};
  n.bits = base->v4 ? mapped_bits + bits : bits;
  return n;
}

} // namespace

bool is_address(std::string_view text) { return parse(text).has_value(); }

bool is_network(std::string_view text) { return parse_network(text).has_value(); }

bool in_network(std::string_view address, std::string_view net) {
  const auto a = parse(address);
  const auto n = parse_network(net);
  if (!a || !n) return false;
  for (unsigned bit = 0; bit < n->bits; ++bit) {
    const auto mask = static_cast<unsigned char>(0x80u >> (bit % 8));
    if ((a->address[bit / 8] & mask) != (n->address[bit / 8] & mask)) return false;
  }
  return true;
}

bool allows(const std::vector<std::string>& networks, std::string_view peer) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const auto& n) { return in_network(peer, n); });
}

} // namespace flexcord::config
