#pragma once
#include "net/feed/namespaces.hpp"
#include "net/feed/parse.hpp"

#include <set>
#include <string>
#include <vector>

namespace pugi {
class xml_node;
}

namespace flexcord::net::feed {

/// An entry as its format gives it, before it is made ready.
struct raw_item {
  std::string id, title, content, link, image; ///< title and link made ready; content as it stands
  std::string base;                            ///< for the links in the content
  bool html = true;                            ///< what the content is; false: plain text
  std::int64_t at = 0;
};

/// What one read of a document needs.
struct reading {
  const limits& most;
  document& out;
  std::vector<raw_item> entries{};
  std::set<std::string> ids{}; ///< digests
  /// Remembers an entry, or counts why not.
  void take(raw_item&& raw);
  /// Makes the newest of the entries ready; the others cost nothing more.
  void make();
};

inline constexpr std::size_t longest_title = 200; ///< code points

void read_rss(const pugi::xml_node& root, const scope& around, reading& r);
void read_atom(const pugi::xml_node& root, const scope& around, reading& r);

/// The picture that a media:content, media:thumbnail or enclosure element names, empty when it is
/// none.
std::string picture_of(const pugi::xml_node& node, const scope& around);

} // namespace flexcord::net::feed
