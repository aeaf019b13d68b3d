// Tasks without an interaction, as the legacy plane has them: whoever accepts one becomes a member
// of its channel, and the channel is INACTIVE when the last agent has left.
#include "sandbox/twilio/desk.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

refusal conflict(std::string why) { return {409, 0, std::move(why)}; }

} // namespace

task& desk::enqueue(const std::string& channel_sid, const routing_request& routing) {
  auto& t = make_task(nullptr, "", routing);
  t.conversation_sid = channel_sid;
  if (auto* c = chats_.find(channel_sid); c && c->flex) c->flex->task_sid = t.sid;
  show(t);
  return t;
}

outcome<void> desk::accept_alone(const agent& a, task& t) {
  auto* r = reservation_of(t, a.sid);
  if (!r || r->status != "pending") return conflict("this task is not offered to " + a.name);
  t.status = "assigned";
  set_reservation(t, *r, "accepted", "reservation.accepted");
  withdraw_offers(t, "rescinded");
  auto* c = chats_.find(t.conversation_sid);
  if (c && !talks::find_participant(*c, a.identity)) {
    participant p;
    p.identity = a.identity;
    p.attributes = "{\"member_type\":\"agent\"}";
    (void)chats_.add_participant(*c, std::move(p), origin{});
  }
  record(t, "task.assigned", r);
  auto* left = find_task(std::exchange(t.replaces, {}));
  if (!left) return {};
  for (const auto& other : left->reservations)
    if (auto* leaving = other.status == "accepted" ? find_agent(other.worker_sid) : nullptr)
      return end_alone(*leaving, *left, "agent left");
  return {};
}

// `how`: "wrapup", else the reason with which the task is completed.
outcome<void> desk::end_alone(const agent& a, task& t, const std::string& how) {
  auto* r = reservation_of(t, a.sid);
  const bool has_it = r && (r->status == "accepted" || r->status == "wrapping");
  if (!has_it || (how != "completed" && r->status == "wrapping"))
    return conflict(a.name + " does not have this task");
  leave_channel(a, t);
  if (how == "wrapup")
    wrap_task(t);
  else
    complete_task(t, how);
  return {};
}

outcome<void> desk::transfer_alone(const agent& a, task& t, const routing_request& routing) {
  auto* r = reservation_of(t, a.sid);
  if (!r || r->status != "accepted") return conflict(a.name + " does not have this task");
  if (!routing.worker_sid.empty() && !find_agent(routing.worker_sid))
    return bad_request("Worker " + routing.worker_sid + " was not found");
  auto& next = make_task(nullptr, "", routing);
  next.conversation_sid = t.conversation_sid;
  next.replaces = t.sid;
  show(next);
  return {};
}

void desk::leave_channel(const agent& a, const task& t) {
  auto* c = chats_.find(t.conversation_sid);
  if (!c) return;
  if (auto* p = talks::find_participant(*c, a.identity))
    chats_.remove_participant(*c, std::string(p->sid), origin{});
  const bool others = std::any_of(c->participants.begin(), c->participants.end(),
                                  [&](const participant& p) { return is_agent(p.identity); });
  if (!others) chats_.deactivate(*c);
}

// The janitor of a Flex Flow: a task that ended outside of Flex's UI leaves no open channel.
void desk::tidy_up(const task& t) {
  auto* c = t.interaction_sid.empty() ? chats_.find(t.conversation_sid) : nullptr;
  if (!c || !c->flex || !c->flex->janitor || !t.replaces.empty()) return;
  const bool goes_on = std::any_of(tasks_.begin(), tasks_.end(), [&](const auto& entry) {
    const auto& other = entry.second;
    return other.conversation_sid == c->sid && other.status != "completed" &&
           other.status != "canceled";
  });
  if (goes_on) return;
  std::vector<std::string> leaving;
  for (const auto& p : c->participants)
    if (is_agent(p.identity)) leaving.push_back(p.sid);
  for (const auto& sid : leaving) chats_.remove_participant(*c, sid, origin{});
  chats_.deactivate(*c);
}

} // namespace flexcord::sandbox::twilio
