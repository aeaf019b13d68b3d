#pragma once
#include "net/clock.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace flexcord::net {

/// Leads a clock by the sandbox's: holds a WebSocket to `/_sandbox/clock/follow`, takes over each
/// line that comes ({"n","now","rate"}) and confirms it ({"n"}) once the clock goes by it. A link
/// that drops is made again, and the clock goes on meanwhile. For tests of the real binary.
class clock_follower {
public:
  /// `address`: "HOST:PORT". Both references outlive it.
  clock_follower(runtime& rt, clock& time, const std::string& address);
  ~clock_follower();
  clock_follower(const clock_follower&) = delete;
  clock_follower& operator=(const clock_follower&) = delete;

  /// Waits until the first line is taken over; false when none came within `limit`. Not to be
  /// called on a network thread.
  bool wait_for_first(std::chrono::milliseconds limit);
  /// Ends the link; nothing is taken over any more.
  void stop();

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net
