#include "net/twilio/rate.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

token_bucket::token_bucket(double per_second, double burst)
    : interval_(std::chrono::duration_cast<clock::duration>(
          std::chrono::duration<double>(1 / per_second))),
      slack_(std::chrono::duration_cast<clock::duration>(interval_ * (burst - 1))) {}

token_bucket::clock::duration token_bucket::take(clock::time_point now) {
  auto start = std::max(now, full_at_ - slack_);
  full_at_ = std::max(full_at_, start) + interval_;
  return start - now;
}

rate_limits::clock::duration rate_limits::take_conversation(const std::string& sid,
                                                            clock::time_point now) {
  // A bucket that is full again is as good as a new one, so idle conversations cost no memory. The
  // threshold follows the number of busy ones, which keeps the sweep cheap for each call.
  if (conversations_.size() >= sweep_size_) {
    std::erase_if(conversations_, [now](const auto& entry) { return entry.second.idle(now); });
    sweep_size_ = std::max(sweep_at, conversations_.size() * 2);
  }
  return conversations_.try_emplace(sid, per_second, burst).first->second.take(now);
}

} // namespace flexcord::net::twilio
