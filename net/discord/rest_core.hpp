#pragma once
#include "net/discord/rate_limiter.hpp"
#include "net/discord/rest.hpp"
#include "net/http/client.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace flexcord::net::discord {

/// One call on its way through the limiter. For rest.cpp only.
struct rest_call {
  std::string method = {};
  std::string route = {}; ///< template, without ids: safe to log
  std::string major = {};
  std::string path = {}; ///< with ids and query
  std::string body = {};
  std::string content_type = {};
  priority level = priority::bot;
  bool webhook = false; ///< interaction routes: no Authorization, exempt from the global limit
  bool ordered = false;
  rest::guard still_wanted = {};
  std::function<void(result<http::response>)> done = {}; ///< 2xx only; everything else is a failure
};

/// Discord's own error code and where it lies, without any of the texts. Pure.
struct api_error {
  int code = 0;
  std::string places; ///< "content: BASE_TYPE_MAX_LENGTH", at most a few
};
api_error read_api_error(std::string_view body);

/// Sends calls when the limiter lets them go. Lives in a shared_ptr; callbacks in flight keep it
/// alive.
class rest_core : public std::enable_shared_from_this<rest_core> {
public:
  rest_core(runtime& rt, http::client& client, rest_options options, rest_events events);

  void submit(rest_call c);
  /// Answers every call with `stopped`; answers that come later are dropped.
  void stop();
  const rest_options& options() const { return options_; }
  http::client& client() { return client_; }
  void post(std::function<void()> work) { rt_.post(std::move(work)); }

private:
  using time = rate_limiter::time;
  void pump_soon();
  void pump();
  bool attempt(std::uint64_t id);
  void on_answer(std::uint64_t id, result<http::response> answer);
  void judge(std::uint64_t id, http::response r);
  void watch_clock(std::optional<time> at);
  std::shared_ptr<rest_call> take(std::uint64_t id);
  time now() const;

  runtime& rt_;
  http::client& client_;
  const rest_options options_;
  const rest_events events_;

  std::mutex mutex_; ///< guards what follows; never held while a callback runs
  rate_limiter limiter_;
  std::unordered_map<std::uint64_t, std::shared_ptr<rest_call>> calls_;
  std::uint64_t last_id_ = 0;
  bool stopped_ = false, pump_posted_ = false;
  timer_handle timer_;
  std::optional<time> timer_at_;
};

} // namespace flexcord::net::discord
