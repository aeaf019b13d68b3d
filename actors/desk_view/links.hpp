#pragma once
#include "desk/link.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace flexcord::actors::desk_view {

/// Where case pages are, and who may see them: whoever has a link, until it expires.
struct links {
  desk::link_keys keys;
  std::string public_url;    ///< http.public-url; empty: pages can be reached only by who is near
  std::int64_t lifetime = 0; ///< milliseconds

  /// When a link given at that moment (ms) ends, in Unix seconds.
  std::int64_t end_of(std::int64_t given) const { return (given + lifetime) / 1000; }
  /// The page's place on this server, "/case/7?e=…&s=…", below the path of the public URL.
  std::string path(std::uint64_t number, std::int64_t expires) const;
  /// The whole link, given at that moment (ms): the same moment gives the same link. Empty without
  /// a public URL or a number.
  std::string url(std::uint64_t number, std::int64_t given) const;
};

/// The path that stands before ours in a public URL: "https://host/cc/" -> "/cc"; often empty.
std::string path_before(std::string_view public_url);

} // namespace flexcord::actors::desk_view
