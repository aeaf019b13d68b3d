#pragma once
#include "actors/setup/plan.hpp"

/// The parts of make_plan, one a subject; for actors/setup's own files.
namespace flexcord::actors::setup {

/// What every part reads, and the plan that it adds to.
struct planning {
  const config::settings& s;
  const seen& found;
  plan& p;

  void add(subject what, standing how, std::string text, std::string mend = {}) {
    p.items.push_back({what, how, std::move(text), std::move(mend)});
  }
  /// What was asked for, when it was answered; else null, and why is in the plan.
  template <class T>
  const T* answer(subject what, const looked<T>& asked, const std::string& mend) {
    if (!asked) return nullptr;
    if (*asked) return &**asked;
    add(what, standing::cannot, to_string(asked->error()), mend);
    return nullptr;
  }
};

void plan_discord(planning& w);
/// Service and workspace; false when nothing of Twilio can be planned without them.
bool plan_places(planning& w);
void plan_workflow(planning& w);
void plan_task_channel(planning& w);
void plan_studio_flow(planning& w);
void plan_flex_flow(planning& w);
/// Where Twilio tells of agents: the workspace's events and the interactions.
void plan_hooks(planning& w);

} // namespace flexcord::actors::setup
