#include "sandbox/discord/ids.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace flexcord::sandbox::discord {

namespace {

constexpr std::int64_t discord_epoch = 1'420'070'400'000;

} // namespace

std::uint64_t id_maker::next(std::int64_t now_ms) {
  const auto base = static_cast<std::uint64_t>(std::max<std::int64_t>(now_ms - discord_epoch, 0))
                    << 22;
  last_ = std::max(base, last_ + 1);
  return last_;
}

std::uint64_t to_number(std::string_view id) {
  std::uint64_t n = 0;
  const auto [end, ec] = std::from_chars(id.data(), id.data() + id.size(), n);
  return ec == std::errc() && end == id.data() + id.size() ? n : 0;
}

std::int64_t time_of(std::uint64_t id) {
  return static_cast<std::int64_t>(id >> 22) + discord_epoch;
}

std::string iso_time(std::int64_t unix_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds(unix_ms)};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss<milliseconds> time(at - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d000+00:00",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text;
}

std::string digest(std::string_view text) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  std::string out;
  for (const auto byte : hash) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

} // namespace flexcord::sandbox::discord
