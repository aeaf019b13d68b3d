#pragma once
#include <string>
#include <string_view>

namespace flexcord::actors::desk_view {

/// What the assistant said, as people read it: its texts are written with marks for the chat, which
/// a page does not interpret. "**bold**" -> "bold", "[label](<url>)" -> "label (url)", "\>" -> ">".
/// What only looks like a mark stays as it is.
std::string unmarked(std::string_view text);

} // namespace flexcord::actors::desk_view
