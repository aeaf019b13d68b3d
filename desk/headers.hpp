#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flexcord::desk {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// What stands inline in a page: a script and a style that are part of the program. Nothing else
/// runs on the page, since only their hashes are allowed.
struct inline_assets {
  std::string_view script, style;
};

/// The headers of an HTML page: its type, a Content-Security-Policy that allows the two assets,
/// pictures of our own and data:, calls to ourselves and nothing else, no storing, no referrer, no
/// guessing of types. `frames`: http.frame-ancestors, who may show the page in a frame; empty:
/// nobody. No cookie is ever set.
header_list page_headers(const inline_assets& assets, const std::vector<std::string>& frames);

/// The same for an answer that is no page: JSON, CSV, an event stream.
header_list data_headers(std::string_view content_type);

} // namespace flexcord::desk
