#include "net/feed/entity.hpp"

#include "net/feed/charset.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::net::feed {

namespace {

struct named {
  std::string_view name;
  char32_t value;
};

// U+00A0 to U+00FF in order, as HTML 4 names them.
constexpr std::string_view latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr named others[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},    {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},
    {"scaron", 0x161}, {"Yuml", 0x178},    {"fnof", 0x192},    {"circ", 0x2C6},
    {"tilde", 0x2DC},  {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"zwnj", 0x200C},  {"zwj", 0x200D},    {"ndash", 0x2013},  {"mdash", 0x2014},
    {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"dagger", 0x2020}, {"Dagger", 0x2021},
    {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030}, {"prime", 0x2032},
    {"Prime", 0x2033}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},
    {"trade", 0x2122}, {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},
    {"darr", 0x2193},  {"harr", 0x2194},   {"minus", 0x2212},  {"infin", 0x221E},
    {"asymp", 0x2248}, {"ne", 0x2260},     {"le", 0x2264},     {"ge", 0x2265},
    {"check", 0x2713}, {"hearts", 0x2665}, {"star", 0x2606},   {"alpha", 0x3B1},
    {"beta", 0x3B2},   {"gamma", 0x3B3},   {"delta", 0x3B4},   {"pi", 0x3C0},
    {"sigma", 0x3C3},  {"omega", 0x3C9},   {"Omega", 0x3A9},   {"Delta", 0x394},
};

constexpr std::size_t longest_name = 10;

char32_t number(std::string_view digits) {
  const int base = digits.starts_with('x') || digits.starts_with('X') ? 16 : 10;
  if (base == 16) digits.remove_prefix(1);
  unsigned value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size() || value == 0) return 0xFFFD;
  return value;
}

/// 0: no reference that we know.
char32_t meaning(std::string_view name) {
  if (name.starts_with('#')) return name.size() > 1 ? number(name.substr(1)) : 0;
  for (const auto& n : others)
    if (n.name == name) return n.value;
  const auto at = std::find(std::begin(latin), std::end(latin), name);
  return at == std::end(latin) ? 0 : 0xA0 + static_cast<char32_t>(at - std::begin(latin));
}

} // namespace

std::string decode_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto end = text.substr(0, longest_name + 2).find(';');
    const auto c = end == text.npos ? 0 : meaning(text.substr(1, end - 1));
    if (c == 0) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    append_utf8(out, c);
    text.remove_prefix(end + 1);
  }
  return out;
}

} // namespace flexcord::net::feed
