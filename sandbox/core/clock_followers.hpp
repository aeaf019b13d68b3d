#pragma once
#include "net/runtime.hpp"
#include "net/websocket/connection.hpp"
#include "sandbox/core/clock.hpp"

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <set>

namespace flexcord::sandbox {

/// Nodes that take their time from the sandbox, each over a WebSocket. A follower is told
/// {"n","now","rate"} when it comes and at every change, and confirms with {"n"} once it goes by
/// it. Used on the network thread only.
class clock_followers {
public:
  /// How many were to confirm, and how many have.
  using heard = std::function<void(std::size_t followers, std::size_t confirmed)>;

  clock_followers(net::runtime& rt, const sandbox_clock& clock) : rt_(rt), clock_(clock) {}

  /// The handlers of a new follower's connection.
  net::websocket::handlers follow(std::shared_ptr<net::websocket::connection> c);
  /// Tells everybody the time as it is now. `done` runs once all have confirmed or gone, or when
  /// the one that does not answer has been waited for long enough.
  void announce(heard done);
  std::size_t size() const { return followers_.size(); }
  /// Closes every link; who still waits in announce() is not answered.
  void stop();

private:
  struct follower {
    std::uint64_t id;
    std::shared_ptr<net::websocket::connection> link;
  };
  struct round {
    std::uint64_t n;
    std::set<std::uint64_t> missing; ///< ids of followers
    std::size_t confirmed;
    heard done;
    net::timer_handle limit;
  };
  void tell(const follower& f) const;
  void confirmed(std::uint64_t id, std::uint64_t n);
  void gone(std::uint64_t id);
  void give_up(std::uint64_t n);
  void settle();

  net::runtime& rt_;
  const sandbox_clock& clock_;
  std::uint64_t n_ = 0, next_id_ = 1;
  std::list<follower> followers_;
  std::list<round> rounds_;
};

} // namespace flexcord::sandbox
