#pragma once
#include "actors/conversation/event.hpp"
#include "net/twilio/rest.hpp"

#include <string>
#include <vector>

namespace flexcord::actors::twilio {

/// What was read about one Chat channel, and what it amounts to. Pure.
struct legacy_view {
  bool tasks_known = false;
  std::vector<net::twilio::participant> members;
  std::vector<net::twilio::task> tasks; ///< of this channel, in whatever state

  /// Agents are the members that are not ours, until their task is over: Flex may leave them in the
  /// channel for a while. A task that is assigned while no agent is in the channel counts as one
  /// that still waits: whoever took it is on the way.
  conversation::desk_seen sum_up() const;
};

} // namespace flexcord::actors::twilio
