#pragma once
#include "actors/announcements/announcements_actor.hpp"
#include "actors/discord/channel_work.hpp"

/// Doing what announcements order, over Discord's REST.
namespace flexcord::actors {

/// Posts, edits or crossposts in the channel (discord.announcement-channel). A post that may have
/// been made is looked for first, by its nonce, else by its text. Ends as discord::channel_work
/// does; without a channel every order is given up: "no-channel". `done` is called once, on a
/// network thread or at once; never when the process ends.
void do_in_channel(std::shared_ptr<const discord::channel_tools> tools, const std::string& channel,
                   channel_job job, std::function<void(channel_outcome)> done);

/// What the channel shows of an announcement: one message that fits, as Discord keeps it.
std::string message_of(const announcements::content& what);

} // namespace flexcord::actors
