#include "net/discord/utf8.hpp"

#include <algorithm>
#include <array>

namespace flexcord::net::discord::utf8 {

namespace {

struct range {
  char32_t first, last;
};

// Marks, joiners and modifiers that extend the sign before them; the scripts and symbols met in
// chats.
constexpr std::array extenders{
    range{0x0300, 0x036F},   range{0x0483, 0x0489},   range{0x0591, 0x05BD},
    range{0x05BF, 0x05BF},   range{0x05C1, 0x05C5},   range{0x0610, 0x061A},
    range{0x064B, 0x065F},   range{0x0670, 0x0670},   range{0x06D6, 0x06DC},
    range{0x06DF, 0x06E4},   range{0x0711, 0x0711},   range{0x0730, 0x074A},
    range{0x0900, 0x0903},   range{0x093A, 0x094F},   range{0x0951, 0x0957},
    range{0x0962, 0x0963},   range{0x0981, 0x0983},   range{0x09BC, 0x09CD},
    range{0x0A01, 0x0A03},   range{0x0A3C, 0x0A4D},   range{0x0A81, 0x0A83},
    range{0x0ABC, 0x0ACD},   range{0x0B01, 0x0B03},   range{0x0B3C, 0x0B57},
    range{0x0BBE, 0x0BCD},   range{0x0C00, 0x0C04},   range{0x0C3E, 0x0C56},
    range{0x0CBC, 0x0CD6},   range{0x0D3B, 0x0D4D},   range{0x0DCA, 0x0DDF},
    range{0x0E31, 0x0E31},   range{0x0E34, 0x0E3A},   range{0x0E47, 0x0E4E},
    range{0x0EB1, 0x0EB1},   range{0x0EB4, 0x0EBC},   range{0x0EC8, 0x0ECE},
    range{0x0F71, 0x0F84},   range{0x102B, 0x103E},   range{0x1160, 0x11FF},
    range{0x135D, 0x135F},   range{0x17B4, 0x17D3},   range{0x1AB0, 0x1AFF},
    range{0x1DC0, 0x1DFF},   range{0x200C, 0x200D},   range{0x20D0, 0x20FF},
    range{0x302A, 0x302F},   range{0x3099, 0x309A},   range{0xFE00, 0xFE0F},
    range{0xFE20, 0xFE2F},   range{0x1F3FB, 0x1F3FF}, range{0xE0020, 0xE007F},
    range{0xE0100, 0xE01EF},
};

bool extends(char32_t c) {
  auto after = std::upper_bound(extenders.begin(), extenders.end(), c,
                                [](char32_t v, const range& r) { return v < r.first; });
  return after != extenders.begin() && c <= std::prev(after)->last;
}

bool regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

} // namespace

code_point decode(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  auto left = text.size() - at;
  auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || left < bytes) return {};
  char32_t value = lead & (0xFFu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return {};
  return {value, bytes};
}

std::size_t cluster(std::string_view text, std::size_t at) {
  auto first = decode(text, at);
  auto end = at + std::max<std::size_t>(first.bytes, 1);
  if (first.value == '\r' && end < text.size() && text[end] == '\n') return 2;
  if (first.value < 0x20) return end - at;
  bool joined = false;
  bool flag = regional(first.value);
  while (end < text.size()) {
    auto next = decode(text, end);
    if (next.bytes == 0) break;
    // The second half of a flag, or what a zero-width joiner holds to the sign before it.
    bool belongs = extends(next.value) || joined || (flag && regional(next.value));
    if (!belongs || next.value < 0x20) break;
    flag = false;
    joined = next.value == 0x200D;
    end += next.bytes;
  }
  return end - at;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

} // namespace flexcord::net::discord::utf8
