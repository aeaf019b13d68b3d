#include "actors/doctor/examine.hpp"
#include "actors/setup/plan.hpp"
#include "actors/wait.hpp"
#include "net/twilio/provision.hpp"

#include <algorithm>

namespace flexcord::actors::doctor {
namespace {

constexpr auto no_handoff = "no handoff works: the member is told that the transfer failed";

void examine_task_channel(findings& f, const patient& p, net::twilio::provision& api) {
  const auto& wanted = p.s.twilio.task_channel;
  const auto all = wait<std::vector<net::twilio::task_channel>>(
      [&](auto done) { api.list_task_channels(std::move(done)); });
  if (!all) {
    f.note("the task channels could not be read: " + to_string(all.error()));
    return;
  }
  if (std::ranges::none_of(*all,
                           [&](auto& c) { return c.unique_name == wanted || c.sid == wanted; }))
    f.wrong("the workspace has no task channel " + wanted + " (twilio.task-channel)", no_handoff,
            "run flexcord setup, which makes it, or name another one");
}

void examine_callbacks(findings& f, const patient& p, net::twilio::provision& api,
                       const net::twilio::workspace& w) {
  constexpr auto later =
      "agents' coming and going is seen later, by polling; flexcord setup sets it";
  if (p.s.http.public_url.empty()) return; // the settings' own notes say so
  if (w.event_callback_url != setup::event_callback_url(p.s))
    f.note(w.event_callback_url.empty()
               ? "the TaskRouter workspace tells nobody of its events"
               : "the TaskRouter workspace tells its events to " + w.event_callback_url,
           later);
  if (p.s.twilio.flex_instance_sid.empty() || setup::wants_flex_flow(p.s)) return;
  const auto hooks = wait<std::vector<net::twilio::interaction_hook>>(
      [&](auto done) { api.list_interaction_hooks(std::move(done)); });
  if (!hooks)
    f.wrong("the Flex instance " + p.s.twilio.flex_instance_sid +
                " does not answer: " + to_string(hooks.error()),
            "agents' coming and going is seen later",
            "correct twilio.flex-instance-sid (Console, Flex, Overview), or leave it out");
  else if (std::ranges::none_of(*hooks, [url = setup::interaction_webhook_url(p.s)](auto& h) {
             return h.url == url;
           }))
    f.note("Flex does not tell its interactions to this node", later);
}

} // namespace

void examine_taskrouter(findings& f, const patient& p) {
  net::twilio::provision api{p.rt, p.http, p.s.twilio};
  const auto& t = p.s.twilio;
  const auto workspace =
      wait<net::twilio::workspace>([&](auto done) { api.get_workspace(std::move(done)); });
  if (!workspace) {
    f.wrong("the TaskRouter workspace does not answer: " + to_string(workspace.error()),
            "no handoff works, and agents' coming and going is not seen",
            "check twilio.workspace-sid (TaskRouter, Workspaces, \"Flex Task Assignment\")");
    return;
  }
  f.good("the TaskRouter workspace answers");
  const auto workflow = wait<net::twilio::workflow>(
      [&](auto done) { api.get_workflow(t.workflow_sid, std::move(done)); });
  if (!workflow)
    f.wrong("the workspace has no workflow " + t.workflow_sid +
                " (twilio.workflow-sid): " + to_string(workflow.error()),
            no_handoff,
            "name one of TaskRouter, Workflows, or leave it out and run flexcord setup");
  else
    f.good("handoffs go through the workflow \"" + workflow->friendly_name + '"');
  examine_task_channel(f, p, api);
  examine_callbacks(f, p, api, *workspace);
}

} // namespace flexcord::actors::doctor
