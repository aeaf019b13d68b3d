#include "sandbox/twilio/talks.hpp"

#include "sandbox/twilio/names.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

participant* talks::find_participant(conversation& c, std::string_view sid_or_identity) {
  auto at = std::find_if(c.participants.begin(), c.participants.end(), [&](const participant& p) {
    return p.sid == sid_or_identity || (!p.identity.empty() && p.identity == sid_or_identity);
  });
  return at == c.participants.end() ? nullptr : &*at;
}

outcome<participant*> talks::add_participant(conversation& c, participant p, const origin& by) {
  if (c.state == "closed")
    return refusal{400, 50377, "Conversation is closed: participants cannot be added"};
  auto same = [&](const participant& other) {
    return p.identity.empty() ? other.address == p.address && other.proxy_address == p.proxy_address
                              : other.identity == p.identity;
  };
  if (std::any_of(c.participants.begin(), c.participants.end(), same))
    return refusal{409, 50433, "Participant already exists"};
  if (c.participants.size() >= 1000)
    return bad_request("Conversation has the most participants it may have");
  p.sid = new_sid("MB");
  if (p.created_ms == 0) p.created_ms = host_.now_ms();
  p.updated_ms = p.created_ms;
  if (!p.identity.empty()) user_of(p.identity);
  c.participants.push_back(std::move(p));
  auto& added = c.participants.back();
  announce_participant(c, added, "onParticipantAdded", by);
  active_again(c);
  return &added;
}

void talks::participant_changed(conversation& c, participant& p, const origin& by) {
  p.updated_ms = host_.now_ms();
  announce_participant(c, p, "onParticipantUpdated", by);
}

void talks::remove_participant(conversation& c, const std::string& sid, const origin& by) {
  auto* found = find_participant(c, sid);
  if (!found) return;
  auto gone = *found;
  c.participants.erase(c.participants.begin() + (found - c.participants.data()));
  gone.updated_ms = host_.now_ms();
  announce_participant(c, gone, "onParticipantRemoved", by);
}

user* talks::find_user(std::string_view sid_or_identity) {
  if (auto at = users_.find(std::string(sid_or_identity)); at != users_.end()) return &at->second;
  auto at = std::find_if(users_.begin(), users_.end(),
                         [&](const auto& entry) { return entry.second.sid == sid_or_identity; });
  return at == users_.end() ? nullptr : &at->second;
}

user& talks::user_of(const std::string& identity) {
  auto [at, is_new] = users_.try_emplace(identity);
  if (is_new) {
    auto& u = at->second;
    u.sid = new_sid("US");
    u.identity = identity;
    u.role = role_sid;
    u.serial = ++serial_;
    u.created_ms = u.updated_ms = host_.now_ms();
  }
  return at->second;
}

media_file& talks::store_media(media_file f) {
  f.sid = new_sid("ME");
  f.created_ms = host_.now_ms();
  return media_[f.sid] = std::move(f);
}

const media_file* talks::find_media(std::string_view sid) const {
  auto at = media_.find(sid);
  return at == media_.end() ? nullptr : &at->second;
}

media_file* talks::find_media(std::string_view sid) {
  auto at = media_.find(sid);
  return at == media_.end() ? nullptr : &at->second;
}

} // namespace flexcord::sandbox::twilio
