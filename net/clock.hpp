#pragma once
#include "net/time_line.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace flexcord::net {

/// The process's one clock. As a rule it is the system's; a led clock (tests only) goes along a
/// line that somebody gives it, so that an hour can pass in a moment. Thread-safe.
class clock {
public:
  using monotonic = std::chrono::steady_clock;
  enum class kind { system, led };

  explicit clock(kind k = kind::system) : led_(k == kind::led) {}
  clock(const clock&) = delete;
  clock& operator=(const clock&) = delete;

  bool led() const { return led_; }

  /// Milliseconds since the Unix epoch.
  std::int64_t unix_ms() const;

  /// For deadlines and pauses: never goes back. Of a led clock it is the same line; compare it with
  /// nothing but other values of this clock.
  monotonic::time_point now() const { return led_ ? led_now() : monotonic::now(); }

  /// Real time until now() shows `until`, as things stand; zero when it does already.
  std::chrono::microseconds wait(monotonic::time_point until) const;

  /// Leads the clock: from `line.from` on it goes along `line`. The first line is taken as it is; a
  /// later one that would turn time back holds on to the time reached and goes on from there at the
  /// line's rate. Then whoever on_change() named is told, on this thread.
  void lead(time_line line);
  /// One at a time; an empty function ends it.
  void on_change(std::function<void()> told);

private:
  monotonic::time_point led_now() const;
  const bool led_;
  mutable std::mutex mutex_; ///< guards what follows; of no use to a system clock
  std::optional<time_line> line_;
  std::function<void()> told_;
};

} // namespace flexcord::net
