#include "net/http/client_pool.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace flexcord::net::http {

namespace asio = boost::asio;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

namespace {

constexpr int most_stale_connections = 3;

} // namespace

client_pool::client_pool(runtime::impl& rt, const client_options& options, on_outcome outcome)
    : rt_(rt),
      options_(options),
      most_(std::max<std::size_t>(options.connections_per_host, 1)),
      outcome_(std::move(outcome)),
      strand_(rt.make_strand()),
      idle_timer_(strand_) {}

void client_pool::add(call_ptr call) {
  asio::post(strand_, [self = shared_from_this(), call = std::move(call)]() mutable {
    self->enqueue(std::move(call));
  });
}

void client_pool::enqueue(call_ptr call) {
  if (stopped_) return finish(call, make_failure(failure_kind::stopped, "shutting down"));
  if (waiting_.size() >= options_.waiting_per_host)
    return finish(call,
                  make_failure(failure_kind::unreachable, "too many calls wait for this host"));
  call->timer = std::make_unique<asio::steady_timer>(strand_, call->deadline);
  call->timer->async_wait([self = shared_from_this(), weak = std::weak_ptr(call)](error_code ec) {
    if (auto still = weak.lock(); still && !ec) self->expired(still);
  });
  to_ = call->url;
  waiting_.push_back(std::move(call));
  serve();
}

void client_pool::serve() {
  while (!waiting_.empty() && !idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (clock::now() >= connection->idle_until || !connection->is_usable()) {
      connection->close();
      continue;
    }
    start(std::move(connection));
  }
  while (waiting_.size() > connecting_.size() && !is_full()) open_connection();
}

void client_pool::start(std::shared_ptr<client_connection> connection) {
  auto call = std::move(waiting_.front());
  waiting_.pop_front();
  busy_.insert(connection);
  connection->start(std::move(call), options_.user_agent);
}

void client_pool::open_connection() {
  const auto id = next_connector_++;
  connecting_.emplace_back(id, connector{});
  connecting_.back().second = connect(
      rt_, strand_, to_, options_.connect_timeout,
      [weak = weak_from_this(), id](result<std::unique_ptr<stream>> outcome) {
        if (auto self = weak.lock()) self->connected(id, std::move(outcome));
      },
      options_.may_connect);
}

void client_pool::connected(std::uint64_t id, result<std::unique_ptr<stream>> outcome) {
  connecting_.remove_if([&](auto& c) { return c.first == id; });
  if (!outcome) {
    if (!waiting_.empty()) {
      auto call = std::move(waiting_.front());
      waiting_.pop_front();
      finish(call, outcome.error());
    }
    serve();
    return;
  }
  auto connection = std::make_shared<client_connection>(std::move(*outcome), shared_from_this());
  connection->open();
  // A new TLS connection may already have unread session tickets: it is not asked whether it is
  // quiet.
  if (!waiting_.empty()) return start(std::move(connection));
  connection->idle_until = clock::now() + options_.idle_timeout;
  idle_.push_back(std::move(connection));
  watch_idle();
}

void client_pool::released(const std::shared_ptr<client_connection>& connection, bool reusable) {
  busy_.erase(connection);
  if (reusable && !stopped_) {
    auto keep = options_.idle_timeout;
    // A second less than the peer keeps it: closing first avoids the race.
    if (const auto peer = connection->peer_keeps_idle())
      keep = std::min<std::chrono::milliseconds>(keep, *peer - std::chrono::seconds(1));
    connection->idle_until = clock::now() + keep;
    idle_.push_back(connection);
  } else {
    connection->close();
  }
  serve();
  watch_idle();
}

void client_pool::lost_idle(const std::shared_ptr<client_connection>& connection) {
  std::erase(idle_, connection);
  serve();
}

void client_pool::not_written(const std::shared_ptr<client_connection>& connection, call_ptr call,
                              const std::string& why) {
  busy_.erase(connection);
  // The peer restarted, most likely: the other idle connections are as dead.
  close_idle();
  if (!connection->was_used() || stopped_ || ++call->stale_connections > most_stale_connections) {
    finish(call,
           make_failure(failure_kind::unreachable, "connection lost before the request: " + why));
  } else {
    call->on.reset();
    waiting_.push_front(std::move(call));
  }
  serve();
}

void client_pool::finish(const call_ptr& call, result<response> outcome) {
  if (call->timer) call->timer->cancel();
  outcome_(call, std::move(outcome));
}

void client_pool::expired(const call_ptr& call) {
  if (!call->done) return;
  if (std::erase(waiting_, call) > 0) {
    finish(call, make_failure(failure_kind::unreachable, "no connection before the deadline"));
    return;
  }
  auto connection = call->on.lock();
  if (!connection || connection->call() != call) return;
  busy_.erase(connection);
  connection->close();
  finish(call, make_failure(failure_kind::timed_out, "no complete answer before the deadline"));
  serve();
}

void client_pool::close_idle() {
  for (auto& connection : std::exchange(idle_, {})) connection->close();
}

void client_pool::watch_idle() {
  if (idle_.empty() || idle_watched_ || stopped_) return;
  const auto soonest = std::min_element(
      idle_.begin(), idle_.end(), [](auto& a, auto& b) { return a->idle_until < b->idle_until; });
  idle_watched_ = true;
  idle_timer_.expires_at((*soonest)->idle_until);
  idle_timer_.async_wait([weak = weak_from_this()](error_code ec) {
    if (auto self = weak.lock(); self && !ec) self->sweep();
  });
}

void client_pool::sweep() {
  idle_watched_ = false;
  const auto now = clock::now();
  std::erase_if(idle_, [&](auto& connection) {
    if (connection->idle_until > now) return false;
    connection->close();
    return true;
  });
  watch_idle();
}

void client_pool::stop() {
  asio::post(strand_, [self = shared_from_this()] {
    self->stopped_ = true;
    self->idle_timer_.cancel();
    self->close_idle();
    for (auto& [id, attempt] : self->connecting_) attempt.cancel();
    self->connecting_.clear();
    for (auto& call : std::exchange(self->waiting_, {}))
      self->finish(call, make_failure(failure_kind::stopped, "shutting down"));
    for (auto& connection : std::exchange(self->busy_, {})) {
      const auto call = connection->call();
      connection->close();
      if (call) self->finish(call, make_failure(failure_kind::stopped, "shutting down"));
    }
  });
}

} // namespace flexcord::net::http
