#include "actors/discord/gateway_actor.hpp"
#include "actors/discord/interactions.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"

#include <caf/send.hpp>

/// The slash commands are registered once for each list of them, by whichever life comes to it.
namespace flexcord::actors {
namespace {
constexpr net::backoff_rules pauses{std::chrono::seconds(2), std::chrono::minutes(5)};

/// Discord has looked at it and says no: asking again soon would be of no use.
bool is_verdict(const net::failure& f) {
  return f.kind == net::failure_kind::refused && f.http_status < 500;
}
} // namespace

/// A resumed session does not say whose it is, and the life that began it may have died before it
/// came to the commands.
void gateway_state::learn_application() {
  if (commands_known_ || !application_.empty() || !tools_.settings.register_commands) return;
  using application = net::discord::rest::application;
  tools_.discord->get_application([this, me = me_](net::result<application> got) {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, got] {
                     if (got) {
                       application_ = got->id;
                       check_commands();
                     } else if (!is_verdict(got.error())) {
                       try_commands_again([this] { learn_application(); });
                     }
                   })});
  });
}

void gateway_state::check_commands() {
  if (commands_known_ || application_.empty() || !tools_.settings.register_commands) return;
  auto slot = "commands:" + application_ + ':' + tools_.settings.guild_id;
  self_->request(journal_, caf::infinite, read_value{slot})
      .then(
          [this, slot](const stored_value& known) {
            const auto commands = discord::commands_json();
            commands_known_ = known.value == commands;
            if (!commands_known_) register_commands(slot, commands);
          },
          [this](const caf::error&) { try_commands_again([this] { check_commands(); }); });
}

void gateway_state::register_commands(const std::string& slot, const std::string& commands) {
  using nothing = net::discord::rest::nothing;
  auto done = [this, slot, commands](const net::result<nothing>& r) {
    if (r) {
      log::info("gateway", "commands-registered");
      commands_known_ = true;
      self_->request(journal_, caf::infinite, write_value{slot, commands})
          .then([] {}, [](const caf::error&) {}); // then the next life registers them again
      return;
    }
    log::error("gateway", "commands-not-registered", {{"why", to_string(r.error())}});
    if (!is_verdict(r.error())) try_commands_again([this] { check_commands(); });
  };
  tools_.discord->register_commands(application_, tools_.settings.guild_id, commands,
                                    [me = me_, done = std::move(done)](net::result<nothing> r) {
                                      caf::anon_send(me,
                                                     job{std::make_shared<std::function<void()>>(
                                                         [done, r = std::move(r)] { done(r); })});
                                    });
}

void gateway_state::try_commands_again(std::function<void()> what) {
  self_->run_delayed(net::backoff(pauses, ++command_tries_, 1.0), std::move(what));
}

} // namespace flexcord::actors
