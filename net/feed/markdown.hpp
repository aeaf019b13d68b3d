#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// A text ready for Discord.
struct rendered {
  std::string text;  ///< Markdown, at most the limit asked for
  std::string image; ///< URL of the first picture in it, empty when none
  bool cut = false;  ///< something was left out at the end; the text ends with "…"
};

/// HTML as Discord's Markdown: bold, italic, underline, strike-out, code, links, lists, headings,
/// quotes; pictures as links. Everything that the author wrote is escaped, so that it shows as it
/// stands: it pings nobody, links no command, and ends no formatting. Links are taken relative to
/// `base`, and only to http and https.
rendered html_to_markdown(std::string_view html, std::string_view base, std::size_t limit);

/// The same for plain text, whose line breaks stay.
rendered text_to_markdown(std::string_view text, std::size_t limit);

} // namespace flexcord::net::feed
