#include "net/feed/plain.hpp"

#include "net/discord/markup.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"
#include "net/feed/entity.hpp"
#include "net/feed/html.hpp"
#include "net/http/ascii.hpp"

#include <algorithm>

namespace flexcord::net::feed {

namespace {

using discord::utf8::decode;

constexpr std::string_view dots = "\xE2\x80\xA6";
constexpr std::string_view zero_width = "\xE2\x80\x8B";

bool acts(char c) { return std::string_view{"\\*_~|`[]<"}.find(c) != std::string_view::npos; }

/// Does what follows an '@' make a mention of it? At the end nobody knows what will follow.
bool mentions(std::string_view after) {
  if (after.empty()) return true;
  const auto c = after.front();
  return (c >= '0' && c <= '9') || c == '!' || c == '&' ||
         http::iequals(after.substr(0, 8), "everyone") || http::iequals(after.substr(0, 4), "here");
}

/// A bare link keeps its letters; the signs that would act or ping in it are percent-encoded, which
/// means the same to its server.
void append_link(std::string& out, std::string_view url) {
  for (const auto c : url) {
    if (acts(c) ? c != '_' : c == '@') {
      constexpr auto digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    } else {
      out += c;
    }
  }
}

} // namespace

bool is_unseen(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f') ||
         (c >= 0x7F && c < 0xA0 && c != 0x85) || c == 0xAD || c == 0x200B || c == 0x200E ||
         c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = decode(text, at);
    const auto bytes = std::max<std::size_t>(c.bytes, 1);
    if (c.bytes > 0 && discord::utf8::is_space(c.value)) {
      space = !out.empty();
    } else if (c.bytes > 0 && !is_unseen(c.value)) {
      if (space) out += ' ';
      space = false;
      out += text.substr(at, bytes);
    }
    at += bytes;
  }
  return out;
}

std::string html_to_line(std::string_view html) {
  std::string out;
  html_reader reader{html};
  for (html_token t; reader.next(t);) {
    if (t.what == html_token::kind::text)
      out += decode_entities(t.text);
    else if (t.name == "br" || t.name == "p" || t.name == "div" || t.name == "li")
      out += ' ';
  }
  return one_line(out);
}

std::string cut(std::string_view text, std::size_t limit) {
  if (discord::length(text) <= limit) return std::string{text};
  if (limit == 0) return {};
  std::size_t end = 0, word = 0, points = 0;
  while (end < text.size()) {
    const auto bytes = discord::utf8::cluster(text, end);
    const auto more = discord::length(text.substr(end, bytes));
    if (points + more > limit - 1) break;
    if (discord::utf8::is_space(decode(text, end).value)) word = end;
    points += more;
    end += bytes;
  }
  if (end < text.size() && discord::utf8::is_space(decode(text, end).value)) word = end;
  if (word * 2 >= end && word > 0) end = word;
  return std::string{text.substr(0, end)} + std::string{dots};
}

std::string escape(std::string_view line, bool at_start) {
  std::string out;
  out.reserve(line.size() + line.size() / 8);
  bool start = at_start;
  for (std::size_t at = 0; at < line.size();) {
    if (const auto m = discord::markup_at(line, at); m && m->what == discord::markup::kind::url) {
      append_link(out, line.substr(at, m->length));
      at += m->length;
      start = false;
      continue;
    }
    const auto c = line[at++];
    if (start && c >= '0' && c <= '9') {
      out += c;
      while (at < line.size() && line[at] >= '0' && line[at] <= '9') out += line[at++];
      if (at < line.size() && (line[at] == '.' || line[at] == ')')) out += '\\';
      start = false;
      continue;
    }
    if (acts(c) || (start && std::string_view{">#-+"}.find(c) != std::string_view::npos))
      out += '\\';
    out += c;
    if (c == '@' && mentions(line.substr(at))) out += zero_width;
    start = start && (c == ' ' || c == '\t');
  }
  return out;
}

std::string without_mentions(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    const auto c = markdown[at];
    out += c;
    const auto after = markdown.substr(at + 1);
    // <#channel>, </command:1> and <:emoji:1> ping nobody; <@… does.
    if (c == '@' && mentions(after)) out += zero_width;
  }
  return out;
}

} // namespace flexcord::net::feed
