#pragma once
#include "desk/headers.hpp"

namespace flexcord::desk {

/// A page's own files in assets/; base.css goes before every style.
struct asset_names {
  std::string_view style, script;
};
/// Their bytes as they stand inline: the page and its headers must use the same.
const inline_assets& assets(const asset_names& names);

} // namespace flexcord::desk
