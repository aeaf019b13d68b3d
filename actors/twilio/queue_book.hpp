#pragma once
#include "actors/twilio/queue_place.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors::twilio {

/// Reads how queues stand. All who wait in one queue share a reading for a while, so that many who
/// wait cost Twilio no more requests than one. Thread-safe.
class queue_book : public std::enable_shared_from_this<queue_book> {
public:
  using answer = std::function<void(const std::optional<queue_view>&)>;
  queue_book(net::runtime& rt, net::twilio::rest& twilio) : rt_(rt), twilio_(twilio) {}

  /// `done` runs once, on any thread, maybe at once; with nothing when the queue cannot be read.
  /// It does not run when the process stops. A reading from before the task came is soon too old.
  void ask(const std::string& queue_sid, const std::string& task_sid, answer done);

private:
  struct entry {
    std::optional<queue_view> view;
    std::optional<std::chrono::steady_clock::time_point> read; ///< when; failures count too
    std::vector<answer> asking;                                ///< not empty: it is being read
  };
  void read_tasks(const std::string& queue_sid);
  void read_figures(const std::string& queue_sid, queue_view view);
  void told(const std::string& queue_sid, std::optional<queue_view> view);

  net::runtime& rt_;
  net::twilio::rest& twilio_;
  std::mutex mutex_;
  std::map<std::string, entry> queues_; ///< under mutex_
};

} // namespace flexcord::actors::twilio
