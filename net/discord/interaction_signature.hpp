#pragma once
#include "net/http/message.hpp"

#include <cstdint>
#include <string_view>

/// Who sends interactions over HTTP: Discord signs each with Ed25519 over time stamp and raw body.
/// Pure.
namespace flexcord::net::discord {

/// True when `signature` (128 hexadecimal digits) is that of `timestamp` followed by `body`, made
/// with the private half of `public_key` (64 hexadecimal digits). False for anything else, also
/// for what is no hexadecimal text of that length.
bool valid_interaction_signature(std::string_view public_key, std::string_view signature,
                                 std::string_view timestamp, std::string_view body);

/// What a request's two headers are worth.
enum class interaction_seal {
  good,
  missing, ///< no X-Signature-Ed25519 or no X-Signature-Timestamp
  wrong,   ///< not signed with this key, or not these bytes
  stale,   ///< well signed, but its time is too far from now: it may be a replay
};

/// Discord documents no limit; later than this after it was signed an interaction is dead anyway
/// (3 s), and a captured request must not work for ever.
inline constexpr std::int64_t interaction_tolerance_seconds = 300;

/// `now`: Unix seconds.
interaction_seal judge_interaction(std::string_view public_key, const http::incoming& request,
                                   std::int64_t now);

} // namespace flexcord::net::discord
