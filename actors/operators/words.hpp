#pragma once
#include <cstdint>
#include <ctime>
#include <string>

namespace flexcord::actors {

/// A time in Unix ms as people and programs read it: "2026-01-02T03:04:05Z".
inline std::string time_text(std::int64_t at) {
  const std::time_t seconds = at / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

} // namespace flexcord::actors
