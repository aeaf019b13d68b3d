#include "net/twilio/retry.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

namespace {

using std::chrono::milliseconds;

constexpr int most_throttled = 5;
constexpr int most_failed = 4;
constexpr milliseconds first_delay{250};
constexpr milliseconds longest_delay{8000};
constexpr milliseconds longest_asked{60000};

milliseconds jittered(int attempt, double random) {
  auto ceiling = std::min(first_delay * (1 << attempt), longest_delay);
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * random));
}

} // namespace

std::optional<milliseconds> next_delay(attempts& so_far, effect e, const failure& f,
                                       double random) {
  bool throttled = f.kind == failure_kind::refused && f.http_status == 429;
  bool untouched = f.kind == failure_kind::unreachable;
  bool retryable = throttled || untouched || (e == effect::repeatable && is_ambiguous(f));
  int& count = throttled ? so_far.throttled : so_far.failed;
  if (!retryable || count >= (throttled ? most_throttled : most_failed)) return std::nullopt;
  auto asked = f.retry_after.value_or(milliseconds(0));
  if (asked > longest_asked) return std::nullopt;
  return std::max(jittered(count++, random), asked);
}

} // namespace flexcord::net::twilio
