#include "net/twilio/json.hpp"
#include "net/twilio/parse.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace flexcord::net::twilio {

namespace {

struct known_code {
  int code;
  std::string_view meaning;
};

constexpr known_code known_codes[] = {
    {20003, "the credentials are wrong"},
    {20404, "not found"},
    {20429, "too many requests"},
    {50200, "the user is not there"},
    {50201, "the user is there already"},
    {50300, "the channel is not there"},
    {45354, "the conversation is closed"},
    {45357, "a service behind Flex failed"},
    {45360, "a service behind Flex failed"},
    {45361, "a service behind Flex failed"},
    {45376, "the conversation is closed"},
    {45780, "Flex is called too often"},
    {50353, "the unique name is taken"},
    {50365, "a webhook filter is wrong"},
    {50370, "the webhook filters are empty"},
    {50377, "the conversation is closed"},
    {50382, "timers need a state"},
    {50433, "the participant is there already"},
};

std::string_view meaning_of(int code) {
  for (const auto& k : known_codes)
    if (k.code == code) return k.meaning;
  return {};
}

/// Seconds, possibly with a fraction; dates are not used by Twilio.
std::optional<std::chrono::milliseconds> retry_after(const http::response& answer) {
  auto text = answer.headers.get("Retry-After");
  double seconds = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  bool usable =
      error == std::errc() && end == text.data() + text.size() && seconds >= 0 && seconds <= 86400;
  if (!usable) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

} // namespace

failure refusal(const http::response& answer, std::string_view what) {
  failure f;
  f.kind = failure_kind::refused;
  f.http_status = answer.status;
  f.retry_after = retry_after(answer);
  auto value = parse_json(answer.body);
  if (auto* o = value.if_object()) {
    auto code = integer_of(*o, "code", 0);
    if (code > 0 && code < 1'000'000) f.code = static_cast<int>(code);
  }
  f.detail = std::string(what);
  if (auto meaning = meaning_of(f.code); !meaning.empty()) f.detail += ": " + std::string(meaning);
  return f;
}

} // namespace flexcord::net::twilio
