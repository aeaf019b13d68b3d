#pragma once
#include "actors/doctor/findings.hpp"
#include "config/settings.hpp"
#include "net/discord/rest.hpp"
#include "net/http/client.hpp"
#include "net/runtime.hpp"

/// The examinations, one idea each; all block. For actors/doctor's own files.
namespace flexcord::actors::doctor {

/// What every examination may use.
struct patient {
  const config::settings& s;
  net::runtime& rt;
  net::http::client& http;
  net::discord::rest& discord;
  bool node_runs; ///< one answers on http.port of this machine
};

/// True when a node answers where these settings would start one.
bool node_runs_here(const config::settings& s, net::http::client& http);

void examine_store(findings& f, const patient& p);
/// Token, gateway, intents. False when Discord cannot be asked any further.
bool examine_discord(findings& f, const patient& p);
/// Who gets the interactions: the gateway, this node's endpoint, or somebody else.
void examine_interactions(findings& f, const patient& p);
/// The bot's permissions in the guild and in every channel that the settings name.
void examine_channels(findings& f, const patient& p);
/// Who posts in the announcement channel.
void examine_announcements(findings& f, const patient& p);
/// Credentials, chat service, webhooks. False when Twilio cannot be asked any further.
bool examine_twilio(findings& f, const patient& p);
void examine_taskrouter(findings& f, const patient& p);
void examine_studio(findings& f, const patient& p);
/// That http.public-url leads to this node.
void examine_reach(findings& f, const patient& p);
void examine_clock(findings& f, const patient& p);
void examine_bot(findings& f, const patient& p);

} // namespace flexcord::actors::doctor
