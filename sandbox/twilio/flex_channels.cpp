#include "sandbox/twilio/flex_channels.hpp"

#include "sandbox/twilio/names.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

flex_flow& flex_channels::add(flex_flow f) {
  f.sid = new_sid("FO");
  f.serial = ++serial_;
  f.created_ms = f.updated_ms = host_.now_ms();
  return flows_[f.sid] = std::move(f);
}

flex_flow* flex_channels::find(std::string_view sid) {
  auto at = flows_.find(std::string(sid));
  return at == flows_.end() ? nullptr : &at->second;
}

namespace {

std::string channel_attributes(const flex_flow& f, const channel_request& wanted) {
  json::object out{{"status", "ACTIVE"},
                   {"channel_type", f.channel_type},
                   {"long_lived", f.long_lived},
                   {"from", wanted.target}};
  boost::system::error_code error;
  auto given = json::parse(wanted.pre_engagement, error);
  if (!error) out["pre_engagement_data"] = std::move(given);
  return json::serialize(out);
}

} // namespace

outcome<conversation*> flex_channels::open(const flex_flow& f, const channel_request& wanted) {
  if (!f.enabled) return bad_request("The Flex Flow is not enabled");
  auto& who = chats_.user_of(wanted.identity);
  conversation made;
  made.legacy = true;
  made.unique_name = wanted.unique_name;
  made.friendly_name = wanted.friendly_name;
  made.attributes = channel_attributes(f, wanted);
  made.flex = flex_channel{f.sid, who.sid, {}, f.janitor_enabled};
  auto added = chats_.create(std::move(made), origin{});
  if (!added) return added;
  auto& c = **added;
  who.friendly_name = wanted.user_name;
  participant p;
  p.identity = wanted.identity;
  (void)chats_.add_participant(c, std::move(p), origin{});
  if (f.integration_type == "studio") {
    scoped_webhook h;
    h.sid = new_sid("WH");
    h.target = "studio";
    h.legacy = true;
    h.flow_sid = f.flow_sid;
    h.filters = {"onMessageSent", "onMediaMessageSent"};
    h.created_ms = h.updated_ms = host_.now_ms();
    c.webhooks.push_back(std::move(h));
  }
  return &c;
}

} // namespace flexcord::sandbox::twilio
