#include "sandbox/twilio/talks.hpp"

#include "sandbox/twilio/names.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

message* talks::find_message(conversation& c, std::string_view sid) {
  // The newest are asked for most.
  auto at = std::find_if(c.messages.rbegin(), c.messages.rend(),
                         [&](const message& m) { return m.sid == sid; });
  return at == c.messages.rend() ? nullptr : &*at;
}

outcome<message*> talks::add_message(conversation& c, message m, const origin& by) {
  if (c.state == "closed")
    return refusal{400, 50377, "Conversation is closed: messages cannot be added"};
  m.sid = new_sid("IM");
  m.index = c.next_index++;
  if (m.author.empty()) m.author = "system";
  if (m.created_ms == 0) m.created_ms = host_.now_ms();
  if (m.updated_ms == 0) m.updated_ms = m.created_ms;
  if (auto* writer = find_participant(c, m.author)) m.participant_sid = writer->sid;
  for (const auto& sid : m.media)
    if (auto* f = find_media(sid)) {
      f->message_sid = m.sid;
      f->conversation_sid = c.sid;
    }
  c.messages.push_back(std::move(m));
  auto& added = c.messages.back();
  announce_message(c, added, "onMessageAdded", by);
  tell_studio(c, added, by);
  active_again(c);
  return &added;
}

void talks::message_changed(conversation& c, message& m, const origin& by) {
  m.edited = true;
  if (!by.client_identity.empty()) m.last_updated_by = by.client_identity;
  announce_message(c, m, "onMessageUpdated", by);
}

void talks::remove_message(conversation& c, const std::string& sid, const origin& by) {
  auto* found = find_message(c, sid);
  if (!found) return;
  auto gone = std::move(*found);
  c.messages.erase(c.messages.begin() + (found - c.messages.data()));
  gone.updated_ms = host_.now_ms();
  announce_message(c, gone, "onMessageRemoved", by);
}

} // namespace flexcord::sandbox::twilio
