#include "test/unit/store/proxy.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace flexcord::store {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(static_cast<std::uint16_t>(port));
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return a;
}

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Length of the first whole message of the server's; 0 when it is not there yet.
std::size_t first_message(std::string_view bytes) {
  if (bytes.size() < 5) return 0;
  std::size_t length = 0;
  for (std::size_t i = 1; i < 5; ++i) length = length << 8 | static_cast<unsigned char>(bytes[i]);
  return bytes.size() > length ? length + 1 : 0;
}

} // namespace

proxy::proxy(std::string server_port) : server_port_(std::move(server_port)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto any = loopback(0);
  socklen_t size = sizeof any;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&any), size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&any), &size) != 0 || pipe(wake_) != 0)
    std::abort();
  port_ = std::to_string(ntohs(any.sin_port));
  thread_ = std::thread{[this] { serve(); }};
}

proxy::~proxy() {
  {
    std::lock_guard lock{mutex_};
    stop_ = true;
  }
  if (::write(wake_[1], "x", 1) != 1) std::abort();
  thread_.join();
  for (auto& l : lines_) close(l.client), close(l.server);
  for (int fd : {listener_, wake_[0], wake_[1]}) close(fd);
}

void proxy::fail(fault f, int pass) {
  std::lock_guard lock{mutex_};
  fault_ = f;
  pass_ = pass;
  failed_ = false;
}

void proxy::break_all() {
  down_ = true;
  for (auto& l : lines_) l.broken = true;
}

void proxy::down() {
  std::lock_guard lock{mutex_};
  break_all();
  if (::write(wake_[1], "x", 1) != 1) std::abort();
}

void proxy::then_down() {
  std::lock_guard lock{mutex_};
  then_down_ = true;
}

void proxy::up() {
  std::lock_guard lock{mutex_};
  down_ = false;
}

void proxy::release() {
  std::unique_lock lock{mutex_};
  for (auto& l : lines_) write_all(l.server, std::exchange(l.held, {}));
  changed_.wait(lock, [this] { return answered_; });
}

bool proxy::failed() {
  std::lock_guard lock{mutex_};
  return failed_;
}

void proxy::happened() {
  failed_ = true;
  fault_ = fault::none;
  if (std::exchange(then_down_, false)) break_all();
}

void proxy::serve() {
  for (;;) {
    std::vector<pollfd> all = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    for (auto& l : lines_) {
      all.push_back({l.client, POLLIN, 0});
      all.push_back({l.server, POLLIN, 0});
    }
    poll(all.data(), all.size(), -1);
    std::lock_guard lock{mutex_};
    if (stop_) return;
    char c;
    if (all[1].revents != 0 && ::read(wake_[0], &c, 1) != 1) return;
    std::size_t at = 2;
    for (auto& l : lines_) {
      if (all[at++].revents != 0 && !l.broken) from_client(l);
      if (all[at++].revents != 0 && !l.broken) from_server(l);
    }
    for (auto& l : lines_)
      if (l.broken) close(l.client), close(l.server);
    lines_.remove_if([](const line& l) { return l.broken; });
    if (all[0].revents != 0) accept_one();
  }
}

void proxy::accept_one() {
  const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto to = loopback(std::stoi(server_port_));
  if (!down_ && connect(server, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
    const int on = 1;
    for (int fd : {client, server}) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto& l = lines_.emplace_back();
    l.client = client;
    l.server = server;
  } else {
    close(client), close(server);
  }
}

void proxy::from_client(line& l) {
  char buffer[65536];
  const auto n = recv(l.client, buffer, sizeof buffer, 0);
  if (n <= 0) {
    // What is held outlives a client that gives up.
    l.broken = l.held.empty();
    close(std::exchange(l.client, -1));
    return;
  }
  const std::string bytes{buffer, static_cast<std::size_t>(n)};
  if (!l.held.empty()) {
    l.held += bytes;
  } else if (pass_ == 0 && fault_ == fault::before) {
    l.broken = true;
    happened();
  } else if (pass_ == 0 && fault_ == fault::held) {
    l.held = bytes;
    l.swallow = true;
    happened();
  } else {
    write_all(l.server, bytes);
  }
}

void proxy::from_server(line& l) {
  char buffer[65536];
  const auto n = recv(l.server, buffer, sizeof buffer, 0);
  if (n <= 0) {
    l.broken = true;
    return;
  }
  l.answer.append(buffer, static_cast<std::size_t>(n));
  for (auto size = first_message(l.answer); size > 0 && !l.broken; size = first_message(l.answer)) {
    message(l, l.answer.substr(0, size));
    l.answer.erase(0, size);
  }
}

void proxy::message(line& l, const std::string& bytes) {
  const bool end = bytes.front() == 'Z';
  const bool now = pass_ == 0 && !l.swallow;
  if (now && fault_ == fault::within && !std::exchange(l.begun, true))
    write_all(l.client, bytes.substr(0, 3));
  if (now && fault_ >= fault::after && fault_ <= fault::silent) {
    // Until the end of the exchange, so that the server has done all of it.
    if (!end) return;
    l.swallow = true;
    l.broken = fault_ != fault::silent;
    return happened();
  }
  if (end && l.swallow) {
    answered_ = true;
    changed_.notify_all();
  }
  if (!l.swallow) write_all(l.client, bytes);
  if (end && pass_ > 0) --pass_;
}

} // namespace flexcord::store
