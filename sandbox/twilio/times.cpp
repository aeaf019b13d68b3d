#include "sandbox/twilio/times.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace flexcord::sandbox::twilio {

namespace {

// Reads exactly `digits` digits and drops them from `text`; -1 when they are not there.
int take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits || value < 0) return -1;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::string iso(std::int64_t ms, bool with_millis) {
  using namespace std::chrono;
  sys_time<milliseconds> at{milliseconds{ms}};
  auto day = floor<days>(at);
  year_month_day date{day};
  hh_mm_ss time{at - day};
  char out[64];
  auto written = std::snprintf(
      out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  std::string text(out, static_cast<std::size_t>(written));
  if (with_millis) {
    std::snprintf(out, sizeof out, ".%03d", static_cast<int>(time.subseconds().count()));
    text += out;
  }
  return text + "Z";
}

// The fraction of a second, in milliseconds; digits after the third are dropped.
std::int64_t take_fraction(std::string_view& text) {
  std::int64_t value = 0, scale = 100;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    value += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return value;
}

// "Z", "+01:00" or nothing (UTC); minutes east of Greenwich.
std::optional<int> take_zone(std::string_view text) {
  if (text.empty() || text == "Z") return 0;
  auto sign = text.front() == '+' ? 1 : text.front() == '-' ? -1 : 0;
  text.remove_prefix(1);
  auto hours = take_number(text, 2);
  take(text, ':');
  auto minutes = take_number(text, 2);
  if (sign == 0 || hours < 0 || minutes < 0 || !text.empty()) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

std::int64_t unit_seconds(char unit, bool in_time) {
  if (in_time) return unit == 'H' ? 3600 : unit == 'M' ? 60 : unit == 'S' ? 1 : 0;
  switch (unit) {
  case 'Y':
    return 365 * 86400;
  case 'M':
    return 30 * 86400;
  case 'W':
    return 7 * 86400;
  case 'D':
    return 86400;
  default:
    return 0;
  }
}

} // namespace

std::string iso_seconds(std::int64_t ms) { return iso(ms, false); }

std::string iso_millis(std::int64_t ms) { return iso(ms, true); }

std::optional<std::int64_t> parse_time(std::string_view text) {
  using namespace std::chrono;
  auto y = take_number(text, 4);
  if (y < 0 || !take(text, '-')) return std::nullopt;
  auto m = take_number(text, 2);
  if (m < 0 || !take(text, '-')) return std::nullopt;
  auto d = take_number(text, 2);
  year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                      day{static_cast<unsigned>(d < 0 ? 0 : d)}};
  if (d < 0 || !date.ok() || !take(text, 'T')) return std::nullopt;
  auto hour = take_number(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return std::nullopt;
  auto minute = take_number(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ':')) return std::nullopt;
  auto second = take_number(text, 2);
  if (second < 0 || second > 60) return std::nullopt;
  auto millis = take(text, '.') ? take_fraction(text) : 0;
  auto zone = take_zone(text);
  if (!zone) return std::nullopt;
  auto seconds = std::int64_t{hour} * 3600 + minute * 60 + second - *zone * 60;
  return std::int64_t{sys_days{date}.time_since_epoch().count()} * 86'400'000 + seconds * 1000 +
         millis;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return std::nullopt;
  std::int64_t total = 0;
  bool in_time = false;
  while (!text.empty()) {
    if (!in_time && take(text, 'T')) {
      in_time = true;
      if (text.empty()) return std::nullopt;
      continue;
    }
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0 || value > 100'000'000) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    auto unit = text.empty() ? 0 : unit_seconds(text.front(), in_time);
    if (unit == 0) return std::nullopt;
    total += value * unit * 1000;
    text.remove_prefix(1);
  }
  return total;
}

} // namespace flexcord::sandbox::twilio
