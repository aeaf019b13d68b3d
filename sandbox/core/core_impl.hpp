#pragma once
#include "sandbox/core/clock.hpp"
#include "sandbox/core/clock_followers.hpp"
#include "sandbox/core/core.hpp"
#include "sandbox/core/faults.hpp"
#include "sandbox/core/request_log.hpp"

#include <deque>
#include <list>
#include <optional>

namespace flexcord::sandbox {

/// What core's source files share.
struct core::impl {
  impl(net::runtime& r, net::http::client& c) : rt(r), http(c), clock(r), followers(r, clock) {}

  /// A caller of GET /_sandbox/events that waits for the next event.
  struct waiter {
    std::uint64_t id, since;
    net::http::responder out;
    net::timer_handle timeout;
  };

  net::runtime& rt;
  net::http::client& http;
  sandbox_clock clock;
  clock_followers followers;
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  fault_list faults;
  request_log requests;
  std::deque<world_event> events;
  std::uint64_t next_event = 1, next_waiter = 1;
  std::list<waiter> waiters;
  std::list<std::shared_ptr<net::websocket::connection>> live;
  std::vector<std::function<void(const world_event&)>> watchers;
  std::vector<std::function<void()>> forgets;

  /// A request to a stand-in: record, injected fault, handler.
  void enter(const std::string& service, const net::http::handler& handle, net::http::incoming in,
             net::http::responder out);
  std::uint64_t happened(std::string kind, boost::json::object data);
  /// Those after `since`, at most 1,000.
  boost::json::object events_after(std::uint64_t since) const;
  bool anything_after(std::uint64_t since) const {
    return !events.empty() && events.back().n > since;
  }
  void answer_waiters();
  void wait_for_events(std::uint64_t since, std::int64_t timeout_ms, net::http::responder out);
  net::websocket::handlers follow(std::shared_ptr<net::websocket::connection> c);
  /// GET, POST /_sandbox/clock and the WebSocket of its followers.
  std::vector<net::http::route> clock_routes();
  void reset();
};

boost::json::object to_json(const world_event& e);

} // namespace flexcord::sandbox
