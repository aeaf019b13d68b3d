#include "net/discord/rate_limit_answer.hpp"

#include "net/discord/json_fields.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace flexcord::net::discord {

using std::chrono::milliseconds;

namespace {

constexpr double longest_wait = 24 * 3600.0;
constexpr milliseconds margin{50}, unknown_wait{1000};

/// Seconds, decimal; none when it is not a number or below zero.
std::optional<double> seconds(std::string_view text) {
  double value = 0;
  auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || ec != std::errc{} || at != text.data() + text.size() ||
      !std::isfinite(value) || value < 0) {
    return std::nullopt;
  }
  return std::min(value, longest_wait);
}

std::optional<std::uint32_t> whole(std::string_view text) {
  std::uint32_t value = 0;
  auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || ec != std::errc{} || at != text.data() + text.size()) return std::nullopt;
  return value;
}

milliseconds up(double s) { return milliseconds(static_cast<std::int64_t>(std::ceil(s * 1000))); }

void read_refusal(rate_limit_answer& a, const http::fields& headers, std::string_view body) {
  auto json = fields::parse_object(body, "429");
  auto asked = json.has_value() ? fields::number(*json, "retry_after") : std::nullopt;
  if (asked) asked = std::clamp(*asked, 0.0, longest_wait);
  auto header = seconds(headers.get("Retry-After"));
  a.ban = !asked && !headers.has("Via");
  if (a.ban) {
    a.wait = header ? up(*header) + margin : milliseconds{0};
    return;
  }
  auto scope = headers.get("X-RateLimit-Scope");
  bool global = (json.has_value() && fields::truth(*json, "global")) ||
                headers.get("X-RateLimit-Global") == "true";
  if (global || scope == "global") {
    a.who = rate_limit_answer::scope::global;
  } else if (scope == "shared") {
    a.who = rate_limit_answer::scope::shared;
  }
  // Retry-After is rounded up to whole seconds: it only counts when it says more than rounding
  // explains.
  auto wait = asked.value_or(header.value_or(0));
  if (asked && header && *header > std::ceil(*asked)) wait = *header;
  // The bucket's own reset matters when the bucket is what is empty.
  if (a.who == rate_limit_answer::scope::user && a.remaining == 0u && a.reset_after) {
    wait = std::max(wait, static_cast<double>(a.reset_after->count()) / 1000);
  }
  a.wait = (asked || header || a.reset_after ? up(wait) : unknown_wait) + margin;
}

} // namespace

rate_limit_answer read_rate_limit(int status, const http::fields& headers, std::string_view body) {
  rate_limit_answer a;
  a.status = status;
  a.bucket = std::string{headers.get("X-RateLimit-Bucket")};
  a.limit = whole(headers.get("X-RateLimit-Limit"));
  a.remaining = whole(headers.get("X-RateLimit-Remaining"));
  if (auto s = seconds(headers.get("X-RateLimit-Reset-After"))) a.reset_after = up(*s);
  if (status == 429) read_refusal(a, headers, body);
  return a;
}

} // namespace flexcord::net::discord
