#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "actors/twilio/posting.hpp"

namespace flexcord::actors::twilio {

namespace {

using net::twilio::chat_channel;
using nothing = net::twilio::rest::nothing;

/// Writes the wish for an agent into the channel, unless it stands there.
void ask_for_agent(net::twilio::legacy& chat, const std::string& channel,
                   net::twilio::rest::callback<nothing> done) {
  chat.get_channel(channel, [&chat, channel, done](net::result<chat_channel> c) {
    if (!c) return done(c.error());
    auto wanted = attributes_wanting_agent(c->attributes);
    if (same_json(wanted, c->attributes)) return done(nothing{});
    chat.set_channel_attributes(channel, wanted, [done](net::result<chat_channel> r) {
      if (!r) return done(r.error());
      done(nothing{});
    });
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
  if (options.wants_agent)
    plan.before = [&chat, channel = p.desk.conversation](auto done) {
      ask_for_agent(chat, channel, std::move(done));
    };
  return make_posting(std::move(c), std::move(p), std::move(plan));
}

} // namespace flexcord::actors::twilio
