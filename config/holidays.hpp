#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::config {

/// A day on which the desk is closed: "2026-12-25", or "12-25" for every year; what follows after a
/// blank is its label, which users are told: "12-25 Christmas Day".
struct holiday {
  int year = 0; ///< 0: every year
  unsigned month = 1, day = 1;
  std::string label;
  bool is_on(std::chrono::year_month_day date) const;
};

/// Nothing when it is no date that exists.
std::optional<holiday> parse_holiday(std::string_view text);

/// The first that is on that date; null when it is no holiday.
const holiday* holiday_on(const std::vector<holiday>& all, std::chrono::year_month_day date);

} // namespace flexcord::config
