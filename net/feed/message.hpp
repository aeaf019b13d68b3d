#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// Most code points of a Discord message.
inline constexpr std::size_t message_limit = 2000;

/// Code points that are left for the text of a message with this title (plain) and link.
std::size_t text_room(std::string_view title, std::string_view link);

/// One message: the title in bold, the Markdown text, the link on its own line; parts that are
/// empty are left out. A text of at most text_room() code points makes at most message_limit; a
/// longer one, whoever made it, is cut at a line or a word with "…", and title and link are kept.
std::string compose(std::string_view title, std::string_view markdown, std::string_view link);

} // namespace flexcord::net::feed
