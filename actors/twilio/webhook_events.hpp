#pragma once
#include "actors/conversation/event.hpp"
#include "net/twilio/webhook.hpp"

#include <optional>
#include <string>

namespace flexcord::actors::twilio {

/// What a webhook means for a conversation.
struct desk_signal {
  /// Whose it is: found by the desk's conversation, else the interaction or the task. May be empty.
  std::string conversation_sid, interaction_sid, task_sid;
  std::string id;               ///< of the event; empty: repeats do no harm
  std::string identity_to_name; ///< whose name name_agent() is to fill in, empty when nobody's
  std::string learnt_identity, learnt_name; ///< for the name book; empty when nothing was learnt
  conversation::millis at = 0;
  std::optional<conversation::event> what; ///< none: nothing to do
  bool own = false;                        ///< none, since it is of our own making
};

/// Pure. `now` is the time of events that do not tell theirs. A message whose file is not named is
/// a reason to look; `complete` makes it whole before.
desk_signal to_signal(const net::twilio::webhook_event& e, conversation::millis now);

/// Puts the name of `identity_to_name` where it belongs.
void name_agent(desk_signal& s, const std::string& name);

/// A message that an agent wrote. `listed`: read from the list, so that all before it is known.
conversation::agent_wrote wrote(const net::twilio::message& m, const std::string& name,
                                bool listed);

} // namespace flexcord::actors::twilio
