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

int minute_of_week(std::chrono::system_clock::time_point at, const zone& z) {
  using namespace std::chrono;
  const auto seconds = floor<std::chrono::seconds>(at).time_since_epoch() + z.offset_at(at);
  // The epoch was a Thursday, three days after a Monday.
  const auto minutes = floor<std::chrono::minutes>(seconds).count() + 3 * day_minutes;
  return static_cast<int>(((minutes % week_minutes) + week_minutes) % week_minutes);
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

bool hours::is_open(std::chrono::system_clock::time_point at) const {
  if (always_open()) return true;
  const int now = minute_of_week(at, zone_);
  return std::any_of(spans_.begin(), spans_.end(), [now](const span& s) {
    return (now >= s.begin && now < s.end) ||
           (now + week_minutes >= s.begin && now + week_minutes < s.end);
  });
}

std::chrono::system_clock::time_point
hours::next_open(std::chrono::system_clock::time_point at) const {
  if (is_open(at)) return at;
  // Minute by minute, so that changes of the zone's offset need no thought; ten thousand cheap
  // steps at most.
  auto probe = std::chrono::floor<std::chrono::minutes>(at);
  for (int i = 0; i < week_minutes + day_minutes; ++i) {
    probe += std::chrono::minutes{1};
    if (is_open(probe)) return probe;
  }
  return at;
}

} // namespace flexcord::config
