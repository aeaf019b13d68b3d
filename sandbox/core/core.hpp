#pragma once
#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::sandbox {

/// One thing that happened in the sandbox's world, numbered from 1. Kinds: "discord.message",
/// "discord.edit", "discord.delete", "discord.interaction", "discord.typing", "discord.gateway",
/// "twilio.conversation", "twilio.participant", "twilio.message", "twilio.task", "twilio.channel",
/// "twilio.hook", "twilio.studio", "sandbox.mode".
struct world_event {
  std::uint64_t n = 0;
  std::int64_t at = 0;
  std::string kind;
  boost::json::object data;
};

/// What every stand-in shares: the clock, the record of events and requests, the faults, the way
/// out over HTTP. The sandbox runs on one network thread; everything here is called on that thread
/// only, so nothing locks.
class core {
public:
  struct impl;
  core(net::runtime& rt, net::http::client& client);
  ~core();
  core(const core&) = delete;
  core& operator=(const core&) = delete;

  net::runtime& rt();
  net::http::client& http();

  /// Milliseconds since the Unix epoch by the sandbox's clock (real time, moved on and made faster
  /// by POST /_sandbox/clock).
  std::int64_t now_ms() const;
  /// Runs `work` when the sandbox's clock has moved on by `ms`: in real time, or earlier when the
  /// clock is advanced.
  void after(std::int64_t ms, std::function<void()> work);

  /// "http://127.0.0.1:PORT" / "ws://127.0.0.1:PORT"; valid once the server listens.
  std::string http_base() const;
  std::string ws_base() const;
  void listening_on(std::string host, std::uint16_t port);

  std::uint64_t happened(std::string kind, boost::json::object data);
  /// Is told every event as it happens (the page's live connection, long polls).
  void watch(std::function<void(const world_event&)> watcher);
  /// Ends waiting callers and timers, and starts none any more, so that the runtime can stop at
  /// once. From any thread.
  void stop();

  /// Called on POST /_sandbox/reset: every stand-in forgets its world.
  void on_reset(std::function<void()> forget);

  /// A route of a stand-in: the request is recorded (service, method, target, headers, body,
  /// status, answer), injected faults are applied, then the handler runs.
  net::http::route serve(std::string service, std::string method, std::string path,
                         net::http::handler handle, std::size_t body_limit = 26u << 20);

  /// The fault for an outgoing hook, if one is injected: "" none, "lose", "duplicate",
  /// "bad_signature", "late", "reorder".
  std::string hook_fault(std::string_view hook, std::string_view event);

  /// The control API's own routes (faults, requests, events, clock, reset).
  std::vector<net::http::route> control_routes();

private:
  std::unique_ptr<impl> impl_;
};

/// Shorthands for JSON answers.
void answer_json(const net::http::responder& r, int status, const boost::json::value& body);
/// The body as an object; an empty object when it is empty, null when it is not one.
const boost::json::object* read_json(const net::http::incoming& in, boost::json::value& storage);

} // namespace flexcord::sandbox
