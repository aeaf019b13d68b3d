#include "actors/twilio/legacy_view.hpp"

#include "actors/twilio/identities.hpp"
#include "actors/twilio/tasks.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

conversation::desk_seen legacy_view::sum_up() const {
  conversation::desk_seen seen;
  seen.channel = "active";
  seen.tasks_known = tasks_known;
  seen.invite_open = std::ranges::any_of(tasks, is_waiting);
  seen.task_assigned = std::ranges::any_of(tasks, is_assigned);
  const bool over = tasks_known && !tasks.empty() && !seen.invite_open && !seen.task_assigned;
  if (over) return seen;
  for (auto& m : members) {
    const bool listed =
        std::ranges::find(seen.agents, m.identity, &conversation::agent::id) != seen.agents.end();
    if (!m.identity.empty() && !is_ours(m.identity) && !listed)
      seen.agents.push_back({m.identity, {}, true});
  }
  if (seen.agents.empty() && seen.task_assigned) seen.invite_open = true;
  return seen;
}

} // namespace flexcord::actors::twilio
