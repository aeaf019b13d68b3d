#pragma once
#include <string>
#include <string_view>

namespace flexcord::actors::setup {

/// What the placeholders of a flow in deploy/studio stand for.
struct flow_places {
  std::string public_url, workflow_sid, task_channel_sid;
  bool complete() const {
    return !public_url.empty() && !workflow_sid.empty() && !task_channel_sid.empty();
  }
};

/// The Studio flow of a plane ("conversations" or "legacy-chat"), as it lies in deploy/studio,
/// built into the program.
std::string_view flow_template(std::string_view plane);

/// The flow with `${public-url}`, `${workflow-sid}` and `${task-channel-sid}` filled in.
std::string fill_flow(std::string_view flow, const flow_places& places);

} // namespace flexcord::actors::setup
