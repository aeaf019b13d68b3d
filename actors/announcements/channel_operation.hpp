#pragma once
#include "actors/announcements/announcements_actor.hpp"
#include "net/discord/rest.hpp"

#include <atomic>

/// Doing what announcements order, over Discord's REST.
namespace flexcord::actors {

/// What every operation needs; it outlives them all.
struct channel_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::string channel; ///< discord.announcement-channel; empty: every order is given up
  std::function<conversation::millis()> now;
  std::function<double()> random; ///< in [0, 1), for back-off
};

/// Posts, edits or crossposts. A post that may have been made is looked for first, by its nonce,
/// else by its text. Failures that may pass are tried again with growing pauses until the order is
/// a day old; what Discord refuses is given up: "forbidden", "gone", "refused", "failed" (a day),
/// "no-channel". `done` is called once, on a network thread or at once; never when the process
/// ends.
void do_in_channel(std::shared_ptr<const channel_tools> tools, channel_job job,
                   std::function<void(channel_outcome)> done);

/// What the channel shows of an announcement: one message that fits.
std::string message_of(const announcements::content& what);

} // namespace flexcord::actors
