#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace flexcord::net::websocket {

/// How a connection ended. `code` is the peer's close code, 0 when the socket went without one (RFC
/// 6455's 1006).
struct close_info {
  std::uint16_t code = 0;
  std::string reason;
  std::string error;  ///< the socket's error text, for logs
  bool opened = true; ///< false when the handshake never completed
};

struct handlers {
  std::function<void()> on_open;
  std::function<void(std::string)> on_text;
  std::function<void(std::string)> on_binary;
  std::function<void(close_info)> on_closed; ///< last callback, exactly once
};

/// One WebSocket. Safe to use from any thread; writes are queued and sent in order. Callbacks come
/// one at a time.
class connection {
public:
  virtual ~connection() = default;
  virtual void send_text(std::string payload) = 0;
  virtual void send_binary(std::string payload) = 0;
  /// Close handshake with `code`; the socket is dropped if the peer does not answer within two
  /// seconds.
  virtual void close(std::uint16_t code, std::string reason) = 0;
  /// Drops the TCP connection at once, without a close frame.
  virtual void drop() = 0;
  /// Stops (true) or resumes reading, so that a peer sees a half-open connection; for the sandbox.
  virtual void pause_reading(bool paused) = 0;
};

} // namespace flexcord::net::websocket
