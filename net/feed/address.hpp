#pragma once
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// True for an IPv4 or IPv6 address (in numbers) that anybody on the internet may have. False for
/// loopback, private, link-local, unique-local, shared (100.64/10), multicast, documentation and
/// reserved ones, for forms that carry such an IPv4 address (mapped ::ffff:0:0/96, NAT64
/// 64:ff9b::/96), for 6to4 and Teredo, and for what is no address. Source: the IANA special-purpose
/// address registries.
bool is_public_address(std::string_view address);

/// Why this URL may not be asked, whatever its host resolves to; empty when it may. Only http and
/// https, and no credentials.
std::string url_problem(std::string_view url);

} // namespace flexcord::net::feed
