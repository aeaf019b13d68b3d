#pragma once
#include "config/posix_zone.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::config {

/// A time zone: when its distance from UTC changes. A value without ties to the process's own zone.
class zone {
public:
  struct found;
  /// "UTC", "UTC+1", "UTC-03:30", or an IANA name read from the system's tzdata ("Europe/Paris").
  static found find(std::string_view name);

  zone() = default; ///< UTC
  std::chrono::seconds offset_at(std::chrono::system_clock::time_point at) const;

private:
  friend struct zone_reader;
  struct change {
    std::int64_t at = 0;     ///< seconds since the epoch
    std::int64_t offset = 0; ///< seconds east of UTC from then on
  };
  std::int64_t first_ = 0; ///< offset before the first change
  std::vector<change> changes_;
  posix_zone after_; ///< what holds after the last change, unless it is empty
};

struct zone::found {
  zone value;
  std::string problem; ///< empty: `value` is good
};

} // namespace flexcord::config
