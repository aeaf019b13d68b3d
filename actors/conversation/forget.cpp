#include "actors/conversation/forget.hpp"

namespace flexcord::conversation {

forgetting forget(const state& s) {
  if (std::holds_alternative<awaiting_agent>(s.now))
    return {"an agent is asked for; cancel the request or wait for its end", {}};
  if (std::holds_alternative<with_agent>(s.now))
    return {"an agent has the talk; the agent must complete it first", {}};
  if (s.shared.desk.open)
    return {"the talk is open at the desk; it is closed when the member has been silent for "
            "routing.conversation-idle-timeout",
            {}};
  forgetting f;
  auto& left = f.left.shared;
  left.epoch = s.shared.epoch + 1; // nothing that the bot still has to say may go out
  left.next_command = s.shared.next_command;
  left.next_turn = s.shared.next_turn;
  left.generation = s.shared.generation;
  left.last_line = left.talk_since = left.mirrored = s.shared.last_line;
  left.mark = s.shared.mark;
  left.caught_up = s.shared.caught_up;
  left.last_said = s.shared.last_said;
  return f;
}

} // namespace flexcord::conversation
