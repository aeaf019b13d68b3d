#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace flexcord::config {

/// The rule that a TZif file gives for the years after its table: "CET-1CEST,M3.5.0,M10.5.0/3"
/// (POSIX TZ). Only the `Mm.w.d` form of a date is read, which is what tzdata writes today for all
/// zones but a few without summer time.
class posix_zone {
public:
  /// An empty zone for a text that is not understood.
  static posix_zone parse(std::string_view text);
  bool empty() const { return !known_; }
  /// Seconds east of UTC at a time in seconds since the epoch.
  std::int64_t offset_at(std::int64_t now) const;

private:
  struct date {
    int month = 1, week = 1, day = 0;
    std::int64_t time = 7200; ///< seconds after local midnight, may be negative
  };
  std::int64_t moment(const date& d, int year) const;
  bool known_ = false;
  bool has_summer_ = false;
  std::int64_t standard_ = 0, summer_ = 0;
  date begin_, end_;
};

} // namespace flexcord::config
