#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace flexcord::net::feed {

/// Unix time in milliseconds of a date as feeds and HTTP write it: RFC 822 ("Tue, 03 Jun 2008
/// 11:05:30 GMT", two-digit years, named zones) or RFC 3339 ("2008-06-03T11:05:30.5Z", or the day
/// alone). Without a zone it is UTC. Nothing when it is no date of the years 1970 to 9999.
std::optional<std::int64_t> parse_date(std::string_view text);

} // namespace flexcord::net::feed
