#pragma once
#include "actors/discord/operation.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace flexcord::actors {

/// Writes to Discord. Thin: it starts an operation for each command; order is kept by the
/// conversation's queue (one in flight), fairness and limits by the REST client.
class sender_state {
public:
  static inline const char* name = "flexcord.sender";
  sender_state(sender_actor::pointer self, std::shared_ptr<const discord::tools> tools,
               journal_actor journal);
  sender_actor::behavior_type make_behavior();

private:
  void change(perform p, const std::string& source);
  sender_actor::pointer self_;
  std::shared_ptr<const discord::tools> tools_;
  journal_actor journal_;
};
using sender_impl = sender_actor::stateful_impl<sender_state>;

} // namespace flexcord::actors
