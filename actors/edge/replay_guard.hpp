#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace flexcord::actors {

/// Refuses a call that was seen before, for as long as its time stamp would be accepted. It goes by
/// the call's seal (net::feed::hook_seal), which is the same however the header was written: a
/// header has many spellings. Thread-safe.
class replay_guard {
public:
  explicit replay_guard(std::int64_t seconds) : seconds_(seconds) {}

  /// False when it came before.
  bool first_time(const std::string& seal, std::int64_t now) {
    std::lock_guard guard{mutex_};
    std::erase_if(seen_, [&](auto& s) { return s.second < now - seconds_; });
    return seen_.emplace(seal, now).second;
  }

private:
  std::mutex mutex_;
  std::int64_t seconds_;
  std::map<std::string, std::int64_t> seen_; ///< seals, and when they came
};

} // namespace flexcord::actors
