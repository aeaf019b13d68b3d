#include "net/twilio/time.hpp"

#include <chrono>
#include <cstdio>

namespace flexcord::net::twilio {

namespace {

/// Takes exactly `count` digits off the front.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool skip(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// The digits behind the point, as milliseconds; more than three are cut.
std::optional<int> fraction(std::string_view& text) {
  int ms = 0;
  int seen = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (seen < 3) ms = ms * 10 + (text.front() - '0');
    ++seen;
    text.remove_prefix(1);
  }
  if (seen == 0) return std::nullopt;
  for (; seen < 3; ++seen) ms *= 10;
  return ms;
}

/// Minutes east of UTC from "Z", "+02:00", "-0730", "+02" or nothing.
std::optional<int> offset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  int sign = text.front() == '-' ? -1 : 1;
  if (!skip(text, '+') && !skip(text, '-')) return std::nullopt;
  auto hours = digits(text, 2);
  if (!hours || *hours > 23) return std::nullopt;
  skip(text, ':');
  auto minutes = text.empty() ? std::optional<int>(0) : digits(text, 2);
  if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

} // namespace

std::optional<std::int64_t> parse_time(std::string_view iso) {
  auto year = digits(iso, 4);
  if (!year || !skip(iso, '-')) return std::nullopt;
  auto month = digits(iso, 2);
  if (!month || !skip(iso, '-')) return std::nullopt;
  auto day = digits(iso, 2);
  if (!day || !(skip(iso, 'T') || skip(iso, 't') || skip(iso, ' '))) return std::nullopt;
  auto hour = digits(iso, 2);
  if (!hour || *hour > 23 || !skip(iso, ':')) return std::nullopt;
  auto minute = digits(iso, 2);
  if (!minute || *minute > 59 || !skip(iso, ':')) return std::nullopt;
  auto second = digits(iso, 2);
  if (!second || *second > 60) return std::nullopt;
  auto ms = skip(iso, '.') || skip(iso, ',') ? fraction(iso) : std::optional<int>(0);
  auto east = offset(iso);
  if (!ms || !east) return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year(*year),
                                   std::chrono::month(static_cast<unsigned>(*month)),
                                   std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  std::int64_t seconds = ((days * 24 + *hour) * 60 + *minute - *east) * 60 + *second;
  return seconds * 1000 + *ms;
}

std::string format_time(std::int64_t unix_ms) {
  using namespace std::chrono;
  auto at = floor<seconds>(sys_time<milliseconds>(milliseconds(unix_ms)));
  auto midnight = floor<days>(at);
  year_month_day date{midnight};
  hh_mm_ss clock{at - midnight};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

} // namespace flexcord::net::twilio
