#include "sandbox/twilio/talks.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

const refusal name_taken{409, 50353, "Conversation with provided unique name already exists"};
const refusal is_closed{400, 50377, "Conversation is closed and cannot be changed"};

} // namespace

conversation* talks::find(std::string_view sid_or_unique_name) {
  if (auto at = conversations_.find(std::string(sid_or_unique_name)); at != conversations_.end())
    return &at->second;
  auto named = sid_by_name_.find(sid_or_unique_name);
  return named == sid_by_name_.end() ? nullptr : &conversations_.at(named->second);
}

outcome<conversation*> talks::create(conversation c, const origin& by) {
  if (!c.unique_name.empty() && sid_by_name_.contains(c.unique_name)) return name_taken;
  c.sid = new_sid("CH");
  c.serial = ++serial_;
  auto now = host_.now_ms();
  if (c.created_ms == 0) c.created_ms = now;
  if (c.updated_ms == 0) c.updated_ms = c.created_ms;
  c.last_activity_ms = now;
  if (c.inactive_after_ms == 0)
    c.inactive_after_ms = parse_duration(default_inactive_timer).value_or(0);
  if (c.closed_after_ms == 0) c.closed_after_ms = parse_duration(default_closed_timer).value_or(0);
  auto& made = conversations_[c.sid] = std::move(c);
  if (!made.unique_name.empty()) sid_by_name_[made.unique_name] = made.sid;
  arm_timers(made);
  announce_conversation(made, "onConversationAdded", by);
  return &made;
}

void talks::changed(conversation& c, const origin& by) {
  c.updated_ms = host_.now_ms();
  announce_conversation(c, "onConversationUpdated", by);
}

outcome<void> talks::rename(conversation& c, const std::string& unique_name) {
  if (c.state == "closed") return is_closed;
  if (unique_name == c.unique_name) return {};
  if (!unique_name.empty() && sid_by_name_.contains(unique_name)) return name_taken;
  sid_by_name_.erase(c.unique_name);
  c.unique_name = unique_name;
  if (!unique_name.empty()) sid_by_name_[unique_name] = c.sid;
  return {};
}

outcome<void> talks::set_state(conversation& c, const std::string& to, const std::string& reason,
                               const origin& by) {
  if (c.state == "closed") return is_closed;
  if (c.state == to) return {};
  auto from = std::exchange(c.state, to);
  auto now = host_.now_ms();
  c.updated_ms = now;
  if (to == "active") c.last_activity_ms = now;
  arm_timers(c);
  announce(
      c, "onConversationStateUpdated",
      {{"StateFrom", from}, {"StateTo", to}, {"StateUpdated", iso_millis(now)}, {"Reason", reason}},
      {{"ConversationSid", c.sid}, {"MessagingServiceSid", c.messaging_service_sid}}, by);
  host_.happened("twilio.conversation", {{"change", "state"},
                                         {"sid", c.sid},
                                         {"unique_name", c.unique_name},
                                         {"state_from", from},
                                         {"state", to},
                                         {"reason", reason}});
  return {};
}

void talks::erase(const std::string& sid, const origin& by) {
  auto at = conversations_.find(sid);
  if (at == conversations_.end()) return;
  announce_conversation(at->second, "onConversationRemoved", by);
  sid_by_name_.erase(at->second.unique_name);
  conversations_.erase(at);
}

void talks::active_again(conversation& c) {
  c.last_activity_ms = host_.now_ms();
  // Not a change over REST but its consequence: it is announced whatever the request's header said.
  if (c.state == "inactive") (void)set_state(c, "active", "EVENT", origin{});
  arm_timers(c);
}

void talks::arm_timers(conversation& c) {
  std::int64_t due = 0;
  if (c.state == "active" && c.inactive_after_ms > 0)
    due = c.last_activity_ms + c.inactive_after_ms;
  if (c.state != "closed" && c.closed_after_ms > 0) {
    auto closing = c.last_activity_ms + c.closed_after_ms;
    due = due == 0 ? closing : std::min(due, closing);
  }
  // One look ahead is enough: a look that comes too early arms the next one.
  if (due == 0 || (c.timer_due_ms != 0 && c.timer_due_ms <= due)) return;
  c.timer_due_ms = due;
  host_.after(std::max<std::int64_t>(0, due - host_.now_ms()),
              life_.guard([this, sid = c.sid, due] { timer_fired(sid, due); }));
}

void talks::timer_fired(const std::string& sid, std::int64_t due) {
  auto* c = find(sid);
  if (!c || c->timer_due_ms != due) return;
  c->timer_due_ms = 0;
  auto idle = host_.now_ms() - c->last_activity_ms;
  if (c->closed_after_ms > 0 && idle >= c->closed_after_ms)
    (void)set_state(*c, "closed", "TIMER", origin{});
  else if (c->state == "active" && c->inactive_after_ms > 0 && idle >= c->inactive_after_ms)
    (void)set_state(*c, "inactive", "TIMER", origin{});
  else
    arm_timers(*c);
}

void talks::reset() {
  life_.renew();
  conversations_.clear();
  sid_by_name_.clear();
  users_.clear();
  media_.clear();
  default_inactive_timer.clear();
  default_closed_timer.clear();
}

} // namespace flexcord::sandbox::twilio
