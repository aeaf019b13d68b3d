#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "config/settings.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <array>
#include <functional>

namespace flexcord::actors {

/// What is too old at that moment.
store::forget_before too_old(const config::retention_settings& kept, conversation::millis now);

struct retention_tools {
  net::runtime* rt = nullptr;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  config::retention_settings kept;
};

/// Deletes what is old: now and then a pass over the store, a page at a time, with a pause behind
/// each, so that a commit waits for one page at most. Which row may go is the store's matter
/// (store/retention.hpp). Failure modes: a store that fails ends the pass, the next one begins
/// anew. Debugging: "pass-ended" log lines, flexcord_forgotten_rows_total.
class retention_state {
public:
  static inline const char* name = "flexcord.retention";
  retention_state(worker_actor::pointer self, retention_tools tools, journal_actor journal);
  worker_actor::behavior_type make_behavior();

private:
  void begin_pass();
  void next_page(store::forget_place from);
  void end_pass();
  void later(std::chrono::milliseconds delay, std::function<void()> work);

  worker_actor::pointer self_;
  worker_actor me_;
  retention_tools tools_;
  journal_actor journal_;
  store::forget_before limits_;
  std::array<std::uint64_t, static_cast<std::size_t>(store::last_forgettable) + 1> gone_{};
  net::timer_handle timer_;
};

using retention_impl = worker_actor::stateful_impl<retention_state>;

} // namespace flexcord::actors
