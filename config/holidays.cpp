#include "config/holidays.hpp"

#include <algorithm>

namespace flexcord::config {
namespace {

/// A number of exactly that many digits, taken from the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return {};
  int n = 0;
  for (char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return {};
    n = n * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return n;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_printable(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

} // namespace

bool holiday::is_on(std::chrono::year_month_day date) const {
  return unsigned{date.month()} == month && unsigned{date.day()} == day &&
         (year == 0 || int{date.year()} == year);
}

std::optional<holiday> parse_holiday(std::string_view text) {
  text = trimmed(text);
  const auto date_end = std::min(text.find_first_of(" \t"), text.size());
  auto date = text.substr(0, date_end);
  holiday h;
  h.label = trimmed(text.substr(date_end));
  if (h.label.size() > 100 || !is_printable(h.label)) return {};
  if (date.size() == 10) {
    const auto year = take_number(date, 4);
    if (!year || *year == 0 || !take(date, '-')) return {};
    h.year = *year;
  }
  const auto month = take_number(date, 2);
  const bool dash = take(date, '-');
  const auto day = take_number(date, 2);
  if (!month || !dash || !day || !date.empty()) return {};
  h.month = static_cast<unsigned>(*month);
  h.day = static_cast<unsigned>(*day);
  // Every year may mean the 29th of February, which a leap year has.
  const std::chrono::year_month_day written{std::chrono::year{h.year == 0 ? 2024 : h.year},
                                            std::chrono::month{h.month}, std::chrono::day{h.day}};
  if (!written.ok()) return {};
  return h;
}

const holiday* holiday_on(const std::vector<holiday>& all, std::chrono::year_month_day date) {
  auto at = std::ranges::find_if(all, [date](const holiday& h) { return h.is_on(date); });
  return at == all.end() ? nullptr : &*at;
}

} // namespace flexcord::config
