#pragma once
#include "actors/announcements/announcements_actor.hpp"
#include "actors/discord/guild_desk.hpp"

namespace flexcord::actors {

struct announce_taker_tools {
  announcements_access in_announcements; ///< empty: announcements are off
  announcements::rules how;              ///< who may; the machine decides again
  std::string channel;                   ///< where posts go
};

/// Takes /announce, its form, and the buttons of its preview. The first answers are given as soon
/// as what they promise is committed; the form is opened at once. Who may not announce is told so
/// at each step.
guild_taker make_announce_taker(announce_taker_tools tools);

/// The form that /announce opens, in the language of that locale, else in that of the fallback.
net::discord::form announce_form(std::string_view locale, std::string_view fallback = {});

} // namespace flexcord::actors
