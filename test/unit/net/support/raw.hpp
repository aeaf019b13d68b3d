#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace flexcord::test {

/// A blocking TCP socket of the test's own, to send what no well-behaved peer sends.
class raw_socket {
public:
  explicit raw_socket(int fd = -1, std::atomic<int>* told = nullptr) : fd_(fd), told_(told) {}
  raw_socket(raw_socket&& other) noexcept : fd_(other.fd_), told_(other.told_) { other.fd_ = -1; }
  raw_socket& operator=(raw_socket&&) = delete;
  ~raw_socket() { close(); }
  static raw_socket connect(std::uint16_t port);

  /// False once the peer does not take it any more.
  bool send(std::string_view bytes);
  /// Reads until `mark` was seen; gives everything read so far and not yet taken, up to and with
  /// the mark. Less when the peer closed.
  std::string read_until(std::string_view mark);
  std::string read_exactly(std::size_t bytes);
  /// Everything until the peer closes.
  std::string read_all();
  bool is_closed_by_peer() { return read_all().empty(); }
  void close();
  void reset(); ///< closes so that the peer sees a connection reset
  void shut_sending();

private:
  bool fill();
  int fd_;
  std::atomic<int>* told_; ///< set to -1 before the socket is closed
  std::string in_;
};

/// Listens on a free loopback port and plays `script` for each connection, one after the other, on
/// its own thread.
class raw_server {
public:
  explicit raw_server(std::function<void(raw_socket&, int nth)> script);
  ~raw_server();
  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path = "/") const;
  int connections() const { return connections_; }

private:
  std::uint16_t port_ = 0;
  int fd_; ///< after port_, which it sets
  std::atomic<int> connections_ = 0;
  std::atomic<int> current_ = -1; ///< the socket being served
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

/// A loopback port on which nobody listens.
std::uint16_t closed_port();

} // namespace flexcord::test
