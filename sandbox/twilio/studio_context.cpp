#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/studio.hpp"
#include "sandbox/twilio/times.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

// A conversation's attributes are taken apart for the flow; a message's stay text.
json::value parsed(const std::string& attributes) {
  boost::system::error_code error;
  auto value = json::parse(attributes, error);
  return error ? json::value(json::object{}) : std::move(value);
}

json::object shared(const conversation& c, const message& m, const origin& by) {
  json::object out{{"AccountSid", account_sid},
                   {"MessageSid", m.sid},
                   {"Body", m.body.value_or("")},
                   {"Attributes", m.attributes},
                   {"Source", by.source},
                   {"ClientIdentity", by.client_identity},
                   {"Index", m.index},
                   {"DateCreated", iso_millis(m.created_ms)},
                   {"RetryCount", 0}};
  out["ChannelAttributes"] = parsed(c.attributes);
  return out;
}

} // namespace

json::object studio_context(const studio_execution& e, const conversation& c, const message& m,
                            bool legacy, const origin& by) {
  auto about = shared(c, m, by);
  if (legacy) {
    about["EventType"] = m.media.empty() ? "onMessageSent" : "onMediaMessageSent";
    about["ChannelSid"] = c.sid;
    about["InstanceSid"] = service_sid;
    about["From"] = m.author;
  } else {
    about["EventType"] = "onMessageAdded";
    about["ConversationSid"] = c.sid;
    about["ChatServiceSid"] = service_sid;
    about["Author"] = m.author;
    about["ParticipantSid"] = m.participant_sid;
  }
  return {{"trigger", json::object{{legacy ? "message" : "conversation", std::move(about)}}},
          {"flow", json::object{{"sid", e.sid},
                                {"flow_sid", e.flow_sid},
                                {"channel", json::object{{"address", c.sid}}}}},
          {"contact", json::object{{"channel", json::object{{"address", m.author}}}}}};
}

} // namespace flexcord::sandbox::twilio
