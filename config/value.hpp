#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A value as it was written, before it is known whether it fits its key.
namespace flexcord::config {

/// Text from the command line: its type is that of the key.
struct raw {
  std::string text;
};
/// A `{ … }` block where a value may have been meant.
struct block {};

struct value {
  std::variant<std::string, bool, std::int64_t, double, std::chrono::nanoseconds,
               std::vector<value>, raw, block>
      data;
};

/// "90s", "1min", "250ms", "2h", "10us"; nothing when it is not one number with one unit or does
/// not fit.
std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);

/// The shortest form with one unit: "90s", "1min", "24h".
std::string format_duration(std::chrono::milliseconds d);

/// `["a", "b"]` or `a,b`.
std::optional<std::vector<std::string>> parse_list(std::string_view text);

/// Text without one pair of double quotes around it.
std::string unquoted(std::string_view text);

} // namespace flexcord::config
