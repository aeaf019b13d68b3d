#include "net/feed/date.hpp"

#include "net/http/ascii.hpp"

#include <algorithm>
#include <array>

namespace flexcord::net::feed {

namespace {

using http::iequals;

struct moment {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0;
  int zone = 0; ///< minutes east of Greenwich
};

/// Reads a date from left to right.
class reader {
public:
  explicit reader(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
      rest_.remove_prefix(1);
  }
  /// A number of `least` to `most` digits.
  bool number(int& to, std::size_t least, std::size_t most) {
    std::size_t n = 0;
    to = 0;
    while (n < most && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9')
      to = to * 10 + (rest_[n++] - '0');
    if (n < least) return false;
    taken_ = n;
    rest_.remove_prefix(n);
    return true;
  }
  std::size_t taken() const { return taken_; } ///< digits of the last number
  std::string_view word() {
    std::size_t n = 0;
    while (n < rest_.size() &&
           std::string_view{" \t\n\r,+-.:0123456789"}.find(rest_[n]) == std::string_view::npos)
      ++n;
    const auto w = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return w;
  }

private:
  std::string_view rest_;
  std::size_t taken_ = 0;
};

struct named_zone {
  std::string_view name;
  int minutes;
};
// RFC 822's own names, and those of Europe that feeds use all the same.
constexpr std::array zones{
    named_zone{"EST", -300}, named_zone{"EDT", -240}, named_zone{"CST", -360},
    named_zone{"CDT", -300}, named_zone{"MST", -420}, named_zone{"MDT", -360},
    named_zone{"PST", -480}, named_zone{"PDT", -420}, named_zone{"CET", 60},
    named_zone{"CEST", 120}, named_zone{"BST", 60},   named_zone{"JST", 540},
};

/// "+0100", "+01:00", "GMT", "EST"; an unknown name counts as UTC, as RFC 2822 says.
bool read_zone(reader& r, int& minutes) {
  r.skip_space();
  minutes = 0;
  if (r.done()) return true;
  const bool west = r.peek() == '-';
  if (r.take('+') || r.take('-')) {
    int hours = 0, rest = 0;
    if (!r.number(hours, 2, 2)) return false;
    r.take(':');
    if (!r.number(rest, 0, 2) || hours > 23 || rest > 59) return false;
    minutes = (hours * 60 + rest) * (west ? -1 : 1);
    return true;
  }
  const auto name = r.word();
  for (const auto& z : zones)
    if (iequals(name, z.name)) minutes = z.minutes;
  return !name.empty();
}

bool read_time(reader& r, moment& m) {
  if (!r.number(m.hour, 1, 2) || !r.take(':') || !r.number(m.minute, 2, 2)) return false;
  if (r.take(':') && !r.number(m.second, 2, 2)) return false;
  if (r.take('.') || r.take(',')) {
    int fraction = 0;
    if (!r.number(fraction, 1, 3)) return false;
    for (auto n = r.taken(); n < 3; ++n) fraction *= 10;
    m.milli = fraction;
    while (r.peek() >= '0' && r.peek() <= '9') r.take(r.peek());
  }
  return true;
}

bool read_month(reader& r, int& month) {
  constexpr std::string_view names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto word = r.word();
  for (int i = 0; i < 12; ++i)
    if (iequals(word.substr(0, 3), names[i])) return month = i + 1, true;
  return false;
}

bool read_rfc822(reader r, moment& m) {
  if (r.peek() < '0' || r.peek() > '9') {
    if (r.word().empty()) return false;
    r.take(',');
    r.skip_space();
  }
  if (!r.number(m.day, 1, 2)) return false;
  r.take('-');
  r.skip_space();
  if (!read_month(r, m.month)) return false;
  r.take('-');
  r.take('.');
  r.skip_space();
  if (!r.number(m.year, 2, 4)) return false;
  if (r.taken() == 2) m.year += m.year < 50 ? 2000 : 1900;
  if (r.taken() == 3) m.year += 1900;
  r.skip_space();
  if (r.done()) return true;
  return read_time(r, m) && read_zone(r, m.zone);
}

bool read_rfc3339(reader r, moment& m) {
  if (!r.number(m.year, 4, 4) || !r.take('-') || !r.number(m.month, 2, 2) || !r.take('-') ||
      !r.number(m.day, 2, 2))
    return false;
  if (r.done()) return true;
  if (!r.take('T') && !r.take('t') && !r.take(' ')) return false;
  if (!read_time(r, m)) return false;
  // The only letter that may stand for a zone here.
  if (r.take('Z') || r.take('z')) return r.done();
  r.skip_space();
  return (r.done() || r.peek() == '+' || r.peek() == '-') && read_zone(r, m.zone) && r.done();
}

/// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's algorithm).
std::int64_t days(int y, int m, int d) {
  y -= m <= 2;
  const int era = y / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return static_cast<std::int64_t>(era) * 146097 + doe - 719468;
}

int days_in(int year, int month) {
  constexpr int usual[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : usual[month - 1];
}

} // namespace

std::optional<std::int64_t> parse_date(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  if (text.empty() || text.size() > 80) return std::nullopt;
  moment m;
  if (!read_rfc3339(reader{text}, m)) {
    m = {};
    if (!read_rfc822(reader{text}, m)) return std::nullopt;
  }
  if (m.year < 1970 || m.month < 1 || m.month > 12 || m.day < 1 || m.day > days_in(m.year, m.month))
    return std::nullopt;
  // A leap second and midnight written as 24:00 are met in the wild.
  if (m.hour > 24 || m.minute > 59 || m.second > 60) return std::nullopt;
  const auto seconds = days(m.year, m.month, m.day) * 86400 + m.hour * 3600 + m.minute * 60 +
                       std::min(m.second, 59) - m.zone * 60;
  return seconds < 0 ? std::nullopt : std::optional{seconds * 1000 + m.milli};
}

} // namespace flexcord::net::feed
