#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What other people wrote, made fit to be shown. All texts here are UTF-8.
namespace flexcord::desk {

/// The text with everything that is no character for reading replaced by U+FFFD: broken UTF-8,
/// control characters but line break and tab, and the marks that turn the direction of what
/// follows (so that "gpj.exe" cannot be made to look like "exe.jpg").
std::string clean(std::string_view text);

/// Code points; broken bytes count as one each.
std::size_t length_of(std::string_view text);

/// The first `most` code points, with "…" when something was cut.
std::string shortened(std::string_view text, std::size_t most);

/// Without blanks and line breaks at both ends.
std::string_view trimmed(std::string_view text);

/// One line: every run of blanks and line breaks is one blank, none at the ends.
std::string on_one_line(std::string_view text);

/// A name as it is shown: cleaned, on one line, at most 80 characters. Real ones are shorter.
std::string shown_name(std::string_view name);
/// A title as it is shown: the same with at most 240.
std::string shown_title(std::string_view title);

/// ASCII letters in lower case; other letters stay.
std::string lower(std::string_view text);

/// The first letters of the first and last word of a name, in capitals where they are ASCII; "?"
/// for a name without any.
std::string initials(std::string_view name);

/// A part of a text: plain when `url` is empty, else a link to `url`, which is what it shows.
struct text_piece {
  std::string text, url;
  friend bool operator==(const text_piece&, const text_piece&) = default;
};

/// A cleaned text with the http and https addresses in it as pieces of their own. Only such
/// addresses are links that cannot be mistaken for another: no user name, ASCII only.
std::vector<text_piece> with_links(std::string_view text);

} // namespace flexcord::desk
