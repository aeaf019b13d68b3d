#pragma once
#include "net/result.hpp"

#include <chrono>
#include <optional>

namespace flexcord::net::twilio {

/// What may be done when it is not known whether a call was processed.
enum class effect {
  repeatable, ///< a read, an update, a removal: the same call again does no harm
  creates,    ///< once more could make a second one: the caller looks first
};

/// The attempts of one call that failed so far.
struct attempts {
  int throttled = 0; ///< answered 429
  int failed = 0;    ///< 5xx, reset, time-out, unreachable
};

/// How long to wait before the next attempt, or nothing to give up. `random` is in [0, 1).
/// 429 was not processed: 5 times whatever the call. Unreachable was not processed either: 4 times.
/// 5xx, reset and time-out: 4 times for repeatable calls. Delays are 0.25 s x 2^n with full jitter,
/// at most 8 s, and never less than the service asked for; a service that asks for more than a
/// minute is left to the caller.
std::optional<std::chrono::milliseconds> next_delay(attempts& so_far, effect e, const failure& f,
                                                    double random);

} // namespace flexcord::net::twilio
