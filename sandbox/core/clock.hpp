#pragma once
#include "net/runtime.hpp"
#include "net/time_line.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

namespace flexcord::sandbox {

/// The sandbox's time: real time plus what advance() added, as many times as fast as set_rate()
/// said. Used on the network thread only.
class sandbox_clock {
public:
  explicit sandbox_clock(net::runtime& rt);
  /// Milliseconds since the Unix epoch.
  std::int64_t now_ms() const;
  /// Runs `work` once `ms` have passed by this clock.
  void after(std::int64_t ms, std::function<void()> work);
  /// Moves the clock on. What falls due on the way runs in order, each at its own time.
  void advance(std::int64_t ms);
  /// From now on time passes `rate` times as fast as real time; more than 0.
  void set_rate(double rate);
  double rate() const { return line_.rate; }
  /// Forgets all that waits; the time stays.
  void forget();
  /// Forgets all that waits and takes nothing more.
  void stop();

private:
  void arm();
  void run_due();
  net::runtime& rt_;
  net::time_line line_;
  std::multimap<std::int64_t, std::function<void()>> waiting_;
  net::timer_handle timer_;
  bool stopped_ = false;
};

} // namespace flexcord::sandbox
