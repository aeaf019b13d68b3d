#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::config {

/// True for an IPv4 or IPv6 address in numbers.
bool is_address(std::string_view text);

/// True for an address or an address with a prefix length ("10.0.0.0/8", "fd00::/8").
bool is_network(std::string_view text);

/// Does the address lie in the network? IPv4 peers of a dual-stack socket ("::ffff:10.1.2.3") count
/// as IPv4.
bool in_network(std::string_view address, std::string_view network);

/// True when one of the networks (http.metrics-allow) has the peer's address.
bool allows(const std::vector<std::string>& networks, std::string_view peer);

} // namespace flexcord::config
