#include "actors/setup/look.hpp"

#include "actors/wait.hpp"

namespace flexcord::actors::setup {
namespace {

void look_at_discord(seen& f, const config::settings& s, net::discord::rest& api) {
  f.application = wait<net::discord::rest::application>(
      [&](auto done) { api.get_application(std::move(done)); });
  if (!*f.application) return;
  const auto& guild = s.discord.guild_id;
  f.commands = wait<std::string>(
      [&](auto done) { api.get_commands((*f.application)->id, guild, std::move(done)); });
  if (guild.empty()) return;
  f.guild = wait<net::discord::guild>([&](auto done) { api.get_guild(guild, std::move(done)); });
  if (!*f.guild) return;
  const auto me = wait<net::discord::user>([&](auto done) { api.get_me(std::move(done)); });
  if (me)
    f.bot = wait<net::discord::guild_member>(
        [&](auto done) { api.get_member(guild, me->id, std::move(done)); });
}

/// Service and workspace, when they are not named; false when Twilio does not answer.
bool find_places(seen& f, config::settings& s, net::twilio::provision& api) {
  f.chat =
      wait<net::twilio::chat_defaults>([&](auto done) { api.get_chat_defaults(std::move(done)); });
  if (!*f.chat) return false;
  if (s.twilio.service_sid.empty()) s.twilio.service_sid = (*f.chat)->service_sid;
  if (!s.twilio.workspace_sid.empty()) return true;
  f.workspaces = wait<std::vector<net::twilio::workspace>>(
      [&](auto done) { api.list_workspaces(std::move(done)); });
  if (!*f.workspaces) return false;
  s.twilio.workspace_sid = choose_workspace({}, **f.workspaces);
  return !s.twilio.workspace_sid.empty();
}

void look_at_taskrouter(seen& f, net::twilio::provision& api) {
  f.workspace =
      wait<net::twilio::workspace>([&](auto done) { api.get_workspace(std::move(done)); });
  if (!*f.workspace) return;
  f.workflows = wait<std::vector<net::twilio::workflow>>(
      [&](auto done) { api.list_workflows(std::move(done)); });
  f.task_channels = wait<std::vector<net::twilio::task_channel>>(
      [&](auto done) { api.list_task_channels(std::move(done)); });
  f.queues = wait<std::vector<net::twilio::task_queue>>(
      [&](auto done) { api.list_task_queues(std::move(done)); });
}

void look_at_studio(seen& f, const config::settings& s, net::twilio::provision& api) {
  if (wants_studio(s)) {
    f.flows = wait<std::vector<net::twilio::studio_flow>>(
        [&](auto done) { api.list_flows(std::move(done)); });
    if (!*f.flows) return;
    // A list does not carry definitions.
    if (const auto sid = choose_flow(s.twilio.studio_flow_sid, **f.flows); !sid.empty())
      f.flow =
          wait<net::twilio::studio_flow>([&](auto done) { api.get_flow(sid, std::move(done)); });
  }
  if (wants_flex_flow(s))
    f.flex_flows = wait<std::vector<net::twilio::flex_flow>>(
        [&](auto done) { api.list_flex_flows(std::move(done)); });
}

/// The Interaction webhooks, of the account's own Flex instance when none is named.
void look_at_hooks(seen& f, config::settings& s, net::runtime& rt, net::http::client& http) {
  if (s.twilio.plane == "legacy-chat" || s.http.public_url.empty()) return;
  if (s.twilio.flex_instance_sid.empty()) {
    net::twilio::provision account{rt, http, s.twilio};
    const auto own =
        wait<std::string>([&](auto done) { account.get_flex_instance(std::move(done)); });
    if (own) s.twilio.flex_instance_sid = *own;
  }
  if (s.twilio.flex_instance_sid.empty()) return;
  net::twilio::provision api{rt, http, s.twilio};
  f.hooks = wait<std::vector<net::twilio::interaction_hook>>(
      [&](auto done) { api.list_interaction_hooks(std::move(done)); });
}

} // namespace

seen look(config::settings& s, net::runtime& rt, net::http::client& http,
          net::discord::rest& discord) {
  seen f;
  look_at_discord(f, s, discord);
  if (!wants_twilio(s)) return f;
  {
    net::twilio::provision account{rt, http, s.twilio};
    if (!find_places(f, s, account)) return f;
  }
  net::twilio::provision api{rt, http, s.twilio};
  look_at_taskrouter(f, api);
  if (!*f.workspace) return f;
  look_at_studio(f, s, api);
  look_at_hooks(f, s, rt, http);
  return f;
}

} // namespace flexcord::actors::setup
