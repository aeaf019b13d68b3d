#include "actors/setup/plan.hpp"

#include "actors/setup/planning.hpp"

#include <algorithm>

namespace flexcord::actors::setup {

bool plan::changes() const {
  return std::ranges::any_of(
      items, [](const item& i) { return i.how == standing::create || i.how == standing::change; });
}

bool plan::blocked() const {
  return std::ranges::any_of(items, [](const item& i) { return i.how == standing::cannot; });
}

std::string choose_workspace(const std::string& named,
                             const std::vector<net::twilio::workspace>& all) {
  if (!named.empty()) return named;
  for (const auto& w : all)
    if (w.friendly_name == flex_workspace) return w.sid;
  return all.size() == 1 ? all.front().sid : std::string{};
}

std::string choose_flow(const std::string& named,
                        const std::vector<net::twilio::studio_flow>& all) {
  if (!named.empty()) return named;
  const auto ours = [](const net::twilio::studio_flow& f) { return f.friendly_name == own_name; };
  if (std::ranges::count_if(all, ours) != 1) return {};
  return std::ranges::find_if(all, ours)->sid;
}

bool wants_twilio(const config::settings& s) {
  const auto& t = s.twilio;
  return !t.account_sid.empty() || !t.auth_token.empty() || !t.api_key_secret.empty();
}

bool wants_studio(const config::settings& s) {
  return s.routing.mode == "studio" || s.twilio.plane == "legacy-chat";
}

bool wants_flex_flow(const config::settings& s) { return s.twilio.plane == "legacy-chat"; }

std::string event_callback_url(const config::settings& s) {
  return net::http::join_url(s.http.public_url, "/twilio/taskrouter");
}

std::string interaction_webhook_url(const config::settings& s) {
  return net::http::join_url(s.http.public_url, "/twilio/interactions");
}

plan make_plan(const config::settings& s, const seen& found) {
  plan p;
  planning work{s, found, p};
  plan_discord(work);
  if (!wants_twilio(s)) return p;
  if (!plan_places(work)) return p;
  plan_workflow(work);
  plan_task_channel(work);
  if (wants_studio(s)) plan_studio_flow(work);
  if (wants_flex_flow(s)) plan_flex_flow(work);
  plan_hooks(work);
  return p;
}

} // namespace flexcord::actors::setup
