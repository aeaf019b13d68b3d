#pragma once
#include "actors/discord/inbound.hpp"
#include "actors/setup/flow.hpp"
#include "actors/setup/plan.hpp"

/// An account in which everything is as flexcord wants it, and the settings that fit.
namespace flexcord::test {

using namespace flexcord::actors::setup;

constexpr auto host = "https://support.example.com";

inline config::settings complete_settings() {
  config::settings s;
  s.discord.token = config::secret("t");
  s.twilio.account_sid = "AC1";
  s.twilio.auth_token = config::secret("a");
  s.twilio.service_sid = "IS1";
  s.twilio.workspace_sid = "WS1";
  s.twilio.workflow_sid = "WW1";
  s.twilio.flex_instance_sid = "GO1";
  s.http.public_url = host;
  return s;
}

inline seen complete_account(const config::settings& s) {
  seen f;
  net::discord::rest::application app;
  app.id = "11";
  f.application = app;
  f.commands = std::string(actors::discord::commands_json());
  f.chat = net::twilio::chat_defaults{"IS1"};
  f.workspace = net::twilio::workspace{"WS1", flex_workspace, event_callback_url(s), ""};
  f.workflows = std::vector<net::twilio::workflow>{{"WW1", "Assign to Anyone"}};
  f.task_channels = std::vector<net::twilio::task_channel>{{"TC1", "chat"}};
  f.queues = std::vector<net::twilio::task_queue>{{"WQ1", flex_queue}};
  f.hooks =
      std::vector<net::twilio::interaction_hook>{{"T1", "global", interaction_webhook_url(s)}};
  if (!wants_studio(s)) return f;
  net::twilio::studio_flow flow{"FW1", own_name, "published", "", true};
  f.flows = std::vector{flow};
  flow.definition = fill_flow(flow_template(s.twilio.plane), {host, "WW1", "TC1"});
  f.flow = flow;
  if (!wants_flex_flow(s)) return f;
  f.flex_flows = std::vector<net::twilio::flex_flow>{
      {"FO1", own_name, "IS1", "custom", "studio", "FW1", true, false, true}};
  return f;
}

inline const item* find(const plan& p, subject what) {
  for (const auto& i : p.items)
    if (i.what == what) return &i;
  return nullptr;
}

inline net::failure refused(int status) {
  return {net::failure_kind::refused, status, 0, std::nullopt, "a call"};
}

} // namespace flexcord::test
