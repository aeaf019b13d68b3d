#pragma once
#include "config/holidays.hpp"
#include "config/zone.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::config {

/// When the desk is open: "Mon-Fri 09:00-12:00 13:00-18:00, Sat 10:00-14:00 Europe/Paris". Days are
/// Mon … Sun, alone or as a range, or Daily; spans follow their days; a span that ends before it
/// begins goes past midnight; the last word is the time zone: an IANA name, "UTC" or "UTC+5:30". On
/// a holiday nobody is there from midnight to midnight, and a span that begins on one does not take
/// place. A pure value once parsed.
class hours {
public:
  struct parsed;
  /// Never throws. An empty text is "always open".
  static parsed parse(std::string_view text);
  /// Holidays mean nothing without hours: there is no time zone then. What is no holiday is left
  /// out.
  void close_on(const std::vector<std::string>& holidays);

  hours() = default; ///< always open
  bool always_open() const { return spans_.empty(); }
  bool is_open(std::chrono::system_clock::time_point at) const;
  /// The next moment at which is_open() is true, `at` itself when it is; in whole minutes; nothing
  /// when there is none within about a year.
  std::optional<std::chrono::system_clock::time_point>
  next_open(std::chrono::system_clock::time_point at) const;

  /// What the desk's own clock and calendar show.
  struct local_time {
    std::chrono::sys_days date;
    int weekday = 0; ///< 0: Monday
    int minute = 0;  ///< of the day
  };
  local_time local(std::chrono::system_clock::time_point at) const;
  /// Empty when always open.
  const std::string& zone_name() const { return zone_name_; }
  /// Why nobody is there on that day; null when it is no holiday.
  const holiday* holiday_at(std::chrono::system_clock::time_point at) const;

private:
  struct span {
    int begin = 0; ///< minutes since Monday 00:00, local time
    int end = 0;   ///< may lie past the end of the week
  };
  bool takes_place(const span& s, const local_time& now, int minute_of_week) const;
  std::vector<span> spans_;
  std::vector<holiday> holidays_;
  zone zone_;
  std::string zone_name_;
};

struct hours::parsed {
  hours value;
  std::string problem; ///< empty: `value` is good
};

} // namespace flexcord::config
