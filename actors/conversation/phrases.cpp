#include "actors/conversation/phrases.hpp"

#include <algorithm>
#include <utility>

namespace flexcord::conversation {
namespace {

/// What a character of more than one byte stands for when phrases are compared: typographic
/// apostrophes and blanks are written by phones and by French typography.
struct plain {
  std::string_view from;
  char to;
};
constexpr plain plains[] = {
    {"\xC2\xA0", ' '}, // no-break space
    {"\xC2\xA1", ' '}, // inverted exclamation mark
    {"\xC2\xAB", ' '}, // «
    {"\xC2\xBB", ' '}, // »
    {"\xC2\xBF", ' '}, // inverted question mark
    {"\xE2\x80\x98", '\''}, {"\xE2\x80\x99", '\''}, {"\xE3\x80\x82", ' '}, // ideographic full stop
    {"\xEF\xBC\x81", ' '}, // full-width exclamation mark
    {"\xEF\xBC\x9F", ' '}, // full-width question mark
};

/// The plain character that the text begins with and how many bytes it takes; 0 bytes: none.
std::pair<char, std::size_t> plain_of(std::string_view text) {
  for (auto& p : plains)
    if (text.starts_with(p.from)) return {p.to, p.from.size()};
  // The rest of general punctuation (U+2000 to U+207F): dashes, quotes, dots, thin blanks.
  if (text.size() >= 3 && (text.starts_with("\xE2\x80") || text.starts_with("\xE2\x81")))
    return {' ', 3};
  return {' ', 0};
}

/// Lower-case letters (ASCII and Latin-1), digits and all bytes of other scripts, single spaces
/// between words.
std::string bare(std::string_view text) {
  std::string out;
  auto add = [&](char c) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (auto [to, bytes] = plain_of(text.substr(i)); bytes != 0) {
      add(to);
      i += bytes - 1;
    } else if (c == 0xC3 && i + 1 < text.size()) {
      const auto low = static_cast<unsigned char>(text[++i]);
      const bool upper = low >= 0x80 && low <= 0x9E && low != 0x97; // À to Þ without the sign ×
      add(static_cast<char>(c));
      add(static_cast<char>(upper ? low + 0x20 : low));
    } else if (c >= 'A' && c <= 'Z') {
      add(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 || c == '\'') {
      add(static_cast<char>(c));
    } else {
      add(' ');
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

} // namespace

phrase_book::phrase_book(std::initializer_list<std::string_view> phrases) {
  for (auto p : phrases) add_one(p);
}

phrase_book::phrase_book(const std::vector<std::string>& phrases) {
  for (auto& p : phrases) add_one(p);
}

void phrase_book::add(std::span<const std::string_view> phrases) {
  for (auto p : phrases) add_one(p);
}

void phrase_book::add_one(std::string_view phrase) {
  auto words = bare(phrase);
  auto at = std::ranges::lower_bound(bare_, words);
  if (!words.empty() && (at == bare_.end() || *at != words)) bare_.insert(at, std::move(words));
}

bool phrase_book::holds(std::string_view text) const {
  // Longer texts than a phrase can be are not looked at.
  return text.size() <= 200 && !bare_.empty() && std::ranges::binary_search(bare_, bare(text));
}

} // namespace flexcord::conversation
