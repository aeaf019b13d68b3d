#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "actors/twilio/posting.hpp"

namespace flexcord::actors::twilio {

namespace {

using net::twilio::chat_channel;

/// A channel takes messages after Flex has put it aside with its task, or when a later talk has it.
void tell_whether_open(net::twilio::legacy& chat, const std::string& channel,
                       const std::string& desk, net::twilio::rest::callback<bool> done) {
  chat.get_channel(channel, [desk, done](net::result<chat_channel> c) {
    if (!c) return done(c.error());
    const auto f = facts_of(c->attributes);
    done(f.open() && (f.desk.empty() || f.desk == desk));
  });
}

} // namespace

operation_ptr make_legacy_post(std::shared_ptr<flex_context> c, perform p,
                               const legacy_options& options) {
  auto& chat = *c->deps.legacy;
  posting_plan plan;
  plan.messages = legacy_messages(chat);
  plan.attributes = [key = p.key,
                     what = std::get<conversation::post>(p.what.what)](const std::string& nonce) {
    return channel_message_attributes(nonce, key, what);
  };
  plan.heard = options.route;
  // What the user writes for an agent must not get lost with the agent; the flow hears the rest.
  const auto& what = std::get<conversation::post>(p.what.what);
  const bool for_agent = !options.route || !p.desk.task.empty();
  if (for_agent && what.by == conversation::author::user)
    plan.still_open = [&chat, channel = p.desk.conversation, desk = what.desk](auto done) {
      tell_whether_open(chat, channel, desk, std::move(done));
    };
  return make_posting(std::move(c), std::move(p), std::move(plan));
}

} // namespace flexcord::actors::twilio
