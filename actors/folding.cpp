#include "actors/folding.hpp"

#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <algorithm>
#include <array>

namespace flexcord::folding {
namespace {

namespace utf8 = net::discord::utf8;

/// U+00C0 to U+00FF without case and accents; '.' separates (× and ÷).
constexpr std::u32string_view latin_1 = U"aaaaaaaceeeeiiiidnooooo.ouuuuyts"
                                        U"aaaaaaaceeeeiiiidnooooo.ouuuuyty";

/// U+0100 to U+017F: up to which sign which letter stands behind.
struct stretch {
  char32_t last, base;
};
constexpr std::array latin_a{
    stretch{0x105, 'a'}, stretch{0x10D, 'c'}, stretch{0x111, 'd'}, stretch{0x11B, 'e'},
    stretch{0x123, 'g'}, stretch{0x127, 'h'}, stretch{0x133, 'i'}, stretch{0x135, 'j'},
    stretch{0x138, 'k'}, stretch{0x142, 'l'}, stretch{0x14B, 'n'}, stretch{0x153, 'o'},
    stretch{0x159, 'r'}, stretch{0x161, 's'}, stretch{0x167, 't'}, stretch{0x173, 'u'},
    stretch{0x175, 'w'}, stretch{0x178, 'y'}, stretch{0x17E, 'z'}, stretch{0x17F, 's'}};

bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Marks that stand above the letter before them.
bool is_mark(char32_t c) { return between(c, 0x300, 0x36F) || between(c, 0xFE00, 0xFE0F); }

/// The letter without case and accent; 0: no letter or digit.
char32_t plain(char32_t c) {
  if (c < 0x80) {
    if (between(c, 'A', 'Z')) return c + 32;
    return between(c, 'a', 'z') || between(c, '0', '9') ? c : 0;
  }
  if (c < 0xC0) return 0;
  if (c < 0x100) return latin_1[c - 0xC0] == '.' ? 0 : latin_1[c - 0xC0];
  if (c < 0x180) return std::ranges::lower_bound(latin_a, c, {}, &stretch::last)->base;
  if (between(c, 0x391, 0x3A9)) return c + 32;
  if (between(c, 0x410, 0x42F)) return c + 32;
  if (between(c, 0x400, 0x40F)) return c + 80;
  // Punctuation, signs, pictures.
  const bool sign = between(c, 0x2000, 0x2BFF) || between(c, 0x3000, 0x3004) ||
                    between(c, 0x3008, 0x3030) || between(c, 0xFE10, 0xFE6F) ||
                    between(c, 0xFF00, 0xFF0F) || between(c, 0xFF1A, 0xFF20) ||
                    between(c, 0xFF3B, 0xFF40) || between(c, 0xFF5B, 0xFF65) || c == 0xFFFD ||
                    between(c, 0xE000, 0xF8FF) || c >= 0x1F000;
  const bool ideograph = between(c, 0x20000, 0x3FFFF);
  return sign && !ideograph ? 0 : c;
}

} // namespace

bool is_spaceless(char32_t c) {
  return between(c, 0x2E80, 0x9FFF) || between(c, 0xAC00, 0xD7AF) || between(c, 0xF900, 0xFAFF) ||
         between(c, 0xFF66, 0xFF9F) || between(c, 0x20000, 0x3FFFF) || between(c, 0xE00, 0xEFF);
}

std::string utf8_of(std::u32string_view word, std::size_t most) {
  std::string out;
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  for (const char32_t c : word) {
    const std::size_t bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (out.size() + bytes > most) break;
    constexpr char32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    put(lead[bytes - 1] | c >> 6 * (bytes - 1));
    for (auto left = bytes - 1; left-- > 0;) put(0x80 | (c >> 6 * left & 0x3F));
  }
  return out;
}

std::vector<std::u32string> words_in(std::string_view raw, std::size_t most) {
  const auto text = net::discord::cut(raw, most);
  std::vector<std::u32string> words;
  std::u32string word;
  auto end = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::decode(text, at);
    at += c.bytes;
    if (is_mark(c.value)) continue;
    const auto letter = plain(c.value);
    // A name in Latin letters inside Japanese is a word of its own.
    if (letter == 0 || (!word.empty() && is_spaceless(word.back()) != is_spaceless(letter))) end();
    if (letter != 0) word += letter;
  }
  end();
  return words;
}

} // namespace flexcord::folding
