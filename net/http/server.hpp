#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"
#include "net/runtime.hpp"
#include "net/websocket/connection.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::net::http {

/// Answers one request, from any thread, once. Destroyed without an answer, it sends 500. Every
/// copy holds its connection, also after the answer, so all must be gone before the runtime is.
class responder {
public:
  struct impl;
  explicit responder(std::shared_ptr<impl> p) : impl_(std::move(p)) {}
  void operator()(response answer) const;
  void operator()(int status, std::string body = {},
                  std::string content_type = "text/plain; charset=utf-8") const;
  /// Drops the connection without an answer (the sandbox's fault injection).
  void drop() const;
  /// A responder that hands its one answer to `answer`, or drop() to `drop`, instead of a
  /// connection: for wrapping a handler. Destroyed without either, it answers 500 like any other.
  static responder to(std::function<void(response)> answer, std::function<void()> drop);

private:
  std::shared_ptr<impl> impl_;
};

using handler = std::function<void(incoming, responder)>;
/// Accepts a WebSocket upgrade: gives the handlers for the new connection (their on_open is not
/// called).
using upgrade_handler =
    std::function<websocket::handlers(const incoming&, std::shared_ptr<websocket::connection>)>;

/// One row of the route table. `path` may have {name} segments, and end in "/*" to match any rest
/// (capture "*"). The first matching row wins; a known path with another method answers 405, an
/// unknown one 404.
struct route {
  std::string method; ///< "*" for any
  std::string path;
  handler handle;
  std::size_t body_limit = 1u << 20; ///< a longer body gets 413 without being read
  upgrade_handler upgrade = {};      ///< set: a WebSocket upgrade on this path is accepted
};

struct server_options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                 ///< 0: any free one; start() tells which
  std::string certificate_file, key_file; ///< PEM; both set: TLS
  std::size_t header_limit = 16u << 10;   ///< beyond: 431
  std::chrono::milliseconds read_timeout{
      10000}; ///< from the first byte of a request to its last: 408
  std::chrono::milliseconds idle_timeout{60000}; ///< keep-alive
  std::size_t max_connections = 1024;            ///< more are answered 503 and closed
  std::function<void(std::string_view reason)>
      on_reject; ///< counts refusals: "oversized", "timeout", "malformed", "connections"
};

/// No handler runs any more once the destructor has returned, so it must not be called from one.
class server {
public:
  server(runtime& rt, server_options options, std::vector<route> routes);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;
  /// Binds and listens; the port in use, or why not.
  result<std::uint16_t> start();
  /// Stops accepting, lets requests in progress finish for `grace`, then closes every connection.
  void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(1000));

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::http
