#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// HTML text with its character references (&amp; &eacute; &#233; &#xE9;) replaced; unknown ones
/// stay as they are. A reference is replaced once, never what comes out of it.
std::string decode_entities(std::string_view text);

} // namespace flexcord::net::feed
