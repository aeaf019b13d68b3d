#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace flexcord::actors {

/// A ULID (26 characters, Crockford's base 32): 48 bits of milliseconds, 80 bits from `random`,
/// sortable by time.
inline std::string make_ulid(std::int64_t unix_ms, const std::function<std::uint64_t()>& random) {
  constexpr char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out(26, '0');
  auto time = static_cast<std::uint64_t>(unix_ms);
  for (int i = 9; i >= 0; --i, time >>= 5) out[static_cast<std::size_t>(i)] = digits[time & 31];
  auto high = random(), low = random();
  for (std::size_t i = 0; i < 8; ++i, high >>= 5, low >>= 5) {
    out[10 + i] = digits[high & 31];
    out[18 + i] = digits[low & 31];
  }
  return out;
}

} // namespace flexcord::actors
