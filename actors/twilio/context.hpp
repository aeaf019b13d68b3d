#pragma once
#include "actors/twilio/flex_actor.hpp"
#include "actors/twilio/queue_book.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace flexcord::actors::twilio {

class operation;

/// What all operations of a flex actor share. Thread-safe.
class flex_context {
public:
  explicit flex_context(flex_dependencies d)
      : deps(std::move(d)),
        queues(std::make_shared<queue_book>(deps.rt, deps.twilio)),
        settled_(deps.rt.time().now() + deps.timing.settles_after) {}

  flex_dependencies deps;
  std::shared_ptr<queue_book> queues;

  /// How long from now a request of an earlier life of the node may still take effect.
  milliseconds unsettled() const {
    return std::chrono::duration_cast<milliseconds>(settled_ - deps.rt.time().now());
  }

  void begin(caf::actor_system& system); ///< spawns the helper that asks other actors
  /// Ends every operation without an outcome, and the helper.
  void stop();
  void enter(const std::shared_ptr<operation>& op);
  void leave(operation* op);
  double random(); ///< in [0, 1)
  void count(std::string_view outcome) const {
    if (deps.count) deps.count(outcome);
  }

  /// Runs `work` in the helper's turn; it may send requests from there. Dropped after stop().
  void as_actor(std::function<void(worker_actor::pointer)> work);

  std::optional<net::twilio::worker> known_worker(const std::string& sid);
  void learn_worker(const net::twilio::worker& w);

private:
  struct box {
    worker_actor::pointer self = nullptr; ///< set and used in the helper's turn only
  };
  static worker_actor::behavior_type help(worker_actor::pointer self, std::shared_ptr<box> b);

  const std::chrono::steady_clock::time_point settled_;
  std::mutex mutex_; ///< guards what follows
  bool stopped_ = false;
  worker_actor helper_;
  std::shared_ptr<box> box_ = std::make_shared<box>();
  std::map<operation*, std::weak_ptr<operation>> running_;
  std::map<std::string, net::twilio::worker> workers_;
  std::mt19937_64 random_{std::random_device{}()};
};

} // namespace flexcord::actors::twilio
