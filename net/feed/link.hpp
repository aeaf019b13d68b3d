#pragma once
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// Longest link that is passed on, in bytes; a longer one is none.
inline constexpr std::size_t longest_link = 600;

/// `reference` seen from `base` (RFC 3986, section 5.2) as an absolute http or https URL that can
/// stand in Markdown: no spaces, brackets, quotes, '@' or other signs that act there (they are
/// percent-encoded). Empty for any other scheme, credentials, a missing base, or too long a link.
std::string web_link(std::string_view base, std::string_view reference);

/// The base that an xml:base attribute `inner` gives inside `outer`.
std::string inner_base(std::string_view outer, std::string_view inner);

} // namespace flexcord::net::feed
