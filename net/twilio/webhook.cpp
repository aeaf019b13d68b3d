#include "net/twilio/webhook.hpp"
#include "net/twilio/webhook_parts.hpp"

namespace flexcord::net::twilio {

namespace {

using reader = webhook_event (*)(parameters&);

struct row {
  std::string_view event;
  reader read;
};

/// What flexcord acts on; current names, then the names of Programmable Chat.
constexpr row rows[] = {
    {"onMessageAdded", read_message_added},
    {"onMessageUpdated", read_message_updated},
    {"onMessageRemoved", read_message_removed},
    {"onParticipantAdded", read_participant_added},
    {"onParticipantRemoved", read_participant_removed},
    {"onConversationStateUpdated", read_state_updated},
    {"onConversationRemoved", read_conversation_removed},
    {"onMessageSent", read_message_added},
    {"onMediaMessageSent", read_message_added},
    {"onMemberAdded", read_participant_added},
    {"onMemberRemoved", read_participant_removed},
    {"onChannelDestroyed", read_conversation_removed},
    {"onParticipantJoined", read_interaction_joined},
    {"onParticipantLeft", read_interaction_left},
    {"onChannelStatusUpdated", read_channel_status},
    {"onChannelCreateFailed", read_channel_failed},
};

/// TaskRouter names its events with a dot; those of workers and activities are no concern of a
/// handoff.
bool is_task_event(std::string_view event) {
  for (std::string_view prefix : {"task.", "reservation.", "workflow.", "task-queue."})
    if (event.starts_with(prefix)) return true;
  return false;
}

} // namespace

result<webhook_event> parse_webhook(const http::incoming& req) {
  auto read = read_parameters(req);
  if (!read) return read.error();
  auto& p = *read;
  auto event = p.required({"EventType"});
  if (p.has_problem()) return p.problem();
  webhook_event out = irrelevant{event};
  if (is_task_event(event)) out = read_task_event(p);
  for (const auto& r : rows)
    if (r.event == event) out = r.read(p);
  if (p.has_problem()) return p.problem();
  return out;
}

} // namespace flexcord::net::twilio
