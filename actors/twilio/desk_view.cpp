#include "actors/twilio/desk_view.hpp"

#include "actors/twilio/identities.hpp"
#include "actors/twilio/name_book.hpp"
#include "actors/twilio/tasks.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

void desk_view::add_tasks(std::vector<net::twilio::task> all, const std::string& conversation_sid) {
  for (auto& t : tasks_for(std::move(all), conversation_sid)) tasks.push_back(std::move(t));
}

bool desk_view::has_task(const std::string& sid) const {
  return std::ranges::find(tasks, sid, &net::twilio::task::sid) != tasks.end();
}

bool desk_view::task_is_over(const std::string& sid) const {
  if (!tasks_known || sid.empty()) return false;
  auto found = std::ranges::find(tasks, sid, &net::twilio::task::sid);
  return found == tasks.end() || (!is_assigned(*found) && !is_waiting(*found));
}

std::string desk_view::identity_of_member(const net::twilio::interaction_member& m) const {
  auto found = workers.find(m.worker_sid);
  if (found == workers.end()) return m.worker_sid; // an id that stays the same is all it takes
  auto identity = identity_of_worker(found->second.contact_identity, found->second.name);
  return identity.empty() ? m.worker_sid : identity;
}

conversation::desk_seen desk_view::sum_up() const {
  conversation::desk_seen seen;
  seen.conversation_closed = closed;
  seen.channel = channel;
  seen.tasks_known = tasks_known;
  seen.invite_open = std::ranges::any_of(tasks, is_waiting);
  seen.task_assigned = std::ranges::any_of(tasks, is_assigned);
  std::map<std::string, std::string> names; // of workers, by identity
  for (auto& [sid, w] : workers)
    if (!looks_like_address(w.full_name))
      names[identity_of_worker(w.contact_identity, w.name)] = w.full_name;
  for (auto& m : members)
    if (auto id = identity_of_member(m); m.type == "supervisor" && !id.empty())
      seen.supervisors.push_back(std::move(id));
  auto add = [&](const std::string& id) {
    const bool watches = std::ranges::find(seen.supervisors, id) != seen.supervisors.end();
    const bool listed =
        std::ranges::find(seen.agents, id, &conversation::agent::id) != seen.agents.end();
    if (!id.empty() && !is_ours(id) && !watches && !listed)
      seen.agents.push_back({id, names.contains(id) ? names.at(id) : std::string{}, true});
  };
  for (auto& p : participants) add(p.identity);
  if (!seen.agents.empty()) return seen;
  for (auto& m : members)
    if (m.type == "agent" && !task_is_over(m.task_sid)) add(identity_of_member(m));
  return seen;
}

} // namespace flexcord::actors::twilio
