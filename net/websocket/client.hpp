#pragma once
#include "net/runtime.hpp"
#include "net/websocket/connection.hpp"

#include <chrono>
#include <memory>

namespace flexcord::net::websocket {

struct connect_options {
  std::string user_agent = "flexcord/0.1";
  std::chrono::milliseconds handshake_timeout{30000}; ///< TCP, TLS and upgrade together
  std::size_t max_message = 64u << 20;
};

/// Connects to ws:// or wss:// (TLS 1.2+, certificate and host name checked). All outcomes come
/// through `h`.
std::shared_ptr<connection> connect(runtime& rt, std::string url, connect_options options,
                                    handlers h);

} // namespace flexcord::net::websocket
