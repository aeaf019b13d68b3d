#pragma once
#include "net/http/message.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace flexcord::sandbox::discord {

/// Which of Discord's limits a route shares. POST and PATCH of messages have one hash but count
/// apart, by method.
enum class bucket { none, messages, message_delete, webhooks, typing, dms, crosspost, other };

struct rate_settings {
  bool enforce = true; ///< false: headers only, never a 429
  std::int64_t message_limit = 5, message_window_ms = 5'000;
  std::int64_t global = 50;            ///< requests a second
  std::int64_t invalid_limit = 10'000; ///< 401, 403 and 429 in ten minutes before the block
};

/// Discord's rate limits: fixed windows per (hash, method, major parameter), a global one, and the
/// block of those who send too many invalid requests. Pure: the time is given.
class rate_limiter {
public:
  rate_settings settings;
  struct verdict {
    net::http::fields headers;                  ///< to add to whatever is answered
    std::optional<net::http::response> refusal; ///< set: answer this
  };
  verdict ask(bucket b, const std::string& method, const std::string& major, bool counts_globally,
              std::int64_t now_ms);
  /// A 401, 403 or 429 went out.
  void invalid(std::int64_t now_ms);
  /// The edge's answer while the sender is blocked.
  std::optional<net::http::response> blocked(std::int64_t now_ms) const;
  void forget();

private:
  struct window {
    std::int64_t until_ms = 0, used = 0;
  };
  std::map<std::string, window> windows_;
  window global_, invalid_;
};

} // namespace flexcord::sandbox::discord
