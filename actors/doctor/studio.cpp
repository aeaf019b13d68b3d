#include "actors/doctor/examine.hpp"
#include "actors/setup/flow.hpp"
#include "actors/setup/plan.hpp"
#include "actors/wait.hpp"
#include "net/twilio/provision.hpp"

namespace flexcord::actors::doctor {
namespace {

constexpr auto nobody_answers = "members write, and neither the bot nor an agent answers";
constexpr auto run_setup = "run flexcord setup, which makes and publishes it";

void examine_flow(findings& f, const patient& p, const net::twilio::studio_flow& flow) {
  const auto callback = net::http::join_url(p.s.http.public_url, "/chatbot-to-discord");
  const auto name = "the Studio flow " + flow.sid;
  bool good = true;
  if (flow.status != "published") {
    good = false;
    f.wrong(name + " is not published", nobody_answers,
            "publish it in Studio, or " + std::string(run_setup));
  }
  if (!flow.valid) {
    good = false;
    f.wrong(name + " is not valid", nobody_answers,
            "open it in Studio, which shows what is wrong, or " + std::string(run_setup));
  }
  if (!p.s.http.public_url.empty() && flow.definition.find(callback) == std::string::npos) {
    good = false;
    f.wrong(name + " does not ask the bot at " + callback,
            "the bot is not asked, and every member is sent to an agent",
            "correct http.public-url, or run flexcord setup, which corrects the flow");
  }
  if (good) f.good("the Studio flow \"" + flow.friendly_name + "\" asks the bot at " + callback);
}

void examine_flex_flow(findings& f, const patient& p, net::twilio::provision& api) {
  const auto& sid = p.s.twilio.flex_flow_sid;
  const auto all = wait<std::vector<net::twilio::flex_flow>>(
      [&](auto done) { api.list_flex_flows(std::move(done)); });
  if (!all) {
    f.wrong("the Flex Flows cannot be read: " + to_string(all.error()), nobody_answers,
            "Programmable Chat may be gone from this account: twilio.plane = \"conversations\"");
    return;
  }
  for (const auto& one : *all)
    if (one.sid == sid) {
      if (!one.enabled || one.studio_flow_sid != p.s.twilio.studio_flow_sid)
        f.wrong("the Flex Flow " + sid + " does not lead to the Studio flow", nobody_answers,
                run_setup);
      return;
    }
  f.wrong("there is no Flex Flow " + sid + " (twilio.flex-flow-sid)",
          "no channel can be made: members are not answered", run_setup);
}

} // namespace

void examine_studio(findings& f, const patient& p) {
  if (!setup::wants_studio(p.s)) return;
  net::twilio::provision api{p.rt, p.http, p.s.twilio};
  const auto& sid = p.s.twilio.studio_flow_sid;
  if (sid.empty()) {
    f.wrong("routing.mode is \"studio\", but twilio.studio-flow-sid is not set", nobody_answers,
            "run flexcord setup, which makes the flow and tells its sid");
  } else {
    const auto flow =
        wait<net::twilio::studio_flow>([&](auto done) { api.get_flow(sid, std::move(done)); });
    if (flow)
      examine_flow(f, p, *flow);
    else
      f.wrong("there is no Studio flow " + sid +
                  " (twilio.studio-flow-sid): " + to_string(flow.error()),
              nobody_answers, "correct it, or leave it out and run flexcord setup");
  }
  if (setup::wants_flex_flow(p.s)) examine_flex_flow(f, p, api);
}

} // namespace flexcord::actors::doctor
