#include "raw.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace flexcord::test {

namespace {

constexpr int patience_ms = 20000;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  a.sin_port = htons(port);
  return a;
}

int bound_socket(std::uint16_t& port) {
  const auto fd = ::socket(AF_INET, SOCK_STREAM, 0);
  auto a = loopback(0);
  socklen_t size = sizeof a;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&a), size) != 0) throw std::runtime_error("bind");
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&a), &size);
  port = ntohs(a.sin_port);
  return fd;
}

} // namespace

raw_socket raw_socket::connect(std::uint16_t port) {
  raw_socket s(::socket(AF_INET, SOCK_STREAM, 0));
  auto a = loopback(port);
  if (::connect(s.fd_, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0)
    throw std::runtime_error("connect");
  return s;
}

bool raw_socket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool raw_socket::fill() {
  pollfd p{fd_, POLLIN, 0};
  if (::poll(&p, 1, patience_ms) <= 0) throw std::runtime_error("the peer sent nothing");
  char chunk[16384];
  const auto n = ::recv(fd_, chunk, sizeof chunk, 0);
  if (n <= 0) return false;
  in_.append(chunk, static_cast<std::size_t>(n));
  return true;
}

std::string raw_socket::read_until(std::string_view mark) {
  for (;;) {
    if (const auto at = in_.find(mark); at != in_.npos) {
      auto out = in_.substr(0, at + mark.size());
      in_.erase(0, out.size());
      return out;
    }
    if (!fill()) return std::exchange(in_, {});
  }
}

std::string raw_socket::read_exactly(std::size_t bytes) {
  while (in_.size() < bytes && fill()) {
  }
  auto out = in_.substr(0, bytes);
  in_.erase(0, out.size());
  return out;
}

std::string raw_socket::read_all() {
  while (fill()) {
  }
  return std::exchange(in_, {});
}

void raw_socket::close() {
  if (told_ != nullptr) *told_ = -1;
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void raw_socket::reset() {
  linger l{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &l, sizeof l);
  close();
}

void raw_socket::shut_sending() { ::shutdown(fd_, SHUT_WR); }

raw_server::raw_server(std::function<void(raw_socket&, int)> script) : fd_(bound_socket(port_)) {
  ::listen(fd_, 16);
  thread_ = std::thread([this, script = std::move(script)] {
    for (;;) {
      const auto fd = ::accept(fd_, nullptr, nullptr);
      if (fd < 0) return;
      current_ = fd;
      raw_socket s(fd, &current_);
      if (ending_) return;
      try {
        script(s, ++connections_);
      } catch (const std::exception&) {
        // The peer fell silent; the test's own checks say so.
      }
    }
  });
}

raw_server::~raw_server() {
  ending_ = true;
  ::shutdown(fd_, SHUT_RDWR);
  // A script that waits for more from its peer wakes up.
  if (const auto fd = current_.load(); fd >= 0) ::shutdown(fd, SHUT_RDWR);
  thread_.join();
  ::close(fd_);
}

std::string raw_server::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::uint16_t closed_port() {
  std::uint16_t port = 0;
  ::close(bound_socket(port));
  return port;
}

} // namespace flexcord::test
