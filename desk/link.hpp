#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Signed links to a case page: `/case/{number}?e=<expiry>&s=<signature>`. Whoever has the link may
/// see that one case until it expires; nothing is kept of it on our side. Pure: the time is given.
namespace flexcord::desk {

/// The keys that links are signed with: the first signs, each is accepted, so that a key can be
/// changed without breaking the links that are out. Empty ones count for nothing; without any key
/// there are no links, and none is accepted.
using link_keys = std::vector<std::string>;

/// What a signature allows. One for reading never allows writing.
enum class purpose { read, write };

/// HMAC-SHA256 over "case:<number>:<purpose>:<expires>", base64url without padding: 43 characters.
/// Empty without a key. `expires` is Unix time in seconds.
std::string signature_of(const link_keys& keys, std::uint64_t number, purpose what,
                         std::int64_t expires);

/// "/case/42?e=1767225600&s=…": the link to a case, to be put behind http.public-url. Empty without
/// a key.
std::string case_path(const link_keys& keys, std::uint64_t number, std::int64_t expires);

enum class refusal { none, malformed, wrong, expired };

/// What a link says once it is believed; `why` tells why it is not.
struct opened_link {
  std::uint64_t number = 0;
  std::int64_t expires = 0; ///< Unix seconds
  refusal why = refusal::malformed;
  explicit operator bool() const { return why == refusal::none; }
};

/// Checks the link's parts as they came in: `number` from the path, `e` and `s` (for writing: `w`)
/// from the query. A link is good up to and including its last second. Only who has the right
/// signature learns that it is expired.
opened_link open_link(const link_keys& keys, std::string_view number, purpose what,
                      std::string_view e, std::string_view s, std::int64_t now);

/// The same for a POST, which needs both: `s` for reading and `w` for writing, of one expiry.
opened_link open_write_link(const link_keys& keys, std::string_view number, std::string_view e,
                            std::string_view s, std::string_view w, std::int64_t now);

} // namespace flexcord::desk
