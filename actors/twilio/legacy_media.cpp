#include "actors/twilio/legacy_media.hpp"

#include <atomic>
#include <memory>

namespace flexcord::actors::twilio {

namespace {

using net::twilio::message_added;
using net::twilio::webhook_event;

/// The answer or the deadline, whichever is first.
struct reading {
  std::atomic<bool> answered = false;
  std::function<void(webhook_event)> done;
  net::timer_handle timer;
  void answer(webhook_event e) {
    if (!answered.exchange(true)) done(std::move(e));
  }
};

/// What the webhook told stands; the message adds what it did not.
message_added joined(message_added told, const net::twilio::message& read) {
  if (read.sid != told.m.sid) return told;
  told.m.files = read.files;
  if (told.m.body.empty()) told.m.body = read.body;
  if (told.m.nonce.empty()) told.m.nonce = read.nonce;
  told.m.incomplete = false;
  return told;
}

} // namespace

void complete(net::runtime& rt, net::twilio::legacy* api, webhook_event e,
              std::function<void(webhook_event)> done, std::chrono::milliseconds limit) {
  auto* added = std::get_if<message_added>(&e);
  if (!api || !added || !added->m.incomplete || added->m.source != "SDK") return done(std::move(e));
  auto r = std::make_shared<reading>();
  r->done = std::move(done);
  // The deadline holds the reading, and a cancelled deadline lets it go.
  r->timer = rt.after_real(limit, [r, e] { r->answer(e); });
  const auto told = *added;
  api->get_message(told.m.conversation_sid, told.m.sid,
                   [r, told](net::result<net::twilio::message> m) {
                     r->answer(m ? webhook_event{joined(told, *m)} : webhook_event{told});
                     r->timer.cancel();
                   });
}

} // namespace flexcord::actors::twilio
