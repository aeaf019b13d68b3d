#pragma once
#include "net/discord/rate_limiter.hpp"

#include <optional>
#include <string>

/// Discord's answers about its limits, and a rate limiter on a fake clock.
namespace limits {

using namespace std::chrono_literals;
using namespace flexcord::net::discord;
using time_point = rate_limiter::time;
using scope = rate_limit_answer::scope;

/// A success that tells the state of its bucket.
inline rate_limit_answer ok(std::string bucket, std::uint32_t limit, std::uint32_t remaining,
                            time_point reset) {
  return {.status = 200,
          .bucket = std::move(bucket),
          .limit = limit,
          .remaining = remaining,
          .reset_after = reset};
}
/// An answer that says nothing about limits.
inline rate_limit_answer plain(int status) {
  return {.status = status, .bucket = {}, .limit = {}, .remaining = {}, .reset_after = {}};
}
/// 429 by Discord.
inline rate_limit_answer refusal(rate_limit_answer::scope who, time_point wait,
                                 std::optional<std::uint32_t> remaining = 0) {
  return {.status = 429,
          .bucket = {},
          .limit = {},
          .remaining = remaining,
          .reset_after = {},
          .who = who,
          .ban = false,
          .wait = wait};
}
/// 429 by Cloudflare.
inline rate_limit_answer ban(time_point wait = 0ms) {
  auto a = plain(429);
  a.ban = true;
  a.wait = wait;
  return a;
}

/// A limiter on a fake clock; requests are numbered as they come.
struct world {
  rate_limiter limiter{{}};
  time_point now{1'000'000};
  std::uint64_t last = 0;
  std::optional<time_point> ask_at;
  std::string reasons;

  std::uint64_t submit(limited_request r) {
    r.id = ++last;
    limiter.submit(std::move(r), now);
    return last;
  }
  std::uint64_t message(std::string channel, priority p = priority::bot) {
    return submit({.id = 0,
                   .method = "POST",
                   .route = "/channels/{channel}/messages",
                   .major = std::move(channel),
                   .level = p,
                   .exempt = false,
                   .ordered = true});
  }
  std::uint64_t removal(std::string channel) {
    return submit({.id = 0,
                   .method = "DELETE",
                   .route = "/channels/{channel}/messages/{message}",
                   .major = std::move(channel)});
  }
  std::uint64_t callback(std::string token) {
    return submit({.id = 0,
                   .method = "POST",
                   .route = "/interactions/{interaction}/{token}/callback",
                   .major = std::move(token),
                   .level = priority::live_agent,
                   .exempt = true});
  }
  std::string go() {
    auto d = limiter.decide(now);
    ask_at = d.ask_at;
    std::string out;
    reasons.clear();
    for (const auto& g : d.go) {
      out += (out.empty() ? "" : " ") + std::to_string(g.id);
      reasons += (reasons.empty() ? "" : " ") + std::string{g.reason.empty() ? "-" : g.reason};
    }
    return out;
  }
  bool again(std::uint64_t id, const rate_limit_answer& a) {
    return limiter.answered(id, a, now) == rate_limiter::verdict::again;
  }
};

} // namespace limits
