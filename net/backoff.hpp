#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>

namespace flexcord::net {

/// How long to wait before trying again: `first`, doubled at each failure, never above `cap`.
struct backoff_rules {
  std::chrono::milliseconds first{500};
  std::chrono::milliseconds cap{60000};
};

/// The delay before attempt number `failures` + 1. `random` in [0, 1) comes from the caller, so
/// that tests choose it. Half of the delay is fixed and half is random: callers that failed
/// together do not come back together, and none at once. With `failures` = 0 there is nothing to
/// wait for.
inline std::chrono::milliseconds backoff(const backoff_rules& rules, std::uint32_t failures,
                                         double random) {
  using std::chrono::milliseconds;
  if (failures == 0 || rules.first.count() <= 0) return milliseconds{0};
  auto delay = std::min(rules.first, rules.cap).count();
  for (auto i = 1u; i < failures && delay < rules.cap.count(); ++i)
    delay = delay > rules.cap.count() / 2 ? rules.cap.count() : delay * 2;
  const auto half = static_cast<double>(delay) / 2;
  const auto share = std::clamp(random, 0.0, 1.0);
  return milliseconds{static_cast<milliseconds::rep>(half + half * share)};
}

} // namespace flexcord::net
