// What conversation-scoped webhooks and the record of events are told.
#include "sandbox/twilio/talks.hpp"

#include "sandbox/twilio/legacy_names.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/times.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

boost::json::array media_json(const std::vector<const media_file*>& files) {
  boost::json::array out;
  for (const auto* f : files)
    out.push_back(boost::json::object{{"Sid", f->sid},
                                      {"ContentType", f->content_type},
                                      {"Filename", f->filename},
                                      {"Size", f->bytes.size()}});
  return out;
}

// "onMessageAdded" -> "added"
std::string verb_of(std::string_view event) {
  if (event.ends_with("Added")) return "added";
  return event.ends_with("Removed") ? "removed" : "updated";
}

} // namespace

void talks::send_to(const conversation& c, const scoped_webhook& w, const std::string& event,
                    const net::http::form& first, const net::http::form& last, const origin& by) {
  hook h{"conversations", event, w.url, w.method, {{"EventType", event}}, c.sid};
  auto& out = h.parameters;
  out.insert(out.end(), first.begin(), first.end());
  out.emplace_back("AccountSid", account_sid);
  out.emplace_back("Source", by.source);
  if (!by.client_identity.empty()) out.emplace_back("ClientIdentity", by.client_identity);
  out.emplace_back("RetryCount", "0");
  out.insert(out.end(), last.begin(), last.end());
  out.emplace_back("ChatServiceSid", service_sid);
  out.emplace_back("WebhookSid", w.sid);
  hooks_.send(std::move(h));
}

void talks::announce(const conversation& c, const std::string& event, net::http::form first,
                     net::http::form last, const origin& by) {
  if (!by.hooks) return;
  const auto legacy_event = legacy_event_of(event, net::http::form_value(last, "Media"));
  auto all = first;
  all.insert(all.end(), last.begin(), last.end());
  for (const auto& w : c.webhooks) {
    const auto& heard = w.legacy ? legacy_event : event;
    if (w.target != "webhook" ||
        std::find(w.filters.begin(), w.filters.end(), heard) == w.filters.end())
      continue;
    if (w.legacy)
      send_legacy(c, w, heard, all, by);
    else
      send_to(c, w, event, first, last, by);
  }
}

// A webhook without filters hears of every message.
void talks::tell_studio(const conversation& c, const message& m, const origin& by) {
  if (!by.hooks || !on_studio) return;
  const std::string event = "onMessageAdded";
  const auto legacy_event = legacy_event_of(event, m.media.empty() ? "" : "[]");
  for (const auto& w : c.webhooks) {
    const auto& heard = w.legacy ? legacy_event : event;
    if (w.target == "studio" && (w.filters.empty() || std::find(w.filters.begin(), w.filters.end(),
                                                                heard) != w.filters.end()))
      on_studio(c, m, w, by);
  }
}

net::http::form talks::message_media(const message& m) const {
  std::vector<const media_file*> files;
  for (const auto& sid : m.media)
    if (auto at = media_.find(sid); at != media_.end()) files.push_back(&at->second);
  if (files.empty()) return {};
  return {{"Media", boost::json::serialize(media_json(files))}};
}

namespace {

net::http::form message_head(const message& m, std::string_view event) {
  net::http::form out{{"Attributes", m.attributes}, {"DateCreated", iso_millis(m.created_ms)}};
  if (event == "onMessageUpdated") out.emplace_back("DateUpdated", iso_millis(m.updated_ms));
  if (event == "onMessageRemoved") out.emplace_back("DateRemoved", iso_millis(m.updated_ms));
  out.emplace_back("Index", std::to_string(m.index));
  out.emplace_back("MessageSid", m.sid);
  return out;
}

net::http::form message_tail(const conversation& c, const message& m, net::http::form media) {
  net::http::form out{{"Author", m.author}};
  if (!m.participant_sid.empty()) out.emplace_back("ParticipantSid", m.participant_sid);
  if (m.body) out.emplace_back("Body", *m.body);
  out.insert(out.end(), media.begin(), media.end());
  out.emplace_back("ConversationSid", c.sid);
  if (!c.messaging_service_sid.empty())
    out.emplace_back("MessagingServiceSid", c.messaging_service_sid);
  return out;
}

} // namespace

void talks::announce_message(const conversation& c, const message& m, const std::string& event,
                             const origin& by) {
  announce(c, event, message_head(m, event), message_tail(c, m, message_media(m)), by);
  boost::json::object data{{"change", verb_of(event)}, {"conversation_sid", c.sid}, {"sid", m.sid}};
  data["unique_name"] = c.unique_name;
  data["index"] = m.index;
  data["author"] = m.author;
  data["source"] = by.source;
  data["body"] = m.body ? boost::json::value(*m.body) : boost::json::value(nullptr);
  boost::json::array files;
  for (const auto& sid : m.media)
    if (auto at = media_.find(sid); at != media_.end())
      files.push_back(boost::json::object{{"sid", sid},
                                          {"filename", at->second.filename},
                                          {"content_type", at->second.content_type},
                                          {"size", at->second.bytes.size()}});
  data["media"] = std::move(files);
  host_.happened("twilio.message", std::move(data));
}

void talks::replay(const conversation& c, const scoped_webhook& w, std::int64_t after) {
  const std::string event = "onMessageAdded";
  for (const auto& m : c.messages) {
    if (m.index <= after) continue;
    if (w.target == "studio" && on_studio) on_studio(c, m, w, origin{});
    if (w.target == "webhook")
      send_to(c, w, event, message_head(m, event), message_tail(c, m, message_media(m)), origin{});
  }
}

void talks::announce_participant(const conversation& c, const participant& p,
                                 const std::string& event, const origin& by) {
  net::http::form first{{"ParticipantSid", p.sid}, {"DateCreated", iso_millis(p.created_ms)}};
  if (event != "onParticipantAdded") first.emplace_back("DateUpdated", iso_millis(p.updated_ms));
  if (event == "onParticipantRemoved") first.emplace_back("DateRemoved", iso_millis(p.updated_ms));
  if (event != "onParticipantAdded" && p.last_read_index)
    first.emplace_back("LastReadMessageIndex", std::to_string(*p.last_read_index));
  net::http::form last;
  if (!p.identity.empty()) last.emplace_back("Identity", p.identity);
  last.emplace_back("RoleSid", p.role.empty() ? std::string(role_sid) : p.role);
  last.emplace_back("Attributes", p.attributes);
  if (!p.address.empty() || !p.proxy_address.empty()) {
    last.emplace_back("MessagingBinding.Address", p.address);
    last.emplace_back("MessagingBinding.ProxyAddress", p.proxy_address);
    last.emplace_back("MessagingBinding.Type", "sms");
  }
  last.emplace_back("ConversationSid", c.sid);
  announce(c, event, std::move(first), std::move(last), by);
  host_.happened("twilio.participant", {{"change", verb_of(event)},
                                        {"conversation_sid", c.sid},
                                        {"unique_name", c.unique_name},
                                        {"sid", p.sid},
                                        {"identity", p.identity}});
}

void talks::announce_conversation(const conversation& c, const std::string& event,
                                  const origin& by) {
  announce(c, event,
           {{"Attributes", c.attributes},
            {"DateCreated", iso_millis(c.created_ms)},
            {"DateUpdated", iso_millis(c.updated_ms)}},
           {{"ConversationSid", c.sid},
            {"FriendlyName", c.friendly_name},
            {"UniqueName", c.unique_name},
            {"State", c.state},
            {"MessagingServiceSid", c.messaging_service_sid}},
           by);
  host_.happened("twilio.conversation", {{"change", verb_of(event)},
                                         {"sid", c.sid},
                                         {"unique_name", c.unique_name},
                                         {"attributes", c.attributes},
                                         {"state", c.state}});
}

} // namespace flexcord::sandbox::twilio
