#include "config/zone.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

namespace flexcord::config {
namespace {

constexpr std::string_view folder = "/usr/share/zoneinfo/";

/// Nothing that leaves the folder.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '/' ||
      name.find("..") != std::string_view::npos)
    return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '_' || c == '-' || c == '+';
  });
}

/// "+1", "-03:30", "+0530" in seconds.
std::optional<std::int64_t> fixed_offset(std::string_view text) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return {};
  const int sign = text.front() == '-' ? -1 : 1;
  std::string digits{text.substr(1)};
  const auto colon = digits.find(':');
  if (colon != std::string::npos) digits.erase(colon, 1);
  if (digits.find_first_not_of("0123456789") != std::string::npos || digits.size() > 4 ||
      digits.empty())
    return {};
  if (colon != std::string::npos && (colon + 2 != digits.size() || colon == 0)) return {};
  int n = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), n);
  const int hours = digits.size() > 2 ? n / 100 : n;
  const int minutes = digits.size() > 2 ? n % 100 : 0;
  if (hours > 14 || minutes > 59) return {};
  return sign * (hours * 3600 + minutes * 60);
}

} // namespace

/// Reads a TZif file (RFC 9636), version 2 or later: its second block has 64-bit times.
struct zone_reader {
  const std::string& data;

  std::int64_t number(std::size_t at, std::size_t size) const {
    std::uint64_t n = 0;
    for (std::size_t i = 0; i < size; ++i) n = n << 8 | static_cast<unsigned char>(data[at + i]);
    return size == 4 ? static_cast<std::int32_t>(n) : static_cast<std::int64_t>(n);
  }

  bool read(zone& z) const {
    constexpr std::size_t header = 44;
    if (data.size() < header || data.compare(0, 4, "TZif") != 0 || data[4] < '2') return false;
    auto count = [this](std::size_t base, std::size_t i) {
      return static_cast<std::size_t>(number(base + 20 + 4 * i, 4));
    };
    // Order of the counts: UT flags, standard flags, leap seconds, transitions, types, letters.
    auto sizes = [&](std::size_t base, std::size_t time) {
      return count(base, 3) * (time + 1) + count(base, 4) * 6 + count(base, 5) +
             count(base, 2) * (time + 4) + count(base, 1) + count(base, 0);
    };
    for (std::size_t i = 0; i < 6; ++i)
      if (count(0, i) > data.size()) return false;
    const std::size_t second = header + sizes(0, 4);
    if (data.size() < second + header || data.compare(second, 4, "TZif") != 0) return false;
    for (std::size_t i = 0; i < 6; ++i)
      if (count(second, i) > data.size()) return false;
    const std::size_t times = second + header;
    const std::size_t end = times + sizes(second, 8);
    const std::size_t transitions = count(second, 3);
    const std::size_t types = count(second, 4);
    if (data.size() < end || types == 0) return false;
    const std::size_t indices = times + transitions * 8;
    const std::size_t offsets = indices + transitions;
    z.first_ = number(offsets, 4);
    for (std::size_t i = 0; i < transitions; ++i) {
      const auto type = static_cast<std::size_t>(static_cast<unsigned char>(data[indices + i]));
      if (type >= types) return false;
      z.changes_.push_back({number(times + i * 8, 8), number(offsets + type * 6, 4)});
    }
    // The footer, between two newlines, tells the rule for later years.
    const auto close = data.find('\n', end + 1);
    if (close != std::string::npos && data[end] == '\n')
      z.after_ = posix_zone::parse(std::string_view{data}.substr(end + 1, close - end - 1));
    return true;
  }
};

zone::found zone::find(std::string_view name) {
  found result;
  if (name == "UTC" || name == "Z") return result;
  if (name.starts_with("UTC"))
    if (auto offset = fixed_offset(name.substr(3))) {
      result.value.first_ = *offset;
      return result;
    }
  auto fail = [&](std::string_view why) {
    return found{{}, "\"" + std::string{name.substr(0, 64)} + "\" " + std::string{why}};
  };
  if (!is_zone_name(name)) return fail("is not a time zone such as Europe/Paris or UTC+1");
  // Through a stream, since a folder ("Europe") would throw in an iterator.
  std::ifstream file{std::string{folder} + std::string{name}, std::ios::binary};
  std::ostringstream whole;
  if (file && file.peek() != std::ifstream::traits_type::eof()) whole << file.rdbuf();
  const auto data = whole.str();
  if (data.empty())
    return fail("is not a time zone of this machine (is the package tzdata installed?)");
  if (!zone_reader{data}.read(result.value))
    return fail("is not a time zone such as Europe/Paris or UTC+1");
  return result;
}

std::chrono::seconds zone::offset_at(std::chrono::system_clock::time_point at) const {
  const auto now = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  auto next = std::upper_bound(changes_.begin(), changes_.end(), now,
                               [](auto t, const change& c) { return t < c.at; });
  if (next == changes_.end() && !after_.empty()) return std::chrono::seconds{after_.offset_at(now)};
  return std::chrono::seconds{next == changes_.begin() ? first_ : std::prev(next)->offset};
}

} // namespace flexcord::config
