#pragma once
#include "desk/assets.hpp"
#include "desk/html.hpp"

namespace flexcord::desk {

/// A whole document around a `<body>`.
html sheet(std::string_view title, const asset_names& names, const html& body);

} // namespace flexcord::desk
