#pragma once
#include "net/http/message.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::discord {

/// What one HTTP answer says about rate limits.
struct rate_limit_answer {
  enum class scope { user, global, shared };
  int status = 0;
  std::string bucket; ///< opaque hash; empty when not told
  std::optional<std::uint32_t> limit, remaining;
  std::optional<std::chrono::milliseconds> reset_after;
  // 429 only:
  scope who = scope::user;
  bool ban = false;                  ///< Cloudflare speaks, not Discord's API
  std::chrono::milliseconds wait{0}; ///< how long to wait; with `ban` 0 when not told
};

/// Reads headers and, of a 429, the body. A 429 is a ban only when it has neither `retry_after` nor
/// a Via header.
rate_limit_answer read_rate_limit(int status, const http::fields& headers, std::string_view body);

} // namespace flexcord::net::discord
