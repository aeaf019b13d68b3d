#include "net/twilio/webhook_parts.hpp"

namespace flexcord::net::twilio {

namespace {

interaction_participant read_participant(parameters& p, bool joined) {
  interaction_participant e;
  e.interaction_sid = p.required({"InteractionSid"});
  e.channel_sid = p.text({"ChannelSid"});
  e.conversation_sid = p.text({"MediaChannelSid"});
  e.participant_sid = p.required({"ParticipantSid"});
  e.kind = p.required({"ParticipantType"});
  e.task_sid = p.text({"TaskSid"});
  e.joined = joined;
  return e;
}

interaction_channel read_channel(parameters& p) {
  interaction_channel e;
  e.interaction_sid = p.required({"InteractionSid"});
  e.channel_sid = p.text({"ChannelSid"});
  e.conversation_sid = p.text({"MediaChannelSid"});
  e.error_code = p.text({"ErrorCode"});
  return e;
}

} // namespace

webhook_event read_interaction_joined(parameters& p) { return read_participant(p, true); }

webhook_event read_interaction_left(parameters& p) { return read_participant(p, false); }

webhook_event read_channel_status(parameters& p) {
  auto e = read_channel(p);
  e.status = p.required({"ChannelStatus"});
  return e;
}

webhook_event read_channel_failed(parameters& p) {
  auto e = read_channel(p);
  e.status = "failed";
  return e;
}

} // namespace flexcord::net::twilio
