#include "actors/doctor/doctor.hpp"

#include "actors/doctor/examine.hpp"

namespace flexcord::actors {
namespace {

using namespace doctor;

bool judge_settings(findings& f, const config::loaded& loaded) {
  for (const auto& p : loaded.problems)
    f.wrong(to_string(p),
            p.incomplete ? "what it belongs to does not work" : "the node does not start",
            p.incomplete ? "flexcord setup finds or makes what is missing"
                         : "see the key in the shipped caf-application.conf");
  for (const auto& n : loaded.notes) f.note(n);
  if (!loaded.problems.empty()) return false;
  f.good(loaded.config_file.empty() ? "the settings are valid (no file, command line only)"
                                    : "the settings are valid: " + loaded.config_file);
  return true;
}

net::discord::rest_options options_of(const config::discord_settings& d) {
  net::discord::rest_options o;
  o.api_url = d.api_url;
  o.cdn_url = d.cdn_url;
  o.token = d.token.reveal();
  o.request_timeout = d.request_timeout;
  return o;
}

} // namespace

bool check(const config::loaded& loaded, std::ostream& out) {
  findings f{out};
  if (!judge_settings(f, loaded)) return f.close();
  const auto& s = loaded.values;
  net::runtime rt;
  net::http::client http{rt};
  net::discord::rest discord{rt, http, options_of(s.discord)};
  const patient p{s, rt, http, discord, node_runs_here(s, http)};
  examine_store(f, p);
  if (examine_discord(f, p)) {
    examine_interactions(f, p);
    examine_channels(f, p);
    examine_announcements(f, p);
  }
  if (!s.twilio.enabled()) {
    f.note("live agents are off: no Twilio settings");
  } else if (examine_twilio(f, p)) {
    examine_taskrouter(f, p);
    examine_studio(f, p);
  }
  examine_reach(f, p);
  examine_clock(f, p);
  examine_bot(f, p);
  discord.stop();
  http.stop();
  rt.stop();
  return f.close();
}

} // namespace flexcord::actors
