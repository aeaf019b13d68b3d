#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// A document's text as UTF-8. Its encoding is that of its byte order mark, else of the charset in
/// `content_type`, else of its XML declaration, else UTF-8. Known are UTF-8, UTF-16, US-ASCII,
/// ISO-8859-1 and windows-1252 (which is what ISO-8859-1 means on the web). Bytes that are no code
/// point become U+FFFD. Nothing, with the name in `unknown`, for any other encoding.
std::optional<std::string> to_utf8(std::string_view bytes, std::string_view content_type,
                                   std::string& unknown);

/// Appends a code point; U+FFFD for what is none.
void append_utf8(std::string& out, char32_t c);

} // namespace flexcord::net::feed
