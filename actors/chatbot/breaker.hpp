#pragma once
#include <cstdint>

namespace flexcord::actors {

/// A circuit breaker. Closed: calls go. After `failures` in a row it opens for `pause`: calls are
/// refused at once. Then one call is let through; its success closes the circuit, its failure opens
/// it again. Pure: the caller brings the time (ms).
class breaker {
public:
  breaker(std::uint32_t failures, std::int64_t pause) : limit_(failures), pause_(pause) {}

  /// May a call go now? A true while half open counts as the one trial.
  bool may_call(std::int64_t now) {
    if (in_a_row_ < limit_) return true;
    if (trial_ || now < open_until_) return false;
    return trial_ = true;
  }
  void succeeded() {
    in_a_row_ = 0;
    trial_ = false;
  }
  void failed(std::int64_t now) {
    trial_ = false;
    if (++in_a_row_ >= limit_) open_until_ = now + pause_;
  }
  bool open(std::int64_t now) const { return in_a_row_ >= limit_ && now < open_until_; }

private:
  std::uint32_t limit_, in_a_row_ = 0;
  std::int64_t pause_, open_until_ = 0;
  bool trial_ = false;
};

} // namespace flexcord::actors
