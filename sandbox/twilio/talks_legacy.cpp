// Programmable Chat's side of the conversations: its webhooks, and the end of a Flex channel.
#include "sandbox/twilio/legacy_names.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/talks.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

void talks::send_legacy(const conversation& c, const scoped_webhook& w, const std::string& event,
                        const net::http::form& all, const origin& by) {
  hook h{"chat", event, w.url, w.method, {{"EventType", event}}, c.sid, w.retries};
  auto& out = h.parameters;
  out.emplace_back("InstanceSid", service_sid);
  out.emplace_back("AccountSid", account_sid);
  const auto about = legacy_parameters(event, all);
  out.insert(out.end(), about.begin(), about.end());
  if (event == "onMessageUpdated")
    out.emplace_back("ModifiedBy", by.client_identity.empty() ? "system" : by.client_identity);
  out.emplace_back("Source", by.source);
  if (!by.client_identity.empty()) out.emplace_back("ClientIdentity", by.client_identity);
  out.emplace_back("RetryCount", "0");
  hooks_.send(std::move(h));
}

void talks::deactivate(conversation& c) {
  boost::system::error_code error;
  auto parsed = json::parse(c.attributes, error);
  json::object attributes;
  if (!error && parsed.is_object()) attributes = parsed.get_object();
  const auto* status = attributes.if_contains("status");
  if (status && status->is_string() && status->get_string() == "INACTIVE") return;
  attributes["status"] = "INACTIVE";
  c.attributes = json::serialize(attributes);
  changed(c, origin{});
}

} // namespace flexcord::sandbox::twilio
