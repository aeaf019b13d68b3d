#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

inline constexpr std::string_view bot_token = "sandbox-token";
inline constexpr std::string_view bot_id = "1100000000000000001";
inline constexpr std::string_view guild_id = "1000000000000000001";
inline constexpr std::string_view help_channel_id = "1000000000000000022";
inline constexpr std::string_view announcement_channel_id = "1000000000000000025";
inline constexpr std::string_view owner_id = "1200000000000000001";

/// Snowflakes by the sandbox's clock, each greater than the one before.
class id_maker {
public:
  std::uint64_t next(std::int64_t now_ms);

private:
  std::uint64_t last_ = 0;
};

/// The numeric value of a decimal snowflake; 0 when it is not one.
std::uint64_t to_number(std::string_view id);
/// Milliseconds since the Unix epoch of a snowflake.
std::int64_t time_of(std::uint64_t id);
/// "2026-08-07T09:15:02.117000+00:00", as Discord writes times.
std::string iso_time(std::int64_t unix_ms);
/// SHA-256 as 64 hexadecimal digits; the sandbox's stand-in for signatures and opaque ids.
std::string digest(std::string_view text);

} // namespace flexcord::sandbox::discord
