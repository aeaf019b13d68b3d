#include "net/twilio/json.hpp"
#include "net/twilio/webhook_parts.hpp"

namespace flexcord::net::twilio {

namespace {

std::string conversation_of(parameters& p) { return p.required({"ConversationSid", "ChannelSid"}); }

void read_files(parameters& p, message& m) {
  if (auto text = p.text({"Media"}); !text.empty() && !read_media(text, m.files))
    p.reject("Media", "is not a list of files");
  // Programmable Chat gives its one file in parameters of its own.
  if (auto sid = p.text({"MediaSid"}); !sid.empty() && m.files.empty()) {
    auto size = p.integer({"MediaSize"}, 0);
    m.files.push_back({sid, p.text({"MediaContentType"}), p.text({"MediaFilename"}),
                       size > 0 ? static_cast<std::uint64_t>(size) : 0});
  }
}

message read_message(parameters& p) {
  message m;
  m.conversation_sid = conversation_of(p);
  m.sid = p.required({"MessageSid"});
  m.author = p.text({"Author", "From"});
  m.body = p.text({"Body"});
  m.source = p.text({"Source"});
  m.attributes = p.text({"Attributes"});
  m.index = p.integer({"Index"}, -1);
  m.created_ms = p.time({"DateCreated"});
  m.updated = p.text({"DateUpdated"});
  m.nonce = nonce_of(m.attributes);
  read_files(p, m);
  return m;
}

/// By the event's name, or where both planes share one, by the names of the ids.
bool is_legacy(const parameters& p) {
  auto event = p.text({"EventType"});
  return event == "onMessageSent" || event == "onMediaMessageSent" ||
         (p.text({"ConversationSid"}).empty() && event.starts_with("onMessage") &&
          !event.ends_with("Added"));
}

} // namespace

webhook_event read_message_added(parameters& p) {
  auto m = read_message(p);
  // Without these a message can be neither ordered nor kept from going back to its author.
  p.required({"Author", "From"});
  p.required_integer({"Index"});
  m.legacy = is_legacy(p);
  // No public source shows how Programmable Chat names a file; a message without text has one too.
  const bool has_file = p.text({"EventType"}) == "onMediaMessageSent" || m.body.empty();
  m.incomplete = m.legacy && has_file && m.files.empty();
  return message_added{std::move(m)};
}

webhook_event read_message_updated(parameters& p) {
  auto m = read_message(p);
  m.legacy = is_legacy(p);
  // Programmable Chat may tell only who made the change.
  if (m.legacy && m.author.empty()) m.author = p.text({"ModifiedBy", "ClientIdentity"});
  return message_updated{std::move(m)};
}

webhook_event read_message_removed(parameters& p) {
  auto m = read_message(p);
  m.legacy = is_legacy(p);
  return message_removed{std::move(m)};
}

webhook_event read_participant_added(parameters& p) {
  return participant_added{conversation_of(p), p.required({"ParticipantSid", "MemberSid"}),
                           p.text({"Identity", "ClientIdentity"})};
}

webhook_event read_participant_removed(parameters& p) {
  return participant_removed{conversation_of(p), p.required({"ParticipantSid", "MemberSid"}),
                             p.text({"Identity", "ClientIdentity"})};
}

webhook_event read_state_updated(parameters& p) {
  auto conversation = conversation_of(p);
  auto state = p.required({"StateTo"});
  if (state != "closed") return irrelevant{"onConversationStateUpdated"};
  return conversation_closed{conversation, p.text({"Reason"})};
}

webhook_event read_conversation_removed(parameters& p) {
  return conversation_closed{conversation_of(p), "REMOVED"};
}

} // namespace flexcord::net::twilio
