#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// One line of text: white space collapsed; control characters, direction overrides and other signs
/// that nobody sees left out.
std::string one_line(std::string_view text);

/// What a reader sees of HTML, as one line without any markup.
std::string html_to_line(std::string_view html);

/// At most `limit` code points; a longer text ends at a word, where there is one near, with "…".
std::string cut(std::string_view text, std::size_t limit);

/// Plain text of one line that Discord shows as it stands: nothing in it formats, links a command,
/// an emoji, a user, a role or a channel, or pings. Links in it stay links. `at_start`: it begins
/// its line, where more signs act.
std::string escape(std::string_view line, bool at_start = true);

/// Markdown that somebody trusted wrote, made unable to ping: a zero-width space parts the signs of
/// every mention. Formatting stays.
std::string without_mentions(std::string_view markdown);

/// True for a sign that is left out of every text.
bool is_unseen(char32_t c);

} // namespace flexcord::net::feed
