#include "actors/twilio/desk_reading.hpp"

#include "actors/twilio/identities.hpp"
#include "actors/twilio/webhook_events.hpp"

namespace flexcord::actors::twilio {

desk_reading::desk_reading(std::shared_ptr<flex_context> c, perform p)
    : operation(std::move(c), std::move(p), patience::order),
      look_(std::get<conversation::look>(job().what.what)),
      last_index_(look_.after) {}

bool desk_reading::is_own(const net::twilio::message& m) const {
  return m.author == user_identity(job().user) || m.author == bot_identity ||
         m.author == system_identity || m.author.empty() || m.nonce.starts_with(job().key + "#");
}

void desk_reading::tell_messages(std::vector<net::twilio::message> found) {
  messages_ = std::move(found);
  next_message_ = 0;
  tell_next();
}

void desk_reading::tell_next() {
  while (next_message_ < messages_.size() && is_own(messages_[next_message_])) saw_message();
  if (next_message_ == messages_.size()) return seen_last_ ? finish_seen() : read_people();
  context().deps.names->resolve(messages_[next_message_].author,
                                [self = shared_from_this(), this](const std::string& name) {
                                  if (!going()) return;
                                  auto& m = messages_[next_message_];
                                  auto e = envelope_of(wrote(m, name, true), desk_sid());
                                  e.id = net::twilio::added_id(m);
                                  if (m.created_ms > 0) e.at = m.created_ms;
                                  tell(std::move(e), [this] {
                                    saw_message();
                                    progress();
                                    tell_next();
                                  });
                                });
}

void desk_reading::saw_message() { skip_to(messages_[next_message_++].index); }

void desk_reading::name_agents(conversation::desk_seen seen) {
  seen_ = std::move(seen);
  name_next(0);
}

void desk_reading::name_next(std::size_t i) {
  while (i < seen_.agents.size() && !seen_.agents[i].name.empty()) ++i;
  if (i == seen_.agents.size()) return done();
  context().deps.names->resolve(seen_.agents[i].id,
                                [self = shared_from_this(), this, i](const std::string& name) {
                                  if (!going()) return;
                                  seen_.agents[i].name = name;
                                  name_next(i + 1);
                                });
}

void desk_reading::closed() {
  seen_ = {};
  seen_.conversation_closed = true;
  done();
}

/// Where it is over or nobody is any more, the last words may have come after the messages were
/// read.
void desk_reading::done() {
  const bool over =
      seen_.conversation_closed || seen_.channel == "closed" || seen_.channel == "failed";
  const bool goes_on = !over && !seen_.agents.empty();
  if (goes_on || std::exchange(seen_last_, true)) return finish_seen();
  read_messages();
}

void desk_reading::finish_seen() {
  seen_.name = look_.desk;
  seen_.last_index = last_index_;
  finish(std::move(seen_), "seen", desk_sid());
}

} // namespace flexcord::actors::twilio
