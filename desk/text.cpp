#include "desk/text.hpp"
#include "desk/address.hpp"

#include <cstdint>

namespace flexcord::desk {

namespace {

constexpr char32_t broken = 0xFFFD;

/// Takes one code point from the front; U+FFFD and one byte for what is not UTF-8 (RFC 3629: no
/// overlong forms, no surrogates, nothing above U+10FFFF).
char32_t take(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char first = byte(0);
  std::size_t size = first < 0x80       ? 1
                     : first >> 5 == 6  ? 2
                     : first >> 4 == 14 ? 3
                     : first >> 3 == 30 ? 4
                                        : 0;
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  char32_t c = broken;
  if (size == 1) {
    c = first;
  } else if (size > 1 && size <= rest.size()) {
    c = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size && c != broken; ++i)
      c = byte(i) >> 6 == 2 ? c << 6 | (byte(i) & 0x3Fu) : broken;
    if (c < least[size] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = broken;
  }
  // A real U+FFFD is taken whole, so that cleaning twice changes nothing.
  const bool real = c == broken && rest.starts_with("\xEF\xBF\xBD");
  rest.remove_prefix(real ? 3 : c == broken ? 1 : size);
  return c;
}

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool unreadable(char32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Characters that may stand in an address; what else follows is text again.
bool in_address(char c) {
  if (c <= ' ' || c >= 0x7F) return false;
  return std::string_view{"<>\"'`\\{}|^"}.find(c) == std::string_view::npos;
}

/// The address that the text begins with; empty when there is none that may be a link.
std::string_view address_at(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return {};
  std::size_t size = 0;
  while (size < text.size() && size < 4096 && in_address(text[size])) ++size;
  auto found = text.substr(0, size);
  // What ends a sentence is no part of the address.
  while (std::string_view{".,;:!?)]*_~"}.find(found.back()) != std::string_view::npos)
    found.remove_suffix(1);
  // A host that goes on in other letters would be another one when it is cut there.
  const bool cut = size < text.size() && static_cast<unsigned char>(text[size]) >= 0x80;
  if (cut && found.find_first_of("/?#", text.find("//") + 2) == std::string_view::npos) return {};
  return address::outside(found) ? found : std::string_view{};
}

} // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    // "\r\n" is one line break.
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    const auto c = take(text);
    append(out, c == '\r' ? U'\n' : unreadable(c) ? broken : c);
  }
  return out;
}

std::size_t length_of(std::string_view text) {
  std::size_t n = 0;
  for (; !text.empty(); ++n) take(text);
  return n;
}

std::string shortened(std::string_view text, std::size_t most) {
  auto rest = text;
  for (std::size_t i = 0; i < most && !rest.empty(); ++i) take(rest);
  if (rest.empty()) return std::string{text};
  return std::string{text.substr(0, text.size() - rest.size())} + "…";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (char c : trimmed(text)) {
    if (!blank(c))
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string shown_name(std::string_view name) { return shortened(on_one_line(clean(name)), 80); }

std::string shown_title(std::string_view title) {
  return shortened(on_one_line(clean(title)), 240);
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string initials(std::string_view name) {
  const auto line = on_one_line(clean(name));
  std::string_view rest = line;
  std::string out;
  const auto first_of = [&](std::string_view word) {
    auto c = take(word);
    append(out, c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  };
  if (rest.empty()) return "?";
  first_of(rest);
  if (const auto last = rest.rfind(' '); last != std::string_view::npos)
    first_of(rest.substr(last + 1));
  return out;
}

std::vector<text_piece> with_links(std::string_view text) {
  const auto all = clean(text);
  std::vector<text_piece> out;
  const auto plain = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty() && out.back().url.empty())
      out.back().text += part;
    else
      out.push_back({std::string{part}, {}});
  };
  std::string_view rest = all;
  while (!rest.empty()) {
    const auto at = rest.find("http");
    if (at == std::string_view::npos) break;
    plain(rest.substr(0, at));
    rest.remove_prefix(at);
    const auto found = address_at(rest);
    if (!found.empty()) {
      out.push_back({std::string{found}, std::string{found}});
      rest.remove_prefix(found.size());
    } else {
      plain(rest.substr(0, 4));
      rest.remove_prefix(4);
    }
  }
  plain(rest);
  return out;
}

} // namespace flexcord::desk
