#include "actors/setup/flow.hpp"
#include "actors/setup/planning.hpp"

#include <algorithm>

namespace flexcord::actors::setup {
namespace {

bool blocked_at(const planning& w, subject what) {
  return std::ranges::any_of(
      w.p.items, [&](const item& i) { return i.what == what && i.how == standing::cannot; });
}

/// The Flex Flow as it is to be, but for its sid.
net::twilio::flex_flow wanted_flex_flow(const planning& w) {
  net::twilio::flex_flow f;
  f.friendly_name = own_name;
  f.chat_service_sid = w.p.so_far.service_sid;
  f.channel_type = "custom";
  f.integration_type = "studio";
  f.studio_flow_sid = w.p.so_far.studio_flow_sid;
  f.enabled = true;
  // One channel a case, as the conversations plane has it: a channel that is done is not reused.
  f.long_lived = false;
  f.janitor_enabled = true;
  return f;
}

bool same(const net::twilio::flex_flow& a, const net::twilio::flex_flow& b) {
  return a.chat_service_sid == b.chat_service_sid && a.channel_type == b.channel_type &&
         a.integration_type == b.integration_type && a.studio_flow_sid == b.studio_flow_sid &&
         a.enabled == b.enabled && a.long_lived == b.long_lived &&
         a.janitor_enabled == b.janitor_enabled;
}

} // namespace

void plan_studio_flow(planning& w) {
  if (w.s.http.public_url.empty()) {
    w.add(subject::studio_flow, standing::cannot,
          "the Studio flow needs http.public-url: it asks the bot there",
          "set it to the address by which Twilio reaches this node");
    return;
  }
  if (blocked_at(w, subject::workflow) || blocked_at(w, subject::task_channel)) {
    w.add(subject::studio_flow, standing::cannot,
          "the Studio flow needs the workflow and the task channel", "mend what is said of them");
    return;
  }
  const auto& named = w.s.twilio.studio_flow_sid;
  const auto* all =
      w.answer(subject::studio_flow, w.found.flows, "the API key must be allowed to read Studio");
  if (!all) return;
  const auto ours =
      std::ranges::count_if(*all, [](auto& f) { return f.friendly_name == own_name; });
  if (named.empty() && ours > 1) {
    w.add(subject::studio_flow, standing::cannot,
          "there are " + std::to_string(ours) + " Studio flows named \"" + own_name + '"',
          "set twilio.studio-flow-sid to the one that is meant");
    return;
  }
  auto& sid = w.p.so_far.studio_flow_sid;
  sid = choose_flow(named, *all);
  if (sid.empty()) {
    w.add(subject::studio_flow, standing::create,
          std::string("make the Studio flow \"") + own_name + "\" and publish it");
    return;
  }
  const auto* flow = w.answer(subject::studio_flow, w.found.flow,
                              "correct twilio.studio-flow-sid, or leave it out and setup makes a "
                              "flow");
  if (!flow) return;
  const flow_places places{w.s.http.public_url, w.p.so_far.workflow_sid,
                           w.p.so_far.task_channel_sid};
  const bool current = places.complete() &&
                       net::twilio::covers_json(flow->definition,
                                                fill_flow(flow_template(w.s.twilio.plane), places));
  if (current && flow->status == "published")
    w.add(subject::studio_flow, standing::as_wanted, "the Studio flow is " + sid + ", published");
  else
    w.add(subject::studio_flow, standing::change,
          current ? "publish the Studio flow " + sid
                  : "replace the definition of the Studio flow " + sid + " (\"" +
                        flow->friendly_name + "\") and publish it");
}

void plan_flex_flow(planning& w) {
  if (blocked_at(w, subject::studio_flow)) {
    w.add(subject::flex_flow, standing::cannot, "the Flex Flow needs the Studio flow",
          "mend what is said of it");
    return;
  }
  const auto* all = w.answer(subject::flex_flow, w.found.flex_flows,
                             "Programmable Chat may be gone from this account: twilio.plane = "
                             "\"conversations\" needs no Flex Flow");
  if (!all) return;
  const auto& named = w.s.twilio.flex_flow_sid;
  const auto there = std::ranges::find_if(
      *all, [&](auto& f) { return named.empty() ? f.friendly_name == own_name : f.sid == named; });
  auto& wanted = w.p.so_far.flex_flow;
  wanted = wanted_flex_flow(w);
  if (there == all->end() && !named.empty()) {
    w.add(subject::flex_flow, standing::cannot,
          "there is no Flex Flow " + named + " (twilio.flex-flow-sid)",
          "correct it, or leave it out and setup makes one");
  } else if (there == all->end()) {
    w.add(subject::flex_flow, standing::create,
          std::string("make the Flex Flow \"") + own_name + "\", from Chat to the Studio flow");
  } else {
    wanted.sid = there->sid;
    wanted.friendly_name = there->friendly_name;
    if (!wanted.studio_flow_sid.empty() && same(*there, wanted))
      w.add(subject::flex_flow, standing::as_wanted, "the Flex Flow is " + there->sid);
    else
      w.add(subject::flex_flow, standing::change,
            "let the Flex Flow " + there->sid + " lead from Chat to the Studio flow");
  }
}

} // namespace flexcord::actors::setup
