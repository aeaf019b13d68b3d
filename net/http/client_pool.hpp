#pragma once
#include "net/http/client_call.hpp"
#include "net/http/client_connection.hpp"
#include "net/http/connector.hpp"

#include <deque>
#include <functional>
#include <list>
#include <set>
#include <string>
#include <vector>

namespace flexcord::net::http {

/// The connections to one (scheme, host, port) and the calls that wait for one. Everything happens
/// on its strand.
class client_pool : public std::enable_shared_from_this<client_pool> {
public:
  /// Gets every call's outcome, on the strand.
  using on_outcome = std::function<void(const call_ptr&, result<response>)>;

  client_pool(runtime::impl& rt, const client_options& options, on_outcome outcome);

  // From any thread.
  void add(call_ptr call);
  void stop();

  // From connections, on the strand.
  void finish(const call_ptr& call, result<response> outcome);
  void released(const std::shared_ptr<client_connection>& connection, bool reusable);
  void lost_idle(const std::shared_ptr<client_connection>& connection);
  /// The connection broke before a byte of the request was written.
  void not_written(const std::shared_ptr<client_connection>& connection, call_ptr call,
                   const std::string& why);

private:
  void enqueue(call_ptr call);
  void serve();
  void start(std::shared_ptr<client_connection> connection);
  void open_connection();
  void connected(std::uint64_t id, result<std::unique_ptr<stream>> outcome);
  void expired(const call_ptr& call);
  void close_idle();
  void watch_idle();
  void sweep();
  bool is_full() const { return busy_.size() + idle_.size() + connecting_.size() >= most_; }

  runtime::impl& rt_;
  client_options options_;
  std::size_t most_;
  on_outcome outcome_;
  strand strand_;
  url_parts to_;
  std::deque<call_ptr> waiting_;
  std::set<std::shared_ptr<client_connection>> busy_;
  std::vector<std::shared_ptr<client_connection>> idle_; ///< the most recently used is last
  std::list<std::pair<std::uint64_t, connector>> connecting_;
  std::uint64_t next_connector_ = 1;
  boost::asio::steady_timer idle_timer_;
  bool idle_watched_ = false, stopped_ = false;
};

} // namespace flexcord::net::http
