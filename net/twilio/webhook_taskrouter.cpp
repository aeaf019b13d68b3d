#include "net/twilio/json.hpp"
#include "net/twilio/webhook_parts.hpp"

namespace flexcord::net::twilio {

namespace {

std::string first_of(std::string a, std::string b) { return a.empty() ? b : a; }

} // namespace

webhook_event read_task_event(parameters& p) {
  task_event e;
  e.event = p.text({"EventType"});
  e.task_sid = p.text({"TaskSid"});
  // Events of a workflow or queue as a whole carry no task.
  bool about_a_task = e.event.starts_with("task.") || e.event.starts_with("reservation.");
  if (e.task_sid.empty() && !about_a_task) return irrelevant{e.event};
  p.required({"TaskSid"});
  e.event_sid = p.text({"Sid"});
  auto attributes = p.text({"TaskAttributes"});
  // A task of a Chat channel, which Studio's Send To Flex made, names the channel.
  e.conversation_sid =
      first_of(attribute(attributes, "conversationSid"), attribute(attributes, "channelSid"));
  e.interaction_sid = attribute(attributes, "flexInteractionSid");
  e.worker_sid = p.text({"WorkerSid"});
  e.worker_name = p.text({"WorkerName"});
  e.worker_full_name = attribute(p.text({"WorkerAttributes"}), "full_name");
  e.reservation_sid = p.text({"ReservationSid"});
  e.reason = first_of(p.text({"TaskCanceledReason"}), p.text({"TaskCompletedReason"}));
  e.at_ms = p.integer({"TimestampMs"}, p.integer({"Timestamp"}, 0) * 1000);
  return e;
}

} // namespace flexcord::net::twilio
