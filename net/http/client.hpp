#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace flexcord::net::http {

struct client_options {
  std::size_t connections_per_host = 16;
  std::chrono::milliseconds connect_timeout{3000};
  std::chrono::milliseconds idle_timeout{
      30000};                              ///< a pooled connection unused for longer is closed
  std::string user_agent = "flexcord/0.1"; ///< used when a request brings none
  std::size_t waiting_per_host = 4096; ///< calls waiting for a connection; more are `unreachable`
  /// When set: whether a connection to this address (in numbers) may be made. Asked for every
  /// address of every connection, after the name was resolved; a host with none that may be used is
  /// `unreachable`, its detail ending in `address_refused`.
  std::function<bool(const std::string&)> may_connect{};
};

inline constexpr std::string_view address_refused = "its address may not be connected to";

struct call_options {
  std::chrono::milliseconds deadline{
      10000};                      ///< whole call: wait for a connection, connect, write, read
  std::size_t max_body = 8u << 20; ///< a larger answer is `malformed`
  bool follow_redirects =
      false; ///< GET only, at most 3; Authorization is dropped when the host changes
  /// When set, the pieces of a 2xx body are given here as they come and `response.body` stays
  /// empty.
  std::function<void(std::string_view)> on_data;
};

/// What happened, for metrics: host, outcome ("2xx", "4xx", "429", "5xx", "timeout", "error") and
/// duration.
using observer =
    std::function<void(std::string_view host, std::string_view outcome, std::chrono::nanoseconds)>;

/// HTTP/1.1 client with pooled keep-alive connections, over plain TCP and TLS 1.2+ (SNI,
/// certificate and host name checked). It never repeats a request that could have been processed; a
/// request that met a stale pooled connection before any byte of an answer is repeated on a fresh
/// one only when nothing of it was written. An HTTP answer of any status is a success here; the
/// layers above judge it.
class client {
public:
  using callback = std::function<void(result<response>)>;
  explicit client(runtime& rt, client_options options = {});
  ~client();
  client(const client&) = delete;
  client& operator=(const client&) = delete;
  /// `done` runs exactly once, on a network thread, never inside send().
  void send(request req, call_options options, callback done);
  /// The clock of its network.
  const clock& time() const;
  void observe(observer o); ///< call before the first send
  /// Fails what is in flight with `stopped` and closes the pool.
  void stop();

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::http
