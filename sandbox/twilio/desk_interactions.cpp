#include "sandbox/twilio/desk.hpp"

#include "sandbox/twilio/names.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::int64_t setup_takes_ms = 50;

// The task's attributes: what the caller gave, and what Flex adds of its own.
std::string task_attributes(const interaction& i, const std::string& invite_sid,
                            const std::string& given) {
  boost::system::error_code error;
  auto parsed = boost::json::parse(given, error);
  boost::json::object out;
  if (!error && parsed.is_object()) out = parsed.get_object();
  out["conversationSid"] = i.conversation_sid;
  out["flexInteractionSid"] = i.sid;
  out["flexInteractionChannelSid"] = i.channel_sid;
  out["flexChannelInviteSid"] = invite_sid;
  out["channelType"] = i.channel_type;
  out["initiatedBy"] = i.initiated_by;
  out["direction"] = i.initiated_by == "customer" ? "inbound" : "outbound";
  out["taskCreateSource"] = "interaction";
  return boost::json::serialize(out);
}

} // namespace

interaction* desk::find_interaction(std::string_view sid) {
  auto at = interactions_.find(std::string(sid));
  return at == interactions_.end() ? nullptr : &at->second;
}

interaction& desk::open(interaction i, const routing_request& routing) {
  i.sid = new_sid("KD");
  i.channel_sid = new_sid("UO");
  i.serial = ++serial_;
  auto& made = interactions_[i.sid] = std::move(i);
  invite v{new_sid("KG"), {}};
  auto wanted = routing;
  wanted.attributes = task_attributes(made, v.sid, routing.attributes);
  v.task_sid = made.first_task_sid = make_task(&made, v.sid, wanted).sid;
  made.invites.push_back(std::move(v));
  tell_interactions(made, "onInteractionCreated", {{"InstanceSid", std::string(instance_sid)}});
  host_.after(setup_takes_ms, life_.guard([this, sid = made.sid] { finish_setup(sid); }));
  return made;
}

void desk::finish_setup(const std::string& sid) {
  auto* i = find_interaction(sid);
  if (!i || i->status != "setup") return;
  auto* c = chats_.find(i->conversation_sid);
  if (!host_.hook_fault("interaction-setup", "onChannelCreateFailed").empty())
    return fail_setup(*i, 45360, "Downstream error while the channel was set up");
  if (!c) return fail_setup(*i, 45357, "The conversation of the channel does not exist");
  if (c->state == "closed")
    return fail_setup(*i, 45354, "The conversation of the channel is closed");
  auto customer = std::find_if(c->participants.begin(), c->participants.end(),
                               [this](const participant& p) { return !is_agent(p.identity); });
  if (i->initiated_by == "customer" && customer == c->participants.end())
    return fail_setup(*i, 45361, "The customer is not a participant of the conversation");
  tell_interactions(*i, "onChannelCreated", {});
  if (customer != c->participants.end()) {
    seat s;
    s.type = "customer";
    s.identity = customer->identity;
    sit_down(*i, std::move(s));
  }
  set_channel(*i, "active");
  show(tasks_.at(i->first_task_sid));
}

void desk::fail_setup(interaction& i, int code, const std::string& message) {
  i.error_code = code;
  i.error_message = message;
  i.status = "failed";
  tell_interactions(i, "onChannelCreateFailed",
                    {{"ErrorCode", std::to_string(code)}, {"ErrorMessage", message}});
  host_.happened("twilio.channel", {{"change", "failed"},
                                    {"interaction_sid", i.sid},
                                    {"channel_sid", i.channel_sid},
                                    {"conversation_sid", i.conversation_sid},
                                    {"status", i.status},
                                    {"error_code", code}});
  auto& t = tasks_.at(i.first_task_sid);
  t.visible = true;
  cancel_task(t, "Interaction channel could not be set up");
}

void desk::set_channel(interaction& i, const std::string& status) {
  if (i.status == status) return;
  i.status = status;
  // Flex documents this event for these two alone: a parked channel is seen by asking.
  if (status == "active" || status == "closed")
    tell_interactions(i, "onChannelStatusUpdated", {{"ChannelStatus", status}});
  host_.happened("twilio.channel", {{"change", "status"},
                                    {"interaction_sid", i.sid},
                                    {"channel_sid", i.channel_sid},
                                    {"conversation_sid", i.conversation_sid},
                                    {"status", status}});
}

seat& desk::sit_down(interaction& i, seat s) {
  s.sid = new_sid("UT");
  i.seats.push_back(std::move(s));
  auto& taken = i.seats.back();
  tell_interactions(i, "onParticipantJoined",
                    {{"ParticipantSid", taken.sid},
                     {"ParticipantType", taken.type},
                     {"TaskSid", taken.task_sid}});
  return taken;
}

void desk::stand_up(interaction& i, const std::string& seat_sid) {
  auto at = std::find_if(i.seats.begin(), i.seats.end(),
                         [&](const seat& s) { return s.sid == seat_sid; });
  if (at == i.seats.end()) return;
  auto gone = *at;
  i.seats.erase(at);
  if (auto* c = chats_.find(i.conversation_sid); c && gone.type != "customer")
    if (auto* p = talks::find_participant(*c, gone.identity))
      chats_.remove_participant(*c, std::string(p->sid), origin{});
  tell_interactions(
      i, "onParticipantLeft",
      {{"ParticipantSid", gone.sid}, {"ParticipantType", gone.type}, {"TaskSid", gone.task_sid}});
}

std::vector<std::string> desk::agent_seats(const interaction& i) const {
  std::vector<std::string> out;
  for (const auto& s : i.seats)
    if (s.type != "customer") out.push_back(s.sid);
  return out;
}

outcome<invite> desk::invite_agent(interaction& i, const routing_request& routing,
                                   const std::string& replaces) {
  if (i.status == "closed" || i.status == "failed" || i.status == "setup")
    return bad_request("The interaction channel is " + i.status + ": nobody can be invited", 45354);
  if (!routing.worker_sid.empty() && !find_agent(routing.worker_sid))
    return bad_request("Worker " + routing.worker_sid + " was not found");
  invite v{new_sid("KG"), {}};
  auto wanted = routing;
  wanted.attributes = task_attributes(i, v.sid, routing.attributes);
  auto& t = make_task(&i, v.sid, wanted);
  t.replaces = replaces;
  v.task_sid = t.sid;
  i.invites.push_back(v);
  set_channel(i, "active");
  show(t);
  return v;
}

outcome<void> desk::end_channel(interaction& i, const std::string& to, bool tasks_too) {
  if (i.status == "closed" || i.status == "failed")
    return bad_request("The interaction channel is " + i.status + " already");
  for (const auto& sid : agent_seats(i)) stand_up(i, sid);
  for (auto& [sid, t] : tasks_) {
    if (t.interaction_sid != i.sid) continue;
    // Still being set up: it becomes known as one that was given up.
    t.visible = true;
    if (tasks_too)
      complete_task(t, "channel " + to);
    else
      wrap_task(t);
  }
  if (to == "closed")
    if (auto* c = chats_.find(i.conversation_sid))
      (void)chats_.set_state(*c, "closed", "API", origin{});
  set_channel(i, to);
  return {};
}

outcome<void> desk::end_seat(interaction& i, const std::string& seat_sid, const std::string& to) {
  auto at = std::find_if(i.seats.begin(), i.seats.end(),
                         [&](const seat& s) { return s.sid == seat_sid; });
  if (at == i.seats.end()) return refusal{404, 20404, "The participant was not found"};
  if (at->type == "customer") return bad_request("The customer cannot be removed");
  auto* t = find_task(at->task_sid);
  stand_up(i, seat_sid);
  if (t && to == "wrapup")
    wrap_task(*t);
  else if (t)
    complete_task(*t, "agent left");
  return {};
}

} // namespace flexcord::sandbox::twilio
