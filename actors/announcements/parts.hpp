#pragma once
#include <cstdint>
#include <string>

/// Announcements: what is told to all, from feeds, hooks and members.
namespace flexcord::announcements {

using millis = std::int64_t; ///< Unix time, or a span

/// What one announcement says. Parts may be empty; whoever makes one sees that it fits into a
/// message and pings nobody.
struct content {
  std::string title; ///< plain text of one line
  std::string text;  ///< Discord Markdown
  std::string link, image;
  friend bool operator==(const content&, const content&) = default;
};

/// One entry of a feed.
struct item {
  std::string id;    ///< digest of the entry's own id
  std::string twin;  ///< digest of link and title, empty when one is missing
  std::string print; ///< digest of what is shown: another one means that the text was changed
  content what;
  millis at = 0; ///< 0: it does not say
  friend bool operator==(const item&, const item&) = default;
};

enum class source : std::uint8_t {
  feed, ///< an entry of a feed
  rest, ///< the line that tells of entries beyond the limit
  hook,
  member,
};

} // namespace flexcord::announcements
