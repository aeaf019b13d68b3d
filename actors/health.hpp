#pragma once
#include <atomic>
#include <cstdint>

namespace flexcord::actors {

/// What /readyz looks at. Written by those who know, read by network threads.
struct health {
  std::atomic<bool> gateway_ready{false};
  std::atomic<bool> gateway_failed{false}; ///< a fatal close code: only a person can mend it
  std::atomic<bool> token_bad{false};
  std::atomic<bool> stopping{false};
  std::atomic<std::int64_t> webhooks_in_progress{0};
};

} // namespace flexcord::actors
