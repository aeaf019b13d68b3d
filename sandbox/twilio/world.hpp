#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/desk.hpp"
#include "sandbox/twilio/hook_sender.hpp"
#include "sandbox/twilio/talks.hpp"

namespace flexcord::sandbox::twilio {

/// All that Twilio's stand-in knows.
struct world {
  explicit world(core& c) : host(c), hooks(c), chats(c, hooks), flex(c, hooks, chats) {}

  void reset() {
    hooks.reset();
    chats.reset();
    flex.reset();
  }

  core& host;
  hook_sender hooks;
  talks chats;
  desk flex;
};

} // namespace flexcord::sandbox::twilio
