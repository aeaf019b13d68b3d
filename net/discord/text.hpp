#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::net::discord {

/// Most code points in one message.
inline constexpr std::size_t message_limit = 2000;

/// Cuts a text into messages of at most `limit` code points, at a paragraph, line, sentence or word
/// where there is one. A fence (```lang) open at a cut is closed and opened again; a mention,
/// custom emoji, URL, surrogate pair or combined emoji is never cut. Joined again (without the
/// added fences) the pieces give the text, white space at cuts aside. Whitespace-only text gives no
/// piece.
std::vector<std::string> split(std::string_view text, std::size_t limit = message_limit);

/// UTF-8 with invalid bytes and lone surrogates replaced by U+FFFD.
std::string sanitize(std::string_view text);

/// A backslash before everything that Discord's Markdown would act on, for text that must show as
/// it stands.
std::string escape_markdown(std::string_view text);

/// Valid UTF-8 of at most `most` code points, never half a sign.
std::string cut(std::string_view text, std::size_t most);
/// The same, with "…" as the last one when something is missing.
std::string shortened(std::string_view text, std::size_t most);

/// Bytes of the longest beginning of `text`, never half a sign, of which `shown` makes at most
/// `most` code points. `shown` makes no fewer of a longer one, and at least one of each sign; it is
/// asked about log2(most) times.
std::size_t fitting(std::string_view text, std::size_t most,
                    const std::function<std::string(std::string_view)>& shown);

/// Code points of valid UTF-8.
std::size_t length(std::string_view text);

/// 22 characters base64url of SHA-256(conversation, command) and two digits of the piece: a nonce
/// for create message.
std::string make_nonce(std::string_view conversation, std::uint64_t command, std::uint32_t piece);

} // namespace flexcord::net::discord
