#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace flexcord::net::discord {

/// A user's text for a place where Discord reads Markdown (content, an embed's title, description
/// and fields), so that it shows as it was written and does nothing: marks are escaped, mentions
/// and custom emoji too, invites to other servers are no links any more, and signs that turn the
/// direction of what follows are gone. Plain links stay links. At most `most` code points with the
/// escapes, the last one "…" when something is missing.
std::string plain(std::string_view text, std::size_t most);

/// The same on one line: line breaks and other white space become single spaces.
std::string plain_line(std::string_view text, std::size_t most);

/// A user's text for a place where Discord reads no Markdown (a footer, a button, a form): without
/// control signs, on one line, at most `most` code points.
std::string plain_label(std::string_view text, std::size_t most);

} // namespace flexcord::net::discord
