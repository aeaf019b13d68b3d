#pragma once
#include "net/result.hpp"

#include <string_view>

namespace flexcord::net::discord {

/// What a failed call on a guild channel means for whoever made it.
enum class trouble {
  passes,        ///< certainly not done; again later
  ambiguous,     ///< perhaps done: look before doing it again
  no_access,     ///< 50001: the bot does not see the channel
  no_permission, ///< 50013: it sees it, and may not do this there
  channel_gone,  ///< 10003
  message_gone,  ///< 10008
  refused,       ///< the request itself is at fault, or blocked: never again like this
  stopped,       ///< this process ends, or nobody wants it any more
};

trouble trouble_of(const failure& f);

/// "no-access", "channel-gone", …: for logs and metrics.
std::string_view name_of(trouble t);

/// True for those where doing it again later may help.
inline bool is_passing(trouble t) { return t == trouble::passes || t == trouble::ambiguous; }

} // namespace flexcord::net::discord
