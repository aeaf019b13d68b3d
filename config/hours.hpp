#pragma once
#include "config/zone.hpp"

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::config {

/// When the desk is open: "Mon-Fri 09:00-12:00 13:00-18:00, Sat 10:00-14:00 Europe/Paris". Days are
/// Mon … Sun, alone or as a range, or Daily; spans follow their days; a span that ends before it
/// begins goes past midnight; the last word is the time zone: an IANA name, "UTC" or "UTC+5:30". A
/// pure value once parsed.
class hours {
public:
  struct parsed;
  /// Never throws. An empty text is "always open".
  static parsed parse(std::string_view text);

  hours() = default; ///< always open
  bool always_open() const { return spans_.empty(); }
  bool is_open(std::chrono::system_clock::time_point at) const;
  /// The next moment at which is_open() is true, `at` itself when it is; in whole minutes, at most
  /// eight days ahead.
  std::chrono::system_clock::time_point next_open(std::chrono::system_clock::time_point at) const;

private:
  struct span {
    int begin = 0; ///< minutes since Monday 00:00, local time
    int end = 0;   ///< may lie past the end of the week
  };
  std::vector<span> spans_;
  zone zone_;
};

struct hours::parsed {
  hours value;
  std::string problem; ///< empty: `value` is good
};

} // namespace flexcord::config
