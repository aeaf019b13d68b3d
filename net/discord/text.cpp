#include "net/discord/text.hpp"

#include "net/discord/markup.hpp"
#include "net/discord/utf8.hpp"

#include <openssl/evp.h>

#include <array>

namespace flexcord::net::discord {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// A surrogate that somebody encoded as if it were a code point: three bytes, one sign.
bool encoded_surrogate(std::string_view rest) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  return rest.size() >= 3 && byte(0) == 0xED && (byte(1) & 0xE0) == 0xA0 &&
         (byte(2) & 0xC0) == 0x80;
}

/// Marks that act only at the start of a line: quote, heading, list item.
bool acts_at_line_start(char c) { return c == '>' || c == '#' || c == '-' || c == '+'; }

std::string base64url(const unsigned char* data, std::size_t size) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    buffer = (buffer << 8) | data[i];
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += alphabet[(buffer >> bits) & 63u];
    }
  }
  if (bits > 0) out += alphabet[(buffer << (6 - bits)) & 63u];
  return out;
}

} // namespace

std::string sanitize(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (auto c = utf8::decode(text, at); c.bytes > 0) {
      out += text.substr(at, c.bytes);
      at += c.bytes;
      continue;
    }
    out += replacement;
    at += encoded_surrogate(text.substr(at)) ? 3 : 1;
  }
  return out;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string cut(std::string_view text, std::size_t most) {
  auto clean = sanitize(text);
  std::size_t at = 0, points = 0;
  while (at < clean.size()) {
    const auto bytes = utf8::cluster(clean, at);
    points += length(std::string_view{clean}.substr(at, bytes));
    if (points > most) break;
    at += bytes;
  }
  clean.resize(at);
  return clean;
}

std::string shortened(std::string_view text, std::size_t most) {
  auto whole = sanitize(text);
  if (length(whole) <= most) return whole;
  return most == 0 ? std::string{} : cut(whole, most - 1) + "\xe2\x80\xa6";
}

std::size_t fitting(std::string_view text, std::size_t most,
                    const std::function<std::string(std::string_view)>& shown) {
  std::vector<std::size_t> ends; // of each sign that could be the last
  for (std::size_t at = 0; at < text.size() && ends.size() < most;)
    ends.push_back(at += utf8::cluster(text, at));
  std::size_t low = 0, high = ends.size() + 1; // signs that fit, signs that do not
  while (low + 1 < high) {
    const auto middle = (low + high) / 2;
    (length(shown(text.substr(0, ends[middle - 1]))) <= most ? low : high) = middle;
  }
  return low == 0 ? 0 : ends[low - 1];
}

std::string escape_markdown(std::string_view text) {
  constexpr std::string_view everywhere = "\\*_~|`[]<@";
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  bool line_start = true;
  for (std::size_t at = 0; at < text.size();) {
    // A backslash inside a link would break it, and nothing acts inside one.
    if (auto m = markup_at(text, at); m && m->what == markup::kind::url) {
      out += text.substr(at, m->length);
      at += m->length;
      line_start = false;
      continue;
    }
    char c = text[at++];
    // "1." at the start of a line makes a numbered list.
    if (line_start && c >= '0' && c <= '9') {
      out += c;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') out += text[at++];
      if (at < text.size() && text[at] == '.') out += '\\';
      line_start = false;
      continue;
    }
    if (everywhere.find(c) != std::string_view::npos || (line_start && acts_at_line_start(c)))
      out += '\\';
    out += c;
    line_start = c == '\n' || (line_start && (c == ' ' || c == '\t'));
  }
  return out;
}

std::string make_nonce(std::string_view conversation, std::uint64_t command, std::uint32_t piece) {
  // NUL separates, since neither part can hold one; pieces beyond two digits get another hash.
  std::string input{conversation};
  input += '\0';
  input += std::to_string(command);
  if (piece >= 100) input += '\0' + std::to_string(piece / 100);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(input.data(), input.size(), digest.data(), &size, EVP_sha256(), nullptr);
  auto out = base64url(digest.data(), 16);
  out += static_cast<char>('0' + piece % 100 / 10);
  out += static_cast<char>('0' + piece % 10);
  return out;
}

} // namespace flexcord::net::discord
