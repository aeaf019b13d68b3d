#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::actors::doctor {

/// A Date header ("Sun, 06 Nov 1994 08:49:37 GMT") as Unix seconds; nothing for any other text.
std::optional<std::int64_t> parse_http_date(std::string_view text);

/// More than this between two clocks is a problem, in seconds.
inline constexpr std::int64_t tolerable_skew = 60;

/// "3 min 5 s ahead", "90 s behind": this machine's clock, told from `theirs`; empty while it is
/// tolerable.
std::string skew_in_words(std::int64_t ours, std::int64_t theirs);

} // namespace flexcord::actors::doctor
