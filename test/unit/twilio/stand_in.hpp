#pragma once
#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace flexcord::test {

/// A server on loopback that gives scripted answers in order and remembers what it was asked.
/// Without a script left it answers 599, so that a call too many shows.
class stand_in {
public:
  struct reaction {
    net::http::response answer;
    bool drop = false; ///< close the connection instead
    bool hold = false; ///< never answer
  };

  explicit stand_in(net::runtime& rt) {
    net::http::route all;
    all.method = "*";
    all.path = "/*";
    all.body_limit = 16u << 20;
    all.handle = [this](net::http::incoming req, net::http::responder respond) {
      take(std::move(req), std::move(respond));
    };
    server_ = std::make_unique<net::http::server>(rt, net::http::server_options{},
                                                  std::vector<net::http::route>{all});
    auto port = server_->start();
    origin_ = "http://127.0.0.1:" + std::to_string(port ? *port : 0);
  }

  void answer(int status, std::string body, std::string type = "application/json",
              net::http::fields more = {}) {
    more.set("Content-Type", std::move(type));
    add({{status, std::move(more), std::move(body)}});
  }
  void add(reaction r) {
    std::lock_guard lock(mutex_);
    script_.push_back(std::move(r));
  }
  const std::string& origin() const { return origin_; }
  std::vector<net::http::incoming> seen() const {
    std::lock_guard lock(mutex_);
    return seen_;
  }
  /// The request at `index`, an empty one when there was none.
  net::http::incoming seen(std::size_t index) const {
    std::lock_guard lock(mutex_);
    return index < seen_.size() ? seen_[index] : net::http::incoming{};
  }
  void stop() {
    server_->stop(std::chrono::milliseconds(0));
    std::lock_guard lock(mutex_);
    held_.clear();
  }

private:
  void take(net::http::incoming req, net::http::responder respond) {
    reaction r;
    r.answer = {599, {}, "unexpected"};
    {
      std::lock_guard lock(mutex_);
      seen_.push_back(std::move(req));
      if (!script_.empty()) {
        r = std::move(script_.front());
        script_.pop_front();
      }
      if (r.hold) {
        held_.push_back(std::move(respond));
        return;
      }
    }
    if (r.drop) return respond.drop();
    respond(std::move(r.answer));
  }

  mutable std::mutex mutex_;
  std::deque<reaction> script_;
  std::vector<net::http::incoming> seen_;
  std::vector<net::http::responder> held_;
  std::string origin_;
  std::unique_ptr<net::http::server> server_;
};

/// Runs `start` with a callback and waits for its result. The deadline only ends a test that has
/// failed.
template <class T, class Start>
net::result<T> wait_for(Start start) {
  auto promise = std::make_shared<std::promise<net::result<T>>>();
  auto future = promise->get_future();
  start([promise](net::result<T> r) { promise->set_value(std::move(r)); });
  if (future.wait_for(std::chrono::seconds(20)) != std::future_status::ready)
    return net::failure{net::failure_kind::timed_out, 0, 0, {}, "the callback never ran"};
  return future.get();
}

/// A network with a stand-in and a client.
struct network {
  net::runtime rt;
  stand_in peer{rt};
  net::http::client client{rt};

  ~network() {
    client.stop();
    peer.stop();
    rt.stop();
  }
};

} // namespace flexcord::test
