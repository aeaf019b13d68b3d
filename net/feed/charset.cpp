#include "net/feed/charset.hpp"

#include "net/discord/text.hpp"
#include "net/http/ascii.hpp"

#include <algorithm>

namespace flexcord::net::feed {

namespace {

enum class encoding { utf8, utf16_le, utf16_be, latin, unknown };

// What windows-1252 has where ISO-8859-1 has control characters; 0: nothing.
constexpr char16_t from_0x80[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::size_t longest_declaration = 200;

encoding by_name(std::string_view name) {
  using http::iequals;
  for (auto* n : {"utf-8", "utf8", "us-ascii", "ascii"})
    if (iequals(name, n)) return encoding::utf8;
  for (auto* n : {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252"})
    if (iequals(name, n)) return encoding::latin;
  if (iequals(name, "utf-16le")) return encoding::utf16_le;
  // RFC 2781: without a mark it is big-endian.
  if (iequals(name, "utf-16be") || iequals(name, "utf-16")) return encoding::utf16_be;
  return encoding::unknown;
}

/// The value after `name=`, quoted or not.
std::string_view value_after(std::string_view text, std::string_view name) {
  const auto at = std::search(text.begin(), text.end(), name.begin(), name.end(),
                              [](char a, char b) { return http::lower(a) == b; });
  if (at == text.end()) return {};
  text.remove_prefix(static_cast<std::size_t>(at - text.begin()) + name.size());
  text = http::trim(text);
  if (!text.starts_with('=')) return {};
  text = http::trim(text.substr(1));
  if (text.starts_with('"') || text.starts_with('\'')) {
    const auto quote = text.front();
    text.remove_prefix(1);
    return text.substr(0, text.find(quote));
  }
  return text.substr(0, text.find_first_of(" \t;,?>"));
}

encoding encoding_of(std::string_view& bytes, std::string_view content_type, std::string& unknown) {
  auto marked = [&](std::string_view mark) {
    if (!bytes.starts_with(mark)) return false;
    bytes.remove_prefix(mark.size());
    return true;
  };
  if (marked("\xEF\xBB\xBF")) return encoding::utf8;
  if (marked("\xFF\xFE")) return encoding::utf16_le;
  if (marked("\xFE\xFF")) return encoding::utf16_be;
  // Two bytes of '<' in UTF-16 without a mark.
  if (bytes.starts_with(std::string_view{"<\0", 2})) return encoding::utf16_le;
  if (bytes.starts_with(std::string_view{"\0<", 2})) return encoding::utf16_be;
  auto name = value_after(content_type, "charset");
  if (name.empty() && bytes.starts_with("<?xml")) {
    auto head = bytes.substr(0, longest_declaration);
    name = value_after(head.substr(0, head.find("?>")), "encoding");
    // It was read as single bytes, so it cannot be UTF-16, whatever it says.
    const auto told = by_name(name);
    if (told == encoding::utf16_be || told == encoding::utf16_le) return encoding::utf8;
  }
  if (name.empty()) return encoding::utf8;
  const auto known = by_name(name);
  if (known == encoding::unknown) unknown = name.substr(0, 40);
  return known;
}

std::string from_latin(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const auto c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    char32_t point = b;
    if (b >= 0x80 && b < 0xA0 && from_0x80[b - 0x80] != 0) point = from_0x80[b - 0x80];
    append_utf8(out, point);
  }
  return out;
}

std::string from_utf16(std::string_view bytes, bool little) {
  std::string out;
  out.reserve(bytes.size());
  auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(little ? a | b << 8 : a << 8 | b);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    auto point = unit(at);
    if (point >= 0xD800 && point < 0xDC00 && at + 3 < bytes.size()) {
      if (const auto low = unit(at + 2); low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    append_utf8(out, point);
  }
  return out;
}

} // namespace

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xE0 | c >> 12);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
    }
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view content_type,
                                   std::string& unknown) {
  switch (encoding_of(bytes, content_type, unknown)) {
  case encoding::utf8:
    return discord::sanitize(bytes);
  case encoding::utf16_le:
    return from_utf16(bytes, true);
  case encoding::utf16_be:
    return from_utf16(bytes, false);
  case encoding::latin:
    return from_latin(bytes);
  case encoding::unknown:
    break;
  }
  return std::nullopt;
}

} // namespace flexcord::net::feed
