#pragma once
#include "net/http/client.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>

namespace flexcord::test {

/// Only a limit for failures; nothing waits this long when all is well.
constexpr auto patience = std::chrono::seconds(20);

/// A value that a network thread will give. set() may be called again; only the first counts.
template <class T>
class awaited {
public:
  void set(T value) const {
    try {
      state_->promise.set_value(std::move(value));
    } catch (const std::future_error&) {
      // Already set.
    }
  }
  T get() const {
    if (state_->future.wait_for(patience) != std::future_status::ready)
      throw std::runtime_error("what the test waits for never came");
    return state_->future.get();
  }
  bool is_set() const {
    return state_->future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }

private:
  struct state {
    std::promise<T> promise;
    std::shared_future<T> future = promise.get_future().share();
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

inline awaited<net::result<net::http::response>> send(net::http::client& c, net::http::request req,
                                                      net::http::call_options options = {}) {
  awaited<net::result<net::http::response>> out;
  c.send(std::move(req), std::move(options), [out](auto r) { out.set(std::move(r)); });
  return out;
}

inline net::result<net::http::response> call(net::http::client& c, net::http::request req,
                                             net::http::call_options options = {}) {
  return send(c, std::move(req), std::move(options)).get();
}

/// The kind of a failure as text, or "HTTP <status>": reads well in a failed check.
inline std::string verdict(const net::result<net::http::response>& r) {
  return r ? "HTTP " + std::to_string(r->status) : net::to_string(r.error().kind);
}

} // namespace flexcord::test
