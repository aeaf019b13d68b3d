#include "config/hours.hpp"

#include <algorithm>
#include <optional>

namespace flexcord::config {
namespace {

constexpr std::string_view day_names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int day_minutes = 24 * 60;
constexpr int week_minutes = 7 * day_minutes;

std::string lower(std::string_view text) {
  std::string result;
  for (char c : text) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return result;
}

std::optional<int> day(std::string_view name) {
  for (int i = 0; i < 7; ++i)
    if (day_names[i] == name) return i;
  return {};
}

/// First and last day of "mon", "mon-fri", "daily"; the last may lie before the first.
std::optional<std::pair<int, int>> day_range(std::string_view word) {
  if (word == "daily") return std::pair{0, 6};
  const auto dash = word.find('-');
  const auto first = day(word.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : day(word.substr(dash + 1));
  if (!first || !last) return {};
  return std::pair{*first, *last};
}

/// "09:00" in minutes; "24:00" is the end of the day.
std::optional<int> minute_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3)
    return {};
  int parts[2] = {0, 0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == colon) continue;
    if (text[i] < '0' || text[i] > '9') return {};
    auto& part = parts[i > colon];
    part = part * 10 + (text[i] - '0');
  }
  const int minutes = parts[0] * 60 + parts[1];
  if (parts[1] > 59 || minutes > day_minutes) return {};
  return minutes;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (char c : text) {
    if (c != ' ' && c != ',' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

} // namespace

hours::parsed hours::parse(std::string_view text) {
  auto words = words_of(text);
  if (words.empty()) return {};
  auto fail = [](std::string why) { return parsed{{}, std::move(why)}; };
  parsed result;
  auto z = zone::find(words.back());
  if (!z.problem.empty()) return fail(std::move(z.problem));
  result.value.zone_ = std::move(z.value);
  result.value.zone_name_ = words.back();
  words.pop_back();
  std::vector<int> days;
  bool spans_seen = false;
  for (const auto& word : words) {
    if (auto range = day_range(lower(word))) {
      if (spans_seen) days.clear();
      spans_seen = false;
      for (int d = range->first;; d = (d + 1) % 7) {
        days.push_back(d);
        if (d == range->second) break;
      }
      continue;
    }
    const auto dash = word.find('-');
    const auto begin = minute_of(std::string_view{word}.substr(0, dash));
    const auto end = dash == std::string::npos ? std::nullopt
                                               : minute_of(std::string_view{word}.substr(dash + 1));
    if (!begin || !end || *begin == *end || *begin == day_minutes)
      return fail("\"" + word + "\" is neither days nor a span such as 09:00-18:00");
    if (days.empty()) return fail("a span stands before its days");
    spans_seen = true;
    for (int d : days)
      result.value.spans_.push_back(
          {d * day_minutes + *begin, d * day_minutes + *end + (*end < *begin ? day_minutes : 0)});
  }
  if (!spans_seen) return fail("days without a span such as 09:00-18:00");
  return result;
}

void hours::close_on(const std::vector<std::string>& holidays) {
  if (always_open()) return;
  for (const auto& text : holidays)
    if (auto h = parse_holiday(text)) holidays_.push_back(std::move(*h));
}

hours::local_time hours::local(std::chrono::system_clock::time_point at) const {
  using namespace std::chrono;
  const auto now = sys_seconds{floor<seconds>(at).time_since_epoch() + zone_.offset_at(at)};
  local_time l;
  l.date = floor<days>(now);
  l.weekday = static_cast<int>(weekday{l.date}.iso_encoding()) - 1;
  l.minute = static_cast<int>(floor<minutes>(now - l.date).count());
  return l;
}

const holiday* hours::holiday_at(std::chrono::system_clock::time_point at) const {
  return holidays_.empty() ? nullptr : holiday_on(holidays_, local(at).date);
}

/// Whether the moment lies in this span of this week or in the end of one of the week before, and
/// the span did not begin on a holiday.
bool hours::takes_place(const span& s, const local_time& now, int minute_of_week) const {
  for (int later : {0, week_minutes}) {
    const int minute = minute_of_week + later;
    if (minute < s.begin || minute >= s.end) continue;
    const int days_ago = minute / day_minutes - s.begin / day_minutes;
    if (holiday_on(holidays_, now.date - std::chrono::days{days_ago}) == nullptr) return true;
  }
  return false;
}

bool hours::is_open(std::chrono::system_clock::time_point at) const {
  if (always_open()) return true;
  const auto now = local(at);
  if (holiday_on(holidays_, now.date) != nullptr) return false;
  const int minute = now.weekday * day_minutes + now.minute;
  return std::any_of(spans_.begin(), spans_.end(),
                     [&](const span& s) { return takes_place(s, now, minute); });
}

std::optional<std::chrono::system_clock::time_point>
hours::next_open(std::chrono::system_clock::time_point at) const {
  using namespace std::chrono;
  if (is_open(at)) return at;
  // The local clock is followed in leaps that end well before anything can open, and then minute by
  // minute: a leap that crosses a change of the zone's offset is an hour or two wrong at most.
  constexpr int safe = 3 * 60;
  const auto last = at + days{400};
  auto probe = floor<minutes>(at);
  while (probe < last) {
    const auto now = local(probe);
    const int minute = now.weekday * day_minutes + now.minute;
    int leap = week_minutes;
    for (const auto& s : spans_)
      leap = std::min(leap, (s.begin - minute + week_minutes) % week_minutes);
    // On a holiday a span of the day before may still be cut off: what counts is the next midnight.
    if (holiday_on(holidays_, now.date) != nullptr) leap = day_minutes - now.minute;
    probe += minutes{std::max(1, leap - safe)};
    if (is_open(probe)) return probe;
  }
  return std::nullopt;
}

} // namespace flexcord::config
