#include "sandbox/twilio/desk.hpp"

#include "net/twilio/webhook.hpp"
#include "sandbox/twilio/names.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

refusal conflict(std::string why) { return {409, 0, std::move(why)}; }

} // namespace

outcome<agent*> desk::hire(const std::string& name, const std::string& full_name) {
  if (name.empty() || name.size() > 80) return bad_request("name must have 1 to 80 characters");
  for (const auto& [sid, other] : agents_)
    if (other.name == name) return conflict("there is an agent " + name + " already");
  agent a;
  a.sid = new_sid("WK");
  a.name = name;
  a.full_name = full_name.empty() ? name : full_name;
  a.identity = net::twilio::encode_identity(name);
  a.serial = ++serial_;
  a.created_ms = host_.now_ms();
  // Flex gives its agents a name that the Conversations user carries as well.
  chats_.user_of(a.identity).friendly_name = a.full_name;
  auto& hired = agents_[a.sid] = std::move(a);
  for (const auto* waiting : tasks())
    if ((waiting->status == "pending" || waiting->status == "reserved") &&
        waiting->only_worker.empty())
      offer(tasks_.at(waiting->sid), hired);
  return &hired;
}

agent* desk::find_agent(std::string_view sid) {
  auto at = agents_.find(std::string(sid));
  return at == agents_.end() ? nullptr : &at->second;
}

bool desk::is_agent(std::string_view identity) const {
  return std::any_of(agents_.begin(), agents_.end(),
                     [&](const auto& entry) { return entry.second.identity == identity; });
}

outcome<void> desk::accept(const agent& a, task& t) {
  if (t.interaction_sid.empty()) return accept_alone(a, t);
  auto* r = reservation_of(t, a.sid);
  if (!r || r->status != "pending") return conflict("this task is not offered to " + a.name);
  auto* i = find_interaction(t.interaction_sid);
  auto* c = i ? chats_.find(i->conversation_sid) : nullptr;
  if (!c || c->state == "closed" || i->status == "closed")
    return conflict("45376: the conversation is closed");
  t.status = "assigned";
  set_reservation(t, *r, "accepted", "reservation.accepted");
  withdraw_offers(t, "rescinded");
  seat s;
  s.type = "agent";
  s.task_sid = t.sid;
  s.worker_sid = a.sid;
  s.reservation_sid = r->sid;
  s.identity = a.identity;
  sit_down(*i, std::move(s));
  // Somebody who looked in before stays the same participant.
  if (!talks::find_participant(*c, a.identity)) {
    participant p;
    p.identity = a.identity;
    p.attributes = "{\"member_type\":\"agent\"}";
    (void)chats_.add_participant(*c, std::move(p), origin{});
  }
  record(t, "task.assigned", r);
  if (auto leaving = std::exchange(t.replaces, {}); !leaving.empty())
    (void)end_seat(*i, leaving, "closed");
  return {};
}

outcome<void> desk::decline(const agent& a, task& t) {
  auto* r = reservation_of(t, a.sid);
  if (!r || r->status != "pending") return conflict("this task is not offered to " + a.name);
  auto still_offered = std::count_if(t.reservations.begin(), t.reservations.end(),
                                     [](const reservation& x) { return x.status == "pending"; });
  if (still_offered == 1) t.status = "pending";
  set_reservation(t, *r, "rejected", "reservation.rejected");
  if (!t.only_worker.empty()) cancel_task(t, "declined by the only agent it was meant for");
  return {};
}

namespace {

// The agent's own seat that this task gave, or null.
const seat* seat_at(const interaction* i, const task& t, const agent& a) {
  if (!i) return nullptr;
  auto at = std::find_if(i->seats.begin(), i->seats.end(), [&](const seat& s) {
    return s.task_sid == t.sid && s.worker_sid == a.sid;
  });
  return at == i->seats.end() ? nullptr : &*at;
}

} // namespace

outcome<void> desk::complete(const agent& a, task& t) {
  if (t.interaction_sid.empty()) return end_alone(a, t, "completed");
  auto* r = reservation_of(t, a.sid);
  if (!r || (r->status != "accepted" && r->status != "wrapping"))
    return conflict(a.name + " does not have this task");
  auto* i = find_interaction(t.interaction_sid);
  auto ours = seat_at(i, t, a);
  auto others = i && std::any_of(i->seats.begin(), i->seats.end(),
                                 [&](const seat& s) { return s.type == "agent" && &s != ours; });
  // After a wrap-up the talk may have gone on with somebody else: then only the notes are finished.
  auto ended = !i || i->status != "active" || (!ours && others);
  if (ended)
    complete_task(t, "completed");
  else if (auto done = end_channel(*i, "closed", true); !done)
    return done.error();
  return {};
}

outcome<void> desk::wrap_up(const agent& a, task& t) {
  if (t.interaction_sid.empty()) return end_alone(a, t, "wrapup");
  auto* i = find_interaction(t.interaction_sid);
  auto s = seat_at(i, t, a);
  if (!s) return conflict(a.name + " is not in this conversation");
  return end_seat(*i, std::string(s->sid), "wrapup");
}

outcome<void> desk::park(const agent& a, task& t) {
  if (t.interaction_sid.empty()) return conflict("only an interaction can be parked");
  auto* i = find_interaction(t.interaction_sid);
  if (!seat_at(i, t, a)) return conflict(a.name + " is not in this conversation");
  return end_channel(*i, "inactive", true);
}

outcome<void> desk::leave(const agent& a, task& t) {
  if (t.interaction_sid.empty()) return end_alone(a, t, "agent left");
  auto* i = find_interaction(t.interaction_sid);
  auto s = seat_at(i, t, a);
  if (!s) return conflict(a.name + " is not in this conversation");
  return end_seat(*i, std::string(s->sid), "closed");
}

outcome<void> desk::transfer(const agent& a, task& t, const std::string& to,
                             const std::string& attributes) {
  if (to == a.sid) return conflict("an agent cannot transfer to themselves");
  routing_request routing;
  routing.attributes = attributes.empty() ? t.attributes : attributes;
  routing.worker_sid = to;
  routing.workflow_sid = t.workflow_sid;
  routing.channel_sid = t.channel_sid;
  if (t.interaction_sid.empty()) return transfer_alone(a, t, routing);
  auto* i = find_interaction(t.interaction_sid);
  auto s = seat_at(i, t, a);
  if (!s) return conflict(a.name + " is not in this conversation");
  auto made = invite_agent(*i, routing, std::string(s->sid));
  if (!made) return made.error();
  return {};
}

outcome<void> desk::join(const agent& a, conversation& c, const std::string& role) {
  if (talks::find_participant(c, a.identity))
    return conflict(a.name + " is in this conversation already");
  participant p;
  p.identity = a.identity;
  p.attributes = "{\"member_type\":\"agent\"}";
  auto added = chats_.add_participant(c, std::move(p), {true, "SDK", a.identity});
  if (!added) return conflict(added.error().message);
  if (role != "supervisor") return {};
  for (auto& [sid, i] : interactions_)
    if (i.conversation_sid == c.sid && i.status == "active") {
      seat s;
      s.type = "supervisor";
      s.worker_sid = a.sid;
      s.identity = a.identity;
      sit_down(i, std::move(s));
    }
  return {};
}

outcome<void> desk::walk_out(const agent& a, conversation& c) {
  for (auto& [sid, i] : interactions_) {
    if (i.conversation_sid != c.sid) continue;
    auto at = std::find_if(i.seats.begin(), i.seats.end(),
                           [&](const seat& s) { return s.worker_sid == a.sid; });
    if (at != i.seats.end()) return end_seat(i, std::string(at->sid), "closed");
  }
  auto* p = talks::find_participant(c, a.identity);
  if (!p) return conflict(a.name + " is not in this conversation");
  chats_.remove_participant(c, std::string(p->sid), {true, "SDK", a.identity});
  return {};
}

} // namespace flexcord::sandbox::twilio
