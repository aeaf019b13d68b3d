#include "net/discord/plain.hpp"

#include "net/discord/markup.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <algorithm>
#include <array>

namespace flexcord::net::discord {
namespace {

/// Overrides and isolates of the writing direction reach beyond the text that they stand in.
bool turns_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C ||
         c == 0x200E || c == 0x200F;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Valid, without control signs other than line breaks and tabs.
std::string clean(std::string_view text) {
  const auto valid = sanitize(text);
  std::string out;
  out.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const auto c = utf8::decode(valid, at);
    const bool kept =
        c.value == '\n' || c.value == '\t' || (!is_control(c.value) && !turns_direction(c.value));
    if (kept) out.append(valid, at, c.bytes);
    at += c.bytes;
  }
  return out;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::decode(text, at);
    if (utf8::is_space(c.value) || c.value == 0x2028 || c.value == 0x2029) {
      space = true;
    } else {
      if (space && !out.empty()) out += ' ';
      space = false;
      out.append(text, at, c.bytes);
    }
    at += c.bytes;
  }
  return out;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char a, char b) { return a == lower(b); });
}

/// Bytes of the host of an invite that begins at the start of `text`; 0: none does.
std::size_t invite_host(std::string_view text) {
  constexpr std::array<std::string_view, 6> hosts{
      "discord.gg/", "discord.com/invite", "discordapp.com/invite", "discord.me/",
      "dsc.gg/",     "discord.io/"};
  for (auto h : hosts)
    if (starts(text, h)) return h.find('/');
  return 0;
}

/// Invites lose their scheme and the dot of their host; Discord would make a card of them.
std::string without_invites(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto rest = text.substr(at);
    std::size_t scheme = 0;
    for (std::string_view s : {"https://www.", "http://www.", "https://", "http://", "www."})
      if (scheme == 0 && starts(rest, s) && invite_host(rest.substr(s.size())) != 0)
        scheme = s.size();
    rest.remove_prefix(scheme);
    const auto host = invite_host(rest);
    if (host == 0) {
      out += text[at++];
      continue;
    }
    for (char c : rest.substr(0, host))
      if (c == '.')
        out += "[.]";
      else
        out += c;
    at += scheme + host;
  }
  return out;
}

/// Discord reads a link up to the next white space or '<' and would take the backslash before a
/// mark behind it for a part of it, so a link is set apart.
std::string with_links_apart(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto m = markup_at(text, at);
    if (!m || m->what != markup::kind::url) {
      out += text[at++];
      continue;
    }
    out += text.substr(at, m->length);
    at += m->length;
    const bool apart = at == text.size() || utf8::is_space(utf8::decode(text, at).value);
    if (!apart) out += ' ';
  }
  return out;
}

/// The longest beginning of `text` that is at most `most` code points once escaped.
std::string escaped(const std::string& text, std::size_t most) {
  auto whole = escape_markdown(text);
  if (length(whole) <= most) return whole;
  if (most == 0) return {};
  const auto end = fitting(text, most - 1, escape_markdown);
  auto out = escape_markdown(std::string_view{text}.substr(0, end));
  // A cut link may end in a backslash of its own; it must not act on what follows.
  while (out.ends_with('\\')) out.pop_back();
  return out + "\xe2\x80\xa6";
}

} // namespace

std::string plain(std::string_view text, std::size_t most) {
  return escaped(with_links_apart(without_invites(clean(text))), most);
}

std::string plain_line(std::string_view text, std::size_t most) {
  return escaped(with_links_apart(without_invites(on_one_line(clean(text)))), most);
}

std::string plain_label(std::string_view text, std::size_t most) {
  return shortened(on_one_line(clean(text)), most);
}

} // namespace flexcord::net::discord
