#include "net/feed/message.hpp"

#include "net/discord/text.hpp"
#include "net/feed/plain.hpp"

#include <algorithm>

namespace flexcord::net::feed {

namespace {

constexpr std::string_view dots = "\xE2\x80\xA6";

/// The first piece of a Markdown text, cut where a fence can be closed.
std::string first_piece(std::string_view markdown, std::size_t limit) {
  if (discord::length(markdown) <= limit) return std::string{markdown};
  auto pieces = discord::split(markdown, limit - 1);
  if (pieces.empty()) return {};
  return pieces.front() + std::string{dots};
}

} // namespace

std::size_t text_room(std::string_view title, std::string_view link) {
  // Four asterisks, and a line's end after each part.
  const auto used = discord::length(escape(title)) + 4 + discord::length(link) + 4;
  return used >= message_limit ? 0 : message_limit - used;
}

std::string compose(std::string_view title, std::string_view markdown, std::string_view link) {
  std::string out;
  auto add = [&out](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += '\n';
    out += part;
  };
  if (!title.empty()) add("**" + escape(title, false) + "**");
  if (const auto room = text_room(title, link); room > 0) add(first_piece(markdown, room));
  add(link);
  return out;
}

} // namespace flexcord::net::feed
