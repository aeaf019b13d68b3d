#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace flexcord::net {

/// Time along a straight line: it stood at `value` when the monotonic clock showed `from`, and
/// since then runs `rate` times as fast as real time. A clock that is moved on or changes its speed
/// gets a new line. Pure. Values are milliseconds since the Unix epoch.
struct time_line {
  using real = std::chrono::steady_clock;
  real::time_point from{};
  std::int64_t value = 0;
  double rate = 1; ///< more than 0

  /// The line's time when the monotonic clock shows `now`.
  std::int64_t at(real::time_point now) const {
    const std::chrono::duration<double, std::milli> gone = now - from;
    return value + static_cast<std::int64_t>(std::floor(gone.count() * rate));
  }

  /// Real time from `now` until the line shows `wanted`; zero when it does already. At most a year,
  /// so that a sum with a time point cannot overflow.
  std::chrono::microseconds wait(std::int64_t wanted, real::time_point now) const {
    if (at(now) >= wanted) return std::chrono::microseconds{0};
    constexpr double longest = 366.0 * 86'400 * 1e6;
    const std::chrono::duration<double, std::micro> gone = now - from;
    const double left = static_cast<double>(wanted - value) * 1000 / rate - gone.count();
    return std::chrono::microseconds{
        static_cast<std::int64_t>(std::ceil(std::clamp(left, 1.0, longest)))};
  }
};

} // namespace flexcord::net
