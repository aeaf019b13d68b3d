#pragma once
#include "net/http/client.hpp"
#include "net/runtime_impl.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace flexcord::net::http {

class client_connection;

/// One request on its way to one host. A redirect makes a new one with the same deadline.
struct client_call {
  using clock = std::chrono::steady_clock;
  request req;
  call_options options;
  client::callback done; ///< empty once used
  url_parts url;
  clock::time_point started, deadline;
  int redirects = 0;
  int stale_connections =
      0; ///< how often a pooled connection turned out dead before a byte was written
  std::unique_ptr<boost::asio::steady_timer> timer; ///< made by the pool, on its strand
  std::weak_ptr<client_connection> on;              ///< while it is being written or read
};
using call_ptr = std::shared_ptr<client_call>;

inline failure make_failure(failure_kind kind, std::string detail) {
  failure f;
  f.kind = kind;
  f.detail = std::move(detail);
  return f;
}

} // namespace flexcord::net::http
