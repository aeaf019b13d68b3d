#include "config/posix_zone.hpp"

#include <chrono>

namespace flexcord::config {
namespace {

struct reader {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  bool name() {
    const bool quoted = take('<');
    std::size_t n = 0;
    while (n < rest.size() &&
           (quoted ? rest[n] != '>'
                   : (rest[n] >= 'A' && rest[n] <= 'Z') || (rest[n] >= 'a' && rest[n] <= 'z')))
      ++n;
    rest.remove_prefix(n);
    return n >= 3 && (!quoted || take('>'));
  }
  std::optional<int> number() {
    int n = 0;
    std::size_t digits = 0;
    for (; digits < rest.size() && digits < 4 && rest[digits] >= '0' && rest[digits] <= '9';
         ++digits)
      n = n * 10 + (rest[digits] - '0');
    if (digits == 0) return {};
    rest.remove_prefix(digits);
    return n;
  }
  /// [+-]hh[:mm[:ss]]
  std::optional<std::int64_t> time() {
    const int sign = take('-') ? -1 : 1;
    if (sign == 1) take('+');
    std::int64_t total = 0;
    for (std::int64_t unit : {3600, 60, 1}) {
      auto n = number();
      if (!n) return {};
      total += *n * unit;
      if (unit == 1 || !take(':')) break;
    }
    return sign * total;
  }
};

} // namespace

posix_zone posix_zone::parse(std::string_view text) {
  posix_zone z;
  reader r{text};
  if (!r.name()) return {};
  const auto west = r.time();
  if (!west) return {};
  z.standard_ = -*west;
  z.known_ = true;
  if (r.rest.empty()) return z;
  z.has_summer_ = true;
  if (!r.name()) return {};
  z.summer_ = z.standard_ + 3600;
  if (!r.rest.empty() && r.rest.front() != ',') {
    const auto summer_west = r.time();
    if (!summer_west) return {};
    z.summer_ = -*summer_west;
  }
  for (auto* d : {&z.begin_, &z.end_}) {
    if (!r.take(',') || !r.take('M')) return {};
    for (int* part : {&d->month, &d->week, &d->day}) {
      if (part != &d->month && !r.take('.')) return {};
      const auto n = r.number();
      if (!n) return {};
      *part = *n;
    }
    if (d->month < 1 || d->month > 12 || d->week < 1 || d->week > 5 || d->day > 6) return {};
    if (r.take('/')) {
      const auto at = r.time();
      if (!at) return {};
      d->time = *at;
    }
  }
  return r.rest.empty() ? z : posix_zone{};
}

/// Local midnight of the date plus its time, as if local time were UTC.
std::int64_t posix_zone::moment(const date& d, int year) const {
  using namespace std::chrono;
  const weekday wanted{static_cast<unsigned>(d.day)};
  const auto in = std::chrono::year{year} / month{static_cast<unsigned>(d.month)};
  const sys_days found = d.week == 5 ? sys_days{in / wanted[last]}
                                     : sys_days{in / wanted[static_cast<unsigned>(d.week)]};
  return duration_cast<seconds>(found.time_since_epoch()).count() + d.time;
}

std::int64_t posix_zone::offset_at(std::int64_t now) const {
  if (!has_summer_) return standard_;
  using namespace std::chrono;
  const auto local = sys_seconds{seconds{now + standard_}};
  const int year = static_cast<int>(year_month_day{floor<days>(local)}.year());
  const auto begin = moment(begin_, year) - standard_;
  const auto end = moment(end_, year) - summer_;
  // South of the equator summer goes over the new year.
  const bool summer = begin < end ? now >= begin && now < end : now >= begin || now < end;
  return summer ? summer_ : standard_;
}

} // namespace flexcord::config
