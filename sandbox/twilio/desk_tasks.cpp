#include "sandbox/twilio/desk.hpp"

#include "sandbox/twilio/names.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

bool is_over(const task& t) { return t.status == "completed" || t.status == "canceled"; }

} // namespace

task& desk::make_task(const interaction* i, const std::string& invite_sid,
                      const routing_request& routing) {
  task t;
  t.sid = new_sid("WT");
  t.serial = ++serial_;
  t.attributes = routing.attributes;
  t.only_worker = routing.worker_sid;
  t.priority = routing.priority;
  t.timeout_s = routing.timeout_s;
  if (i) {
    t.interaction_sid = i->sid;
    t.conversation_sid = i->conversation_sid;
  }
  t.invite_sid = invite_sid;
  const auto& flow = setup.workflow_or_default(routing.workflow_sid);
  const auto& channel = setup.channel_or_default(routing.channel_sid);
  t.workflow_sid = flow.sid;
  t.workflow_name = flow.friendly_name;
  t.channel_sid = channel.sid;
  t.channel_name = channel.unique_name;
  t.created_ms = t.updated_ms = host_.now_ms();
  return tasks_[t.sid] = std::move(t);
}

void desk::show(task& t) {
  t.visible = true;
  tell_workspace(t, "task.created", nullptr);
  tell_workspace(t, "task-queue.entered", nullptr);
  record(t, "task.created", nullptr);
  host_.after(t.timeout_s * 1000, life_.guard([this, sid = t.sid] {
    auto* late = find_task(sid);
    if (late && (late->status == "pending" || late->status == "reserved"))
      cancel_task(*late, "Task TTL Exceeded");
  }));
  std::vector<const agent*> in_order;
  for (const auto& [sid, a] : agents_) in_order.push_back(&a);
  std::sort(in_order.begin(), in_order.end(),
            [](const agent* x, const agent* y) { return x->serial < y->serial; });
  for (const auto* a : in_order)
    if (t.only_worker.empty() || t.only_worker == a->sid) offer(t, *a);
}

void desk::offer(task& t, const agent& a) {
  reservation r;
  r.sid = new_sid("WR");
  r.worker_sid = a.sid;
  r.created_ms = r.updated_ms = host_.now_ms();
  t.reservations.push_back(std::move(r));
  t.status = "reserved";
  set_reservation(t, t.reservations.back(), "pending", "reservation.created");
}

task* desk::find_task(std::string_view sid) {
  auto at = tasks_.find(std::string(sid));
  return at == tasks_.end() || !at->second.visible ? nullptr : &at->second;
}

const task* desk::task_of(const std::string& sid) const {
  auto at = tasks_.find(sid);
  return at == tasks_.end() ? nullptr : &at->second;
}

std::vector<const task*> desk::tasks() const {
  std::vector<const task*> out;
  for (const auto& [sid, t] : tasks_)
    if (t.visible) out.push_back(&t);
  std::sort(out.begin(), out.end(),
            [](const task* a, const task* b) { return a->serial < b->serial; });
  return out;
}

reservation* desk::reservation_of(task& t, const std::string& worker_sid) {
  auto at = std::find_if(t.reservations.rbegin(), t.reservations.rend(),
                         [&](const reservation& r) { return r.worker_sid == worker_sid; });
  return at == t.reservations.rend() ? nullptr : &*at;
}

void desk::set_task(task& t, const std::string& status, const std::string& event,
                    const std::string& reason) {
  t.status = status;
  t.reason = reason;
  t.updated_ms = host_.now_ms();
  ++t.version;
  tell_workspace(t, event, nullptr);
  record(t, event, nullptr);
}

void desk::set_reservation(task& t, reservation& r, const std::string& status,
                           const std::string& event) {
  r.status = status;
  r.updated_ms = t.updated_ms = host_.now_ms();
  if (status == "accepted") r.accepted_ms = r.updated_ms;
  ++r.version;
  ++t.version;
  tell_workspace(t, event, &r);
  record(t, event, &r);
}

void desk::withdraw_offers(task& t, const std::string& status) {
  for (auto& r : t.reservations)
    if (r.status == "pending") set_reservation(t, r, status, "reservation." + status);
}

outcome<void> desk::cancel(task& t, const std::string& reason) {
  if (t.status != "pending" && t.status != "reserved")
    return refusal{409, 20001,
                   "Only a pending or reserved task can be canceled, this one is " + t.status};
  if (reason == "workflow.timeout") tell_workspace(t, "workflow.timeout", nullptr);
  cancel_task(t, reason);
  return {};
}

void desk::cancel_task(task& t, const std::string& reason) {
  if (is_over(t)) return;
  t.status = "canceled";
  withdraw_offers(t, "canceled");
  set_task(t, "canceled", "task.canceled", reason);
  tidy_up(t);
}

void desk::complete_task(task& t, const std::string& reason) {
  if (is_over(t)) return;
  // Nobody took it: there is nothing to complete.
  if (t.status == "pending" || t.status == "reserved") return cancel_task(t, reason);
  t.status = "completed";
  for (auto& r : t.reservations)
    if (r.status == "accepted" || r.status == "wrapping")
      set_reservation(t, r, "completed", "reservation.completed");
  set_task(t, "completed", "task.completed", reason);
  tidy_up(t);
}

outcome<void> desk::finish(task& t, const std::string& reason) {
  if (t.status != "assigned" && t.status != "wrapping")
    return bad_request("Only an assigned or wrapping task can be completed, this one is " +
                       t.status);
  complete_task(t, reason);
  return {};
}

void desk::task_changed(task& t) {
  t.updated_ms = host_.now_ms();
  ++t.version;
  tell_workspace(t, "task.updated", nullptr);
  record(t, "task.updated", nullptr);
}

void desk::wrap_task(task& t) {
  if (t.status == "pending" || t.status == "reserved") return cancel_task(t, "channel closed");
  if (t.status != "assigned") return;
  t.status = "wrapping";
  for (auto& r : t.reservations)
    if (r.status == "accepted") set_reservation(t, r, "wrapping", "reservation.wrapup");
  set_task(t, "wrapping", "task.wrapup", "");
}

} // namespace flexcord::sandbox::twilio
