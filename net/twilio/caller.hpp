#pragma once
#include "net/http/client.hpp"
#include "net/runtime.hpp"
#include "net/twilio/rate.hpp"
#include "net/twilio/retry.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <unordered_map>

namespace flexcord::net::twilio {

/// One HTTP request to Twilio and how it may be treated.
struct call {
  http::request request;
  effect kind = effect::repeatable;
  std::string what;         ///< for failure details: "create message"
  std::string conversation; ///< set: counts against this conversation's limit
  bool counts_for_service = false;
  bool redirect_is_answer = false; ///< a 3xx is given to the caller instead of being a failure
  http::call_options options;
};

/// Sends calls with the rate limits, the cap on calls in flight and the retries of rest. `done`
/// runs once, on a network thread, with a 2xx answer or a failure.
class caller : public std::enable_shared_from_this<caller> {
public:
  using callback = std::function<void(result<http::response>)>;
  caller(runtime& rt, http::client& client);
  void send(call c, callback done);
  void fail(failure f, callback done); ///< answers from a network thread without a call
  void stop(); ///< what waits fails with `stopped`; what is in flight ends by itself

private:
  struct job {
    call c;
    callback done;
    attempts so_far;
  };
  using job_ptr = std::unique_ptr<job>;
  void schedule(job_ptr j, std::chrono::milliseconds delay);
  void enter(job_ptr j);
  void launch(job_ptr j);
  void answered(job_ptr j, result<http::response> r);
  void finish(job_ptr j, result<http::response> r);
  std::chrono::milliseconds turn_of(const call& c);

  static constexpr std::size_t most_in_flight = 32;
  static constexpr std::size_t most_waiting = 8192;

  struct sleeper {
    job_ptr j;
    timer_handle timer;
  };

  runtime& runtime_;
  http::client& client_;
  std::mutex mutex_; ///< guards everything below; never held while a callback runs
  bool stopped_ = false;
  rate_limits limits_;
  std::mt19937_64 random_;
  std::size_t in_flight_ = 0;
  std::size_t open_ = 0; ///< jobs that have not been answered yet
  std::deque<job_ptr> ready_;
  std::uint64_t next_sleeper_ = 0;
  std::unordered_map<std::uint64_t, sleeper> sleepers_;
};

} // namespace flexcord::net::twilio
