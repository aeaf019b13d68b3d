#pragma once
#include "net/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

namespace flexcord::sandbox {

/// The sandbox's time: real time plus what advance() added. Used on the network thread only.
class sandbox_clock {
public:
  explicit sandbox_clock(net::runtime& rt);
  /// Milliseconds since the Unix epoch.
  std::int64_t now_ms() const;
  /// Runs `work` once `ms` have passed by this clock.
  void after(std::int64_t ms, std::function<void()> work);
  /// Moves the clock on. What falls due on the way runs in order, each at its own time.
  void advance(std::int64_t ms);
  /// Forgets all that waits; the time stays.
  void forget();
  /// Forgets all that waits and takes nothing more.
  void stop();

private:
  void arm();
  void run_due();
  net::runtime& rt_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t base_;
  std::multimap<std::int64_t, std::function<void()>> waiting_;
  net::timer_handle timer_;
  bool stopped_ = false;
};

} // namespace flexcord::sandbox
