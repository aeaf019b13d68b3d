#include "net/http/ascii.hpp"
#include "net/twilio/crypto.hpp"
#include "net/twilio/webhook.hpp"

#include <charconv>

namespace flexcord::net::twilio {

namespace {

/// Longer headers are refused unread.
constexpr std::size_t longest_header = 1024;

std::string seal(std::string_view key, std::int64_t at, std::string_view body) {
  return hmac_sha256(key, std::to_string(at) + "." + std::string(body));
}

std::string written(std::int64_t at, std::string_view seal) {
  return "t=" + std::to_string(at) + ",v1=" + to_hex(seal);
}

} // namespace

std::string flexcord_signature(std::string_view key, std::int64_t unix_seconds,
                               std::string_view body) {
  return written(unix_seconds, seal(key, unix_seconds, body));
}

std::optional<std::string> checked_flexcord_signature(std::string_view key, std::string_view header,
                                                      std::int64_t now_unix_seconds,
                                                      std::string_view body,
                                                      std::int64_t tolerance_seconds) {
  if (key.empty() || header.size() > longest_header) return std::nullopt;
  std::int64_t at = -1;
  std::vector<std::string> seals;
  while (!header.empty()) {
    auto comma = header.find(',');
    auto part = http::trim(header.substr(0, comma));
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
    if (part.starts_with("t=")) {
      auto value = part.substr(2);
      auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), at);
      if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
    } else if (part.starts_with("v1=")) {
      auto bytes = from_hex(part.substr(3));
      if (!bytes) return std::nullopt;
      seals.push_back(*bytes);
    }
  }
  // Both are far from the ends of the range once `at` is not negative, so the difference cannot
  // overflow.
  if (at < 0 || now_unix_seconds < 0) return std::nullopt;
  auto age = now_unix_seconds - at;
  if (age > tolerance_seconds || age < -tolerance_seconds) return std::nullopt;
  auto right = seal(key, at, body);
  bool valid = false;
  for (const auto& s : seals)
    if (same_bytes(right, s)) valid = true;
  return valid ? std::optional(written(at, right)) : std::nullopt;
}

} // namespace flexcord::net::twilio
