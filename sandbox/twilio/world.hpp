#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/desk.hpp"
#include "sandbox/twilio/flex_channels.hpp"
#include "sandbox/twilio/hook_sender.hpp"
#include "sandbox/twilio/studio.hpp"
#include "sandbox/twilio/studio_flows.hpp"
#include "sandbox/twilio/talks.hpp"

#include <string>

namespace flexcord::sandbox::twilio {

/// All that Twilio's stand-in knows.
struct world {
  explicit world(core& c)
      : host(c),
        hooks(c),
        chats(c, hooks),
        flex(c, hooks, chats),
        studio(c, flows, chats, flex),
        channels(c, chats) {
    chats.on_studio = [this](const conversation& where, const message& m,
                             const scoped_webhook& hook,
                             const origin& by) { studio.message_came(where, m, hook, by); };
  }

  void reset() {
    hooks.reset();
    chats.reset();
    flex.reset();
    flows.reset();
    studio.reset();
    channels.reset();
    mode.clear();
    plane.clear();
  }

  core& host;
  hook_sender hooks;
  talks chats;
  desk flex;
  studio_flows flows;
  studio_runner studio;
  flex_channels channels;
  /// What the page says is running; whoever starts the node tells.
  std::string mode, plane;
};

} // namespace flexcord::sandbox::twilio
