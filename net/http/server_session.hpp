#pragma once
#include "net/http/parser.hpp"
#include "net/http/router.hpp"
#include "net/http/stream.hpp"
#include "net/http/wire.hpp"
#include "net/runtime_impl.hpp"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace flexcord::net::http {

class server_session;

/// What the sessions of a server share; it outlives the server while one of them lives.
struct server_core {
  server_options options;
  std::vector<route> routes;
  std::atomic<bool> stopping = false;
  /// Held shared while a handler runs; the server's destructor takes it alone, so that no handler
  /// runs afterwards.
  std::shared_mutex handlers;
  bool handlers_gone = false; ///< under `handlers`

  std::mutex mutex;
  std::size_t next_id = 1;
  std::size_t rejecting = 0; ///< connections being answered 503
  struct member {
    std::weak_ptr<server_session> session;
    std::weak_ptr<websocket::connection> socket; ///< after an upgrade
  };
  std::map<std::size_t, member> members;
  std::function<void()> on_empty; ///< called when the last member has gone; set by stop()

  void rejected(std::string_view reason) const {
    if (options.on_reject) options.on_reject(reason);
  }
};

/// A connection's place among max_connections; freed when the last owner goes.
class connection_place {
public:
  static std::shared_ptr<connection_place> take(const std::shared_ptr<server_core>& core);
  ~connection_place();
  void holds(std::weak_ptr<server_session> session);
  void holds(std::weak_ptr<websocket::connection> socket);

private:
  connection_place(std::shared_ptr<server_core> core, std::size_t id) : core_(core), id_(id) {}
  std::shared_ptr<server_core> core_;
  std::size_t id_;
};

/// One connection of the server: reads a request, hands it to its route, writes the answer, and so
/// on.
class server_session : public std::enable_shared_from_this<server_session> {
public:
  using clock = std::chrono::steady_clock;

  server_session(std::shared_ptr<server_core> core, std::shared_ptr<connection_place> place,
                 std::unique_ptr<stream> s, const strand& where);

  // From any thread.
  void start();
  void answer(response r);
  void drop();
  /// Closes now when idle, else after the request in progress.
  void close_when_idle();

private:
  enum class phase { handshake, idle, reading, handling, writing, closed };
  void arm(std::chrono::milliseconds limit);
  void watch();
  void on_deadline();
  void next_request();
  void read();
  void parse();
  bool on_header();
  void dispatch();
  bool upgrade(incoming& request);
  incoming make_incoming();
  void send(response r);
  void refuse(int status, std::string_view reason);
  void write_out(bool last);
  void close();

  std::shared_ptr<server_core> core_;
  std::shared_ptr<connection_place> place_;
  std::unique_ptr<stream> stream_;
  strand strand_;
  boost::asio::steady_timer timer_;
  clock::time_point deadline_ = clock::time_point::max();
  clock::time_point timer_at_ =
      clock::time_point::max(); ///< when the timer really fires; max: not armed
  phase phase_ = phase::handshake;
  std::unique_ptr<parser> parser_;
  route_match match_;
  std::array<char, 8192> chunk_;
  std::string in_, out_;
  bool last_request_ = false, head_only_ = false;
  int version_ = 11;
};

/// One request's way back.
struct responder::impl {
  explicit impl(std::shared_ptr<server_session> s) : session(std::move(s)) {}
  impl(std::function<void(response)> a, std::function<void()> d)
      : to_answer(std::move(a)), to_drop(std::move(d)) {}
  ~impl();
  void answer(response r);
  void drop();
  std::shared_ptr<server_session> session; ///< null: the two functions stand in for it
  std::function<void(response)> to_answer;
  std::function<void()> to_drop;
  std::atomic<bool> used = false;
};

} // namespace flexcord::net::http
