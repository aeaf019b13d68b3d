#pragma once
#include "net/http/client_call.hpp"
#include "net/http/parser.hpp"
#include "net/http/stream.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace flexcord::net::http {

class client_pool;

/// One connection of a pool. It always has a read under way, so that an idle connection closed by
/// the peer leaves the pool at once instead of failing the next request.
class client_connection : public std::enable_shared_from_this<client_connection> {
public:
  using clock = std::chrono::steady_clock;

  client_connection(std::unique_ptr<stream> s, std::weak_ptr<client_pool> pool);

  void open() { read(); }
  /// Sends the call's request; the connection must be idle.
  void start(call_ptr call, std::string_view user_agent);
  /// Closes; the call it had, if any, is left to the caller.
  void close();
  /// False when the peer has closed it, even if that is not yet known here.
  bool is_usable() { return !closed_ && stream_->is_quiet(); }
  const call_ptr& call() const { return call_; }
  bool was_used() const { return used_; }
  clock::time_point idle_until{};
  /// How long the peer keeps an idle connection, when it said so.
  std::optional<std::chrono::seconds> peer_keeps_idle() const { return peer_keeps_idle_; }

private:
  void read();
  void on_read(boost::system::error_code ec, std::size_t n);
  void on_written(boost::system::error_code ec, std::size_t n);
  void parse();
  bool on_header(); ///< false: the answer was only a preliminary one
  void peer_gone();
  void complete();
  void give_up(failure f);

  std::unique_ptr<stream> stream_;
  std::weak_ptr<client_pool> pool_; ///< gone after the client was stopped
  call_ptr call_;
  std::unique_ptr<parser> parser_;
  std::array<char, 16384> chunk_;
  std::string in_, out_;
  std::size_t written_ = 0;
  boost::system::error_code write_error_, read_error_;
  std::optional<std::chrono::seconds> peer_keeps_idle_;
  bool writing_ = false, closed_ = false, used_ = false;
};

} // namespace flexcord::net::http
