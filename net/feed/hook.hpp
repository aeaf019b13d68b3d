#pragma once
#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// What an automation asks to announce.
struct hook_post {
  std::string key;   ///< its idempotency key; empty when it gave none
  std::string title; ///< plain text of one line
  std::string text;  ///< Discord Markdown that pings nobody
  std::string url;   ///< http or https, empty when none
  std::string image; ///< the same
  std::string print; ///< 32 hexadecimal digits made of all of them
  friend bool operator==(const hook_post&, const hook_post&) = default;
};

inline constexpr std::size_t longest_hook_key = 128; ///< bytes
inline constexpr std::size_t hook_body_limit = 64u << 10;

/// The seal of a call whose X-Flexcord-Signature is right for this key, body and time (Unix
/// seconds, five minutes' tolerance): the same for every spelling of the header, so that a replay
/// is known again. Nothing when the signature is wrong or old, or the key empty.
std::optional<std::string> hook_seal(std::string_view key, std::string_view header,
                                     std::int64_t now_unix_seconds, std::string_view body);

/// Which member is wrong and how; quotes nothing of the body.
struct hook_problem {
  std::string what;
};

/// The body of POST /hooks/announcements: a JSON object with "title" and "text" (one of them is
/// needed), "url", "image" and "id" (the idempotency key, unless `header_key`, the header
/// Idempotency-Key, names it). Unknown members are refused, so that a slip is noticed.
boost::system::result<hook_post, hook_problem> parse_hook(std::string_view body,
                                                          std::string_view header_key);

/// Called by boost::system::result::value() on a problem; our code tests first.
[[noreturn]] void throw_exception_from_error(const hook_problem& p, const boost::source_location&);

} // namespace flexcord::net::feed
