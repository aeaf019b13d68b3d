#pragma once
#include "net/websocket/connection.hpp"
#include "sandbox/discord/gateway_server.hpp"
#include "sandbox/discord/zlib_stream.hpp"

#include <boost/json/object.hpp>

namespace flexcord::sandbox::discord {

/// One gateway connection: hello, heartbeats, Identify or Resume, the rules a client must keep.
class gateway_link : public std::enable_shared_from_this<gateway_link> {
public:
  gateway_link(gateway_server& server, std::shared_ptr<net::websocket::connection> c,
               bool compressed);
  /// Hello; or close with `refusal` when the connection's parameters are wrong.
  void start(int refusal);
  void received(const std::string& text);
  void closed(int code);
  void send(const std::string& text);
  void close(int code, const std::string& reason);
  void drop();
  /// Stops reading and writing but keeps the socket.
  void freeze();
  /// Belongs to no session any more; the connection stays.
  void detach() { session_id.clear(); }
  std::string session_id; ///< empty before Identify

private:
  void heartbeat();
  void identify(const boost::json::object& d);
  void resume(const boost::json::object& d);
  void members(const boost::json::object& d);
  void invalid_session(bool resumable);
  bool too_many();
  void watch_heart();
  gateway_server& server_;
  std::shared_ptr<net::websocket::connection> connection_;
  std::unique_ptr<zlib_stream> zlib_;
  std::deque<std::int64_t> recent_; ///< when the last minute's payloads came
  net::timer_handle heart_;
  bool frozen_ = false, closing_ = false;
};

} // namespace flexcord::sandbox::discord
