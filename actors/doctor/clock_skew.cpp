#include "actors/doctor/clock_skew.hpp"

#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"

#include <chrono>
#include <ctime>

namespace flexcord::actors::doctor {
namespace {

std::int64_t now_seconds() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

/// Compares with the clock behind one URL; false when it says no time. Any status will do.
bool compare(findings& f, const patient& p, const std::string& who, const std::string& url) {
  net::http::request r;
  r.url = url;
  net::http::call_options o;
  o.deadline = p.s.discord.request_timeout;
  const auto answer =
      wait<net::http::response>([&](auto done) { p.http.send(std::move(r), o, std::move(done)); });
  if (!answer) return false; // said where it matters
  const auto theirs = parse_http_date(answer->headers.get("Date"));
  if (!theirs) return false;
  const auto skew = skew_in_words(now_seconds(), *theirs);
  if (!skew.empty())
    f.wrong("this machine's clock is " + skew + " " + who + "'s",
            "signatures with a time are refused, and what was sent is not recognized after a "
            "restart",
            "let the machine take its time from the network (systemd-timesyncd, chrony)");
  return skew.empty();
}

} // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  std::tm utc{};
  const std::string copy(text);
  const auto* end = strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  if (!end || *end != '\0') return std::nullopt;
  return timegm(&utc);
}

std::string skew_in_words(std::int64_t ours, std::int64_t theirs) {
  const bool ahead = ours > theirs;
  const auto apart = ahead ? ours - theirs : theirs - ours;
  if (apart <= tolerable_skew) return {};
  const auto minutes = apart / 60, seconds = apart % 60;
  std::string text = apart < 120
                         ? std::to_string(apart) + " s"
                         : std::to_string(minutes) + " min " + std::to_string(seconds) + " s";
  return text + (ahead ? " ahead of" : " behind");
}

void examine_clock(findings& f, const patient& p) {
  const bool discord =
      compare(f, p, "Discord", net::http::join_url(p.s.discord.api_url, "/gateway"));
  const bool twilio =
      p.s.twilio.enabled() &&
      compare(f, p, "Twilio", net::http::join_url(p.s.twilio.conversations_url, "/v1/Services"));
  if (discord || twilio) f.good("this machine's clock is right");
}

} // namespace flexcord::actors::doctor
