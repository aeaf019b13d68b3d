#include "store/postgres/text.hpp"

#include <cstdint>

namespace flexcord::store::postgres {
namespace {

/// Length of the well-formed UTF-8 character at the front; 0 when there is none.
std::size_t character(std::string_view s) {
  auto byte = [s](std::size_t i) {
    return i < s.size() ? static_cast<unsigned char>(s[i]) : std::uint8_t{0};
  };
  auto follows = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xbf) {
    return byte(i) >= least && byte(i) <= most;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    // Neither longer than needed nor half of a UTF-16 pair.
    const bool second = follows(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
    return second && follows(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool second = follows(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

/// One of U+10F800 to U+10F8FF: F4 8F A0 80 to F4 8F A3 BF.
bool is_ours(std::string_view c) {
  return c.size() >= 4 && c.starts_with("\xf4\x8f") && static_cast<unsigned char>(c[2]) >= 0xa0 &&
         static_cast<unsigned char>(c[2]) <= 0xa3;
}

void hide(char c, std::string& out) {
  const auto byte = static_cast<unsigned char>(c);
  out += "\xf4\x8f";
  out += static_cast<char>(0xa0 + (byte >> 6));
  out += static_cast<char>(0x80 + (byte & 0x3f));
}

} // namespace

std::string to_text(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto length = character(bytes);
    const auto taken = bytes.substr(0, length == 0 ? 1 : length);
    if (length == 0 || taken.front() == '\0' || is_ours(taken))
      for (char c : taken) hide(c, out);
    else
      out += taken;
    bytes.remove_prefix(taken.size());
  }
  return out;
}

std::string from_text(std::string_view stored) {
  std::string out;
  out.reserve(stored.size());
  for (;;) {
    const auto at = stored.find("\xf4\x8f");
    out += stored.substr(0, at);
    if (at == std::string_view::npos) return out;
    stored.remove_prefix(at);
    if (is_ours(stored)) {
      const auto high = static_cast<unsigned char>(stored[2]) - 0xa0u;
      const auto low = static_cast<unsigned char>(stored[3]) - 0x80u;
      out += static_cast<char>(high << 6 | low);
      stored.remove_prefix(4);
    } else {
      out += stored.substr(0, 2);
      stored.remove_prefix(2);
    }
  }
}

} // namespace flexcord::store::postgres
