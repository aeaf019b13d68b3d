#pragma once
#include "actors/conversation/event.hpp"
#include "net/discord/payload.hpp"

#include <optional>
#include <string>

/// Discord's words turned into the core's. Pure.
namespace flexcord::actors::discord {

/// The key of the conversation held in a channel, or with a user whose channel could not be opened.
std::string channel_key(const std::string& channel_id);
std::string user_key(const std::string& user_id);
/// Whose dead letters the events are that cannot be read, and so name no conversation.
inline constexpr auto unreadable_events = "discord:gateway";

/// Nothing for what is not a person's message to us: guild channels, bots, webhooks, system
/// messages.
std::optional<conversation::envelope> from_message(const net::discord::message& m);
/// Nothing unless a person really edited it (unfurled links and pins come as updates too).
std::optional<conversation::envelope> from_update(const net::discord::message& m);
std::optional<conversation::envelope> from_deletion(const net::discord::deletion& d,
                                                    conversation::millis now);

/// Follows what an interaction causes through every hop.
std::string trace_of(const net::discord::interaction& i);

/// What an interaction is to us.
struct wish {
  net::discord::interaction_reply first_answer; ///< to be given at once
  bool needs_dm = false;       ///< it came from a guild: the user's DM channel has to be found
  conversation::envelope what; ///< `conversation` still empty when needs_dm
};
/// Nothing for interactions that are not ours (unknown commands and buttons).
std::optional<wish> from_interaction(const net::discord::interaction& i);

/// The slash commands as Discord wants them (PUT …/commands), in all our languages. Interactions
/// always carry the English names. command_list.cpp
std::string commands_json();

} // namespace flexcord::actors::discord
