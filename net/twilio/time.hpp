#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::twilio {

/// Milliseconds since 1970 UTC of an ISO 8601 date and time, with any fraction, and 'Z', an offset
/// or nothing (UTC) behind it. Nothing when it is something else.
std::optional<std::int64_t> parse_time(std::string_view iso);

/// "2026-01-02T03:04:05Z", cut to the second: what Twilio's own clients send.
std::string format_time(std::int64_t unix_ms);

} // namespace flexcord::net::twilio
