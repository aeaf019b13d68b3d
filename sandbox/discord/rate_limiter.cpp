#include "sandbox/discord/rate_limiter.hpp"
#include "sandbox/discord/ids.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdio>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

struct rule {
  const char* name;
  std::int64_t limit, window_ms;
};

rule rule_of(bucket b, const rate_settings& s) {
  switch (b) {
  case bucket::messages:
    return {"messages", s.message_limit, s.message_window_ms};
  case bucket::message_delete:
    return {"message delete", 5, 1'000};
  case bucket::webhooks:
    return {"webhooks", 5, 2'000};
  case bucket::typing:
    return {"typing", 5, 5'000};
  case bucket::dms:
    return {"dms", 50, 10'000};
  case bucket::crosspost:
    return {"crosspost", 10, 3'600'000};
  case bucket::none:
  case bucket::other:
    break;
  }
  return {"other", 50, 1'000};
}

std::string seconds(std::int64_t ms) {
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%03lld", static_cast<long long>(ms / 1000),
                static_cast<long long>(ms % 1000));
  return text;
}

net::http::response too_many(std::int64_t wait_ms, const char* scope) {
  const bool global = std::string_view(scope) == "global";
  net::http::response r;
  r.status = 429;
  r.headers = {{"Content-Type", "application/json"},
               {"Retry-After", std::to_string((wait_ms + 999) / 1000)},
               {"X-RateLimit-Scope", scope}};
  if (global) r.headers.set("X-RateLimit-Global", "true");
  r.body = json::serialize(json::object{{"message", "You are being rate limited."},
                                        {"retry_after", static_cast<double>(wait_ms) / 1000.0},
                                        {"global", global}});
  return r;
}

constexpr std::int64_t ten_minutes = 600'000;
constexpr std::size_t most_windows = 10'000;

} // namespace

rate_limiter::verdict rate_limiter::ask(bucket b, const std::string& method,
                                        const std::string& major, bool counts_globally,
                                        std::int64_t now) {
  verdict v;
  if (counts_globally && settings.enforce) {
    if (global_.until_ms <= now) global_ = {now + 1'000, 0};
    if (global_.used >= settings.global) {
      v.refusal = too_many(global_.until_ms - now, "global");
      return v;
    }
    ++global_.used;
  }
  if (b == bucket::none) return v;
  const auto r = rule_of(b, settings);
  if (windows_.size() > most_windows)
    std::erase_if(windows_, [now](auto& w) { return w.second.until_ms <= now; });
  auto& w = windows_[std::string(r.name) + " " + method + " " + major];
  if (w.until_ms <= now) w = {now + r.window_ms, 0};
  const bool pass = !settings.enforce || w.used < r.limit;
  if (pass) ++w.used;
  const auto left = std::max<std::int64_t>(r.limit - w.used, settings.enforce ? 0 : 1);
  v.headers = {{"X-RateLimit-Limit", std::to_string(r.limit)},
               {"X-RateLimit-Remaining", std::to_string(left)},
               {"X-RateLimit-Reset", seconds(w.until_ms)},
               {"X-RateLimit-Reset-After", seconds(w.until_ms - now)},
               {"X-RateLimit-Bucket", digest(r.name).substr(0, 32)}};
  if (!pass) v.refusal = too_many(w.until_ms - now, "user");
  return v;
}

void rate_limiter::invalid(std::int64_t now) {
  if (invalid_.until_ms <= now) invalid_ = {now + ten_minutes, 0};
  ++invalid_.used;
}

std::optional<net::http::response> rate_limiter::blocked(std::int64_t now) const {
  if (!settings.enforce || invalid_.until_ms <= now || invalid_.used <= settings.invalid_limit)
    return std::nullopt;
  net::http::response r;
  r.status = 429;
  r.headers = {{"Content-Type", "text/plain; charset=UTF-8"},
               {"Retry-After", std::to_string((invalid_.until_ms - now + 999) / 1000)}};
  r.body = "error code: 1015";
  return r;
}

void rate_limiter::forget() {
  settings = {};
  windows_.clear();
  global_ = {};
  invalid_ = {};
}

} // namespace flexcord::sandbox::discord
