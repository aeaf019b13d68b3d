#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace flexcord::net::twilio {

/// A token bucket that hands out turns: a caller is told how long to wait and its turn is then its
/// own, so that turns come in the order in which they were asked for. Pure: the time is given.
class token_bucket {
public:
  using clock = std::chrono::steady_clock;
  token_bucket(double per_second, double burst);
  clock::duration
  take(clock::time_point now); ///< how long to wait; zero when the bucket has a token
  bool idle(clock::time_point now) const { return full_at_ <= now; }

private:
  clock::duration interval_; ///< between two tokens
  clock::duration slack_;    ///< how far a burst may run ahead
  clock::time_point full_at_{};
};

/// The limits of Twilio's Conversations API: 30 a second for a service, and for each conversation;
/// reads are free. We stay at 25, with bursts small enough that no second ever sees more than 30.
class rate_limits {
public:
  using clock = token_bucket::clock;
  clock::duration take_service(clock::time_point now) { return service_.take(now); }
  clock::duration take_conversation(const std::string& sid, clock::time_point now);
  std::size_t size() const { return conversations_.size(); }

private:
  static constexpr double per_second = 25;
  static constexpr double burst = 5;
  static constexpr std::size_t sweep_at = 1024;
  token_bucket service_{per_second, burst};
  std::unordered_map<std::string, token_bucket> conversations_;
  std::size_t sweep_size_ = sweep_at;
};

} // namespace flexcord::net::twilio
