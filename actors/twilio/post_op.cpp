#include "actors/twilio/attributes.hpp"
#include "actors/twilio/posting.hpp"

namespace flexcord::actors::twilio {

operation_ptr make_post(std::shared_ptr<flex_context> c, perform p) {
  auto& what = std::get<conversation::post>(p.what.what);
  posting_plan plan;
  plan.messages = conversation_messages(c->deps.twilio);
  plan.heard = p.desk.routed && what.by == conversation::author::user;
  // Behind the channel's kind stands its own id.
  auto channel = p.key.substr(p.key.find(':') + 1);
  plan.attributes = [heard = plan.heard, channel, author = what.user.id](const std::string& nonce) {
    return heard ? message_attributes(nonce, channel, author) : message_attributes(nonce);
  };
  return make_posting(std::move(c), std::move(p), std::move(plan));
}

} // namespace flexcord::actors::twilio
