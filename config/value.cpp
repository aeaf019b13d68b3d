#include "config/value.hpp"

#include <charconv>
#include <limits>

namespace flexcord::config {
namespace {

struct unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr unit units[] = {{"ns", 1},
                          {"us", 1'000},
                          {"ms", 1'000'000},
                          {"s", 1'000'000'000},
                          {"min", 60'000'000'000},
                          {"h", 3'600'000'000'000}};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

} // namespace

std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text) {
  std::int64_t n = 0;
  const auto* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, n);
  if (error != std::errc{}) return {};
  const std::string_view name{rest, static_cast<std::size_t>(end - rest)};
  for (const auto& u : units) {
    if (u.name != name) continue;
    const auto most = std::numeric_limits<std::int64_t>::max() / u.nanoseconds;
    if (n > most || n < -most) return {};
    return std::chrono::nanoseconds{n * u.nanoseconds};
  }
  return {};
}

std::string format_duration(std::chrono::milliseconds d) {
  const auto ms = d.count();
  if (ms != 0 && ms % 3'600'000 == 0) return std::to_string(ms / 3'600'000) + "h";
  if (ms != 0 && ms % 60'000 == 0) return std::to_string(ms / 60'000) + "min";
  if (ms % 1000 == 0) return std::to_string(ms / 1000) + "s";
  return std::to_string(ms) + "ms";
}

std::string unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return std::string{text};
}

std::optional<std::vector<std::string>> parse_list(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '[') {
    if (text.back() != ']') return {};
    text = trimmed(text.substr(1, text.size() - 2));
  }
  std::vector<std::string> items;
  while (!text.empty()) {
    // A quoted item may contain commas.
    std::size_t end = text.find(',');
    if (text.front() == '"') {
      const auto close = text.find('"', 1);
      if (close == std::string_view::npos) return {};
      end = text.find(',', close);
    }
    items.push_back(unquoted(trimmed(text.substr(0, end))));
    text = end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(end + 1));
  }
  return items;
}

} // namespace flexcord::config
