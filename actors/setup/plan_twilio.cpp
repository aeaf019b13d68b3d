#include "actors/setup/planning.hpp"

#include <algorithm>

namespace flexcord::actors::setup {
namespace {

template <class T>
const T* find_sid(const std::vector<T>& all, const std::string& sid) {
  const auto at = std::ranges::find_if(all, [&](const T& one) { return one.sid == sid; });
  return at == all.end() ? nullptr : &*at;
}

bool is_task_channel_sid(const std::string& name) {
  return name.size() == 34 && name.starts_with("TC");
}

bool plan_service(planning& w) {
  const auto* chat =
      w.answer(subject::service, w.found.chat,
               "check twilio.account-sid with twilio.auth-token (or the API key) and the way out");
  if (!chat) return false;
  auto& sid = w.p.so_far.service_sid;
  sid = w.s.twilio.service_sid.empty() ? chat->service_sid : w.s.twilio.service_sid;
  if (sid.empty()) {
    w.add(subject::service, standing::cannot, "the account has no default Conversations service",
          "Flex makes one: open Flex once (Console, Flex, Overview), or set twilio.service-sid");
    return false;
  }
  if (sid != chat->service_sid)
    w.add(subject::service, standing::left,
          "twilio.service-sid is " + sid + ", but the account's default chat service is " +
              (chat->service_sid.empty() ? "not set" : chat->service_sid) +
              ": Flex sees only the default one",
          "Console, Conversations, Defaults: make it the default, or correct twilio.service-sid");
  else
    w.add(subject::service, standing::as_wanted, "the Flex chat service is " + sid);
  return true;
}

bool plan_workspace(planning& w) {
  static const std::vector<net::twilio::workspace> none;
  const auto* all = w.found.workspaces ? w.answer(subject::workspace, w.found.workspaces,
                                                  "the API key must be allowed to read TaskRouter")
                                       : &none;
  if (!all) return false;
  auto& sid = w.p.so_far.workspace_sid;
  sid = choose_workspace(w.s.twilio.workspace_sid, *all);
  if (sid.empty()) {
    w.add(subject::workspace, standing::cannot,
          all->empty() ? "the account has no TaskRouter workspace"
                       : "which TaskRouter workspace is meant cannot be told: there are " +
                             std::to_string(all->size()),
          "set twilio.workspace-sid (TaskRouter, Workspaces, \"Flex Task Assignment\")");
    return false;
  }
  if (!w.answer(subject::workspace, w.found.workspace,
                "correct twilio.workspace-sid (TaskRouter, Workspaces, \"Flex Task Assignment\")"))
    return false;
  w.add(subject::workspace, standing::as_wanted, "the TaskRouter workspace is " + sid);
  return true;
}

void plan_event_callback(planning& w) {
  const auto wanted = event_callback_url(w.s);
  const auto& there = (*w.found.workspace)->event_callback_url;
  if (there == wanted)
    w.add(subject::event_callback, standing::as_wanted,
          "the workspace tells its events to " + wanted);
  else if (there.empty())
    w.add(subject::event_callback, standing::create,
          "let the workspace tell its events to " + wanted);
  else
    w.add(subject::event_callback, standing::left,
          "the workspace's event callback is somebody else's, " + there + ", and is not touched",
          "without it agents' coming and going is seen later, by polling; let that program pass "
          "the events on to " +
              wanted + ", or clear the callback (TaskRouter, Settings) and run setup again");
}

void plan_interaction_webhook(planning& w) {
  if (w.s.twilio.plane == "legacy-chat") return; // it has no Interactions
  if (w.s.twilio.flex_instance_sid.empty()) {
    w.add(
        subject::interaction_webhook, standing::left,
        "no Interaction webhook: the account's Flex instance is not known",
        "set twilio.flex-instance-sid (Console, Flex, Overview: GO…); without the webhook agents' "
        "coming and going is seen later");
    return;
  }
  const auto* hooks = w.answer(subject::interaction_webhook, w.found.hooks,
                               "correct twilio.flex-instance-sid (Console, Flex, Overview)");
  if (!hooks) return;
  const auto wanted = interaction_webhook_url(w.s);
  const auto global = [](const auto& h) { return h.type != "interaction"; };
  const auto ours = [&](const auto& h) { return global(h) && h.url == wanted; };
  const auto other = std::ranges::find_if(*hooks, global);
  if (std::ranges::any_of(*hooks, ours))
    w.add(subject::interaction_webhook, standing::as_wanted,
          "Flex tells its interactions to " + wanted);
  else if (other == hooks->end())
    w.add(subject::interaction_webhook, standing::create,
          "let Flex tell its interactions to " + wanted);
  else
    w.add(subject::interaction_webhook, standing::left,
          "the Flex instance's Interaction webhook is somebody else's, " + other->url +
              ", and is not touched",
          "let that program pass the events on to " + wanted +
              ", or remove it (Console, Flex, Channel management, Interactions) and run setup "
              "again");
}

} // namespace

bool plan_places(planning& w) { return plan_service(w) && plan_workspace(w); }

void plan_workflow(planning& w) {
  const auto* all = w.answer(subject::workflow, w.found.workflows,
                             "the API key must be allowed to read TaskRouter");
  if (!all) return;
  const auto& named = w.s.twilio.workflow_sid;
  auto& sid = w.p.so_far.workflow_sid;
  if (!named.empty()) {
    if (const auto* one = find_sid(*all, named)) {
      sid = named;
      w.add(subject::workflow, standing::as_wanted,
            "handoffs go through the workflow \"" + one->friendly_name + "\", " + sid);
    } else {
      w.add(subject::workflow, standing::cannot,
            "the workspace has no workflow " + named + " (twilio.workflow-sid)",
            "correct it, or leave it out and setup makes one");
    }
    return;
  }
  const auto own = std::ranges::find_if(*all, [](auto& f) { return f.friendly_name == own_name; });
  if (own != all->end()) {
    sid = own->sid;
    w.add(subject::workflow, standing::as_wanted,
          std::string("handoffs go through the workflow \"") + own_name + "\", " + sid);
    return;
  }
  const auto* queues =
      w.answer(subject::workflow, w.found.queues, "the API key must be allowed to read TaskRouter");
  if (!queues) return;
  auto queue = std::ranges::find_if(*queues, [](auto& q) { return q.friendly_name == flex_queue; });
  if (queue == queues->end() && queues->size() == 1) queue = queues->begin();
  if (queue == queues->end()) {
    w.add(subject::workflow, standing::cannot,
          "no workflow is named, and which queue a new one should use cannot be told: there are " +
              std::to_string(queues->size()),
          "make a workflow in TaskRouter and set twilio.workflow-sid to it");
    return;
  }
  w.p.so_far.queue_sid = queue->sid;
  w.add(subject::workflow, standing::create,
        std::string("make the workflow \"") + own_name + "\": every handoff goes to the queue \"" +
            queue->friendly_name + "\", " + queue->sid);
}

void plan_task_channel(planning& w) {
  const auto* all = w.answer(subject::task_channel, w.found.task_channels,
                             "the API key must be allowed to read TaskRouter");
  if (!all) return;
  const auto& named = w.s.twilio.task_channel;
  const auto at =
      std::ranges::find_if(*all, [&](auto& c) { return c.unique_name == named || c.sid == named; });
  if (at != all->end()) {
    w.p.so_far.task_channel_sid = at->sid;
    w.add(subject::task_channel, standing::as_wanted,
          "the task channel is \"" + at->unique_name + "\", " + at->sid);
  } else if (is_task_channel_sid(named)) {
    w.add(subject::task_channel, standing::cannot,
          "the workspace has no task channel " + named + " (twilio.task-channel)",
          "correct it, or name one by its unique name and setup makes it");
  } else {
    w.add(subject::task_channel, standing::create, "make the task channel \"" + named + '"');
  }
}

void plan_hooks(planning& w) {
  if (w.s.http.public_url.empty()) {
    w.add(subject::event_callback, standing::left,
          "Twilio is told nowhere to call: http.public-url is not set",
          "set it to the address by which Twilio reaches this node; until then agents are heard "
          "by polling only");
    return;
  }
  plan_event_callback(w);
  plan_interaction_webhook(w);
}

} // namespace flexcord::actors::setup
