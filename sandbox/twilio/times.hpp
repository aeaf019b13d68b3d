#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// "2026-01-02T03:04:05Z": dates in REST answers.
std::string iso_seconds(std::int64_t ms);
/// "2026-01-02T03:04:05.678Z": dates in webhooks.
std::string iso_millis(std::int64_t ms);
/// Reads "2026-01-02T03:04:05[.678](Z|+01:00)"; milliseconds since the epoch.
std::optional<std::int64_t> parse_time(std::string_view text);
/// Reads an ISO 8601 duration ("P1D", "PT10M", "P2W"); a year counts 365 days, a month 30.
/// Milliseconds.
std::optional<std::int64_t> parse_duration(std::string_view text);

} // namespace flexcord::sandbox::twilio
