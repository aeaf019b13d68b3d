#pragma once
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace flexcord::net::http {

/// Up to four pieces written with one system call.
struct write_buffers {
  using value_type = boost::asio::const_buffer;
  using const_iterator = const value_type*;
  std::array<value_type, 4> parts;
  std::size_t count = 0;
  const_iterator begin() const { return parts.data(); }
  const_iterator end() const { return parts.data() + count; }
};

/// A connected byte stream, plain TCP or TLS, behind one type: what reads and writes HTTP or
/// WebSocket frames is compiled once. Not thread-safe: everything happens on the socket's strand.
/// Whoever starts an operation keeps the stream and the memory alive until it completes. One read
/// and one write may be under way at a time.
class stream {
public:
  using error_code = boost::system::error_code;
  using socket = boost::asio::ip::tcp::socket;
  using on_io = std::function<void(error_code, std::size_t)>;
  using on_done = std::function<void(error_code)>;

  explicit stream(socket s);
  stream(socket s, boost::asio::ssl::context& context);
  ~stream();
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  boost::asio::any_io_executor get_executor() { return socket_.get_executor(); }
  bool is_tls() const { return tls_ != nullptr; }

  /// TLS only. The peer's certificate must be valid and issued for `host`.
  void handshake_as_client(const std::string& host, on_done done);
  void handshake_as_server(on_done done);
  /// Why the peer's certificate was not accepted; empty when that was not the reason.
  std::string certificate_problem() const;

  void read_some(boost::asio::mutable_buffer into, on_io done);
  void write_some(const write_buffers& from, on_io done);
  /// Writes all of `data`; `done` gets the number of bytes written also when it failed.
  void write(std::string_view data, on_io done);

  /// False once the peer has closed, or sent bytes nobody asked for. Looks, without taking
  /// anything.
  bool is_quiet();
  /// Closes at once; operations under way complete with operation_aborted.
  void close();
  /// Ends politely: what was written still arrives although the peer may be sending; takes a second
  /// at most.
  static void finish(std::unique_ptr<stream> s);
  std::string remote_address() const;

private:
  struct tls_layer;
  static void drain(std::shared_ptr<stream> s, std::shared_ptr<std::array<char, 4096>> space,
                    std::size_t left);
  void write_rest(std::string_view rest, std::size_t written, on_io done);
  socket socket_;
  std::unique_ptr<tls_layer> tls_;
};

} // namespace flexcord::net::http
