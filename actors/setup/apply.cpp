#include "actors/setup/apply.hpp"

#include "actors/discord/inbound.hpp"
#include "actors/setup/flow.hpp"
#include "actors/wait.hpp"

#include <ostream>

namespace flexcord::actors::setup {
namespace {

/// What the operator can do about a refused call.
std::string mend_for(const net::failure& f) {
  if (f.http_status == 401) return "the credentials were refused: check the token or the API key";
  if (f.http_status == 403)
    return "the credentials are not allowed to do this: a restricted API key, or a bot without the "
           "scope applications.commands";
  if (f.code == 81022)
    return "Studio refuses the definition: the workflow and the task channel must be of this "
           "account, and http.public-url an address that Twilio can call";
  if (f.http_status == 0) return "check the way out, and run setup again: what is done stays done";
  return "run setup again; what is done stays done";
}

template <class T>
std::optional<net::failure> why(const net::result<T>& r) {
  return r ? std::nullopt : std::optional(r.error());
}

} // namespace

bool applying::run(const plan& p, const std::string& application_id) {
  now_ = p.so_far;
  bool all = true;
  for (const auto& i : p.items) {
    if (i.how != standing::create && i.how != standing::change) continue;
    made_.clear();
    all = step(i, application_id) && all;
  }
  return all;
}

bool applying::report(const item& i, const std::optional<net::failure>& f) {
  if (f) {
    err_ << "failed     " << i.text << ": " << to_string(*f) << "\n           " << mend_for(*f)
         << '\n';
    return false;
  }
  out_ << "done       " << i.text << (made_.empty() ? "" : ": " + made_) << '\n';
  return true;
}

bool applying::refused(const std::string& what, const std::string& mend) {
  err_ << "failed     " << what << "\n           " << mend << '\n';
  return false;
}

bool applying::step(const item& i, const std::string& application_id) {
  switch (i.what) {
  case subject::commands: {
    const auto r = wait<net::discord::rest::nothing>([&](auto done) {
      discord_.register_commands(application_id, s_.discord.guild_id, discord::commands_json(),
                                 std::move(done));
    });
    return report(i, why(r));
  }
  case subject::workflow: {
    const auto r = wait<net::twilio::workflow>(
        [&](auto done) { twilio_.create_workflow(own_name, now_.queue_sid, std::move(done)); });
    if (r) made_ = now_.workflow_sid = r->sid;
    return report(i, why(r));
  }
  case subject::task_channel: {
    const auto r = wait<net::twilio::task_channel>(
        [&](auto done) { twilio_.create_task_channel(s_.twilio.task_channel, std::move(done)); });
    if (r) made_ = now_.task_channel_sid = r->sid;
    return report(i, why(r));
  }
  case subject::studio_flow: {
    const flow_places places{s_.http.public_url, now_.workflow_sid, now_.task_channel_sid};
    if (!places.complete())
      return refused("the Studio flow needs the workflow and the task channel",
                     "mend what failed before it, and run setup again");
    const auto definition = fill_flow(flow_template(s_.twilio.plane), places);
    const auto valid = wait<net::twilio::provision::nothing>(
        [&](auto done) { twilio_.validate_flow(own_name, definition, std::move(done)); });
    if (!valid) return report(i, why(valid));
    const auto r = wait<net::twilio::studio_flow>([&](auto done) {
      if (now_.studio_flow_sid.empty())
        twilio_.create_flow(own_name, definition, std::move(done));
      else
        twilio_.update_flow(now_.studio_flow_sid, definition, std::move(done));
    });
    if (r) made_ = now_.studio_flow_sid = r->sid;
    return report(i, why(r));
  }
  case subject::flex_flow: {
    auto wanted = now_.flex_flow;
    wanted.studio_flow_sid = now_.studio_flow_sid;
    if (wanted.studio_flow_sid.empty())
      return refused("the Flex Flow needs the Studio flow",
                     "mend what failed before it, and run setup again");
    const auto r = wait<net::twilio::flex_flow>([&](auto done) {
      if (wanted.sid.empty())
        twilio_.create_flex_flow(wanted, std::move(done));
      else
        twilio_.update_flex_flow(wanted, std::move(done));
    });
    if (r) made_ = now_.flex_flow.sid = r->sid;
    return report(i, why(r));
  }
  case subject::event_callback: {
    const auto r = wait<net::twilio::workspace>(
        [&](auto done) { twilio_.set_event_callback(event_callback_url(s_), std::move(done)); });
    return report(i, why(r));
  }
  case subject::interaction_webhook: {
    const auto r = wait<net::twilio::interaction_hook>([&](auto done) {
      twilio_.create_interaction_hook(interaction_webhook_url(s_), std::move(done));
    });
    return report(i, why(r));
  }
  case subject::intents:
  case subject::permissions:
  case subject::service:
  case subject::workspace:
    break; // never changed by setup
  }
  return true;
}

} // namespace flexcord::actors::setup
