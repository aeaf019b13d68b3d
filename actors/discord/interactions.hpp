#pragma once
#include "actors/discord/inbound.hpp"
#include "net/discord/rest.hpp"

#include <functional>

namespace flexcord::actors::discord {

/// Gives the envelope of a wish its conversation: when it came from a guild, the invoker's DM
/// channel is asked for at Discord first. `then` runs at once or on a network thread, once. The
/// gateway and the interactions endpoint both come through here, with the same event ids, so that
/// what comes over both is taken once.
void with_conversation(net::discord::rest& api, const net::discord::interaction& i, wish w,
                       std::function<void(conversation::envelope)> then);

} // namespace flexcord::actors::discord
