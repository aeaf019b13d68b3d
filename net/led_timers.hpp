#pragma once
#include "net/clock.hpp"
#include "net/runtime_impl.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace flexcord::net {

/// Timers by a led clock, for net/ I/O files. Each waits in real time for what is left of its delay
/// and looks at the clock again when it wakes, and whenever the clock was changed. Timers that one
/// change makes due are woken in the order in which they were due; one that was just being looked
/// at may run before its turn.
class led_timers {
public:
  led_timers(boost::asio::io_context& io, clock& time);
  ~led_timers();

  std::shared_ptr<timer_handle::impl> start(std::chrono::milliseconds delay,
                                            std::function<void()> work);

private:
  struct timer;
  void look_again();

  boost::asio::io_context& io_;
  clock& time_;
  std::mutex mutex_; ///< guards the list
  std::vector<std::weak_ptr<timer>> timers_;
  std::size_t sweep_at_ = 64;
};

} // namespace flexcord::net
