#pragma once
#include "net/clock.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::net {

struct runtime_options {
  std::size_t threads = 1;
  std::string
      trusted_ca_file; ///< PEM file trusted beside the system's store; for tests and private CAs
  std::shared_ptr<clock> time = nullptr; ///< none: the system's
};

/// Cancels its timer when destroyed or told to. The callback may still run once if it was already
/// under way.
class timer_handle {
public:
  struct impl;
  timer_handle() = default;
  explicit timer_handle(std::shared_ptr<impl> p) : impl_(std::move(p)) {}
  timer_handle(timer_handle&&) noexcept = default;
  timer_handle& operator=(timer_handle&& other) noexcept;
  ~timer_handle();
  void cancel();

private:
  std::shared_ptr<impl> impl_;
};

/// The network's threads, event loop and TLS client context. It outlives everything that does I/O
/// on it (and the actor system). stop() lets work in progress end by itself; a callback never runs
/// after stop() returned.
class runtime {
public:
  struct impl;
  explicit runtime(runtime_options options = {});
  ~runtime();
  runtime(const runtime&) = delete;
  runtime& operator=(const runtime&) = delete;

  /// Runs `work` on a network thread.
  void post(std::function<void()> work);

  /// The clock that after() goes by.
  const clock& time() const;

  /// Runs `work` on a network thread after `delay` by the runtime's clock, unless the handle is
  /// cancelled or destroyed before. For retries, polls and back-off.
  [[nodiscard]] timer_handle after(std::chrono::milliseconds delay, std::function<void()> work);
  /// The same in real time, whatever the clock says: for what guards a peer's answer or a
  /// connection's life.
  [[nodiscard]] timer_handle after_real(std::chrono::milliseconds delay,
                                        std::function<void()> work);

  /// Ends the threads once no connection, timer or post is left; after `grace` whatever is left is
  /// abandoned. Not to be called on a network thread.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

  impl& internals() { return *impl_; } ///< for net/ I/O files only

private:
  std::unique_ptr<impl> impl_;
};

} // namespace flexcord::net
