#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace flexcord::actors {

/// What /readyz looks at. Written by those who know, read by network threads.
struct health {
  std::atomic<bool> gateway_ready{false};
  std::atomic<bool> gateway_failed{false}; ///< a fatal close code: only a person can mend it
  std::atomic<bool> token_bad{false};
  std::atomic<bool> stopping{false};
  std::atomic<std::int64_t> webhooks_in_progress{0};
};

/// How the store does, as its journal says; for /readyz and for the end of the process.
/// Thread-safe.
class store_report {
public:
  void works() {
    std::lock_guard guard{mutex_};
    trouble_.clear();
  }
  /// `cause`: in a few words, without the store's place.
  void fails(const std::string& cause) {
    std::lock_guard guard{mutex_};
    trouble_ = cause.empty() ? "see the log" : cause;
  }
  /// It is damaged: the node must end. `detail`: for the operator.
  void damaged(const std::string& detail) {
    std::lock_guard guard{mutex_};
    if (damage_.empty()) damage_ = detail;
  }
  /// Why it fails; empty while it works.
  std::string trouble() const {
    std::lock_guard guard{mutex_};
    return trouble_;
  }
  /// What is broken for good; empty while nothing is.
  std::string damage() const {
    std::lock_guard guard{mutex_};
    return damage_;
  }

private:
  mutable std::mutex mutex_;
  std::string trouble_, damage_;
};

} // namespace flexcord::actors
