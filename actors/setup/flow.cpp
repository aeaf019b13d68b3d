#include "actors/setup/flow.hpp"

#include "studio_flows.hpp"

namespace flexcord::actors::setup {
namespace {

/// As it stands inside a JSON string.
std::string quoted(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= ' ') out += c;
  }
  return out;
}

} // namespace

std::string_view flow_template(std::string_view plane) {
  const std::string_view name = plane == "legacy-chat" ? "flow-legacy-chat.json" : "flow.json";
  for (const auto& f : studio_flows::files())
    if (f.name == name) return f.bytes;
  return {};
}

std::string fill_flow(std::string_view flow, const flow_places& places) {
  const std::pair<std::string_view, const std::string&> known[] = {
      {"${public-url}", places.public_url},
      {"${workflow-sid}", places.workflow_sid},
      {"${task-channel-sid}", places.task_channel_sid}};
  std::string out;
  while (!flow.empty()) {
    const auto at = std::min(flow.find("${"), flow.size());
    out += flow.substr(0, at);
    flow.remove_prefix(at);
    bool found = flow.empty();
    for (const auto& [name, value] : known)
      if (!found && flow.starts_with(name)) {
        out += quoted(value);
        flow.remove_prefix(name.size());
        found = true;
      }
    // Studio's own braces are doubled; anything else stays as it is.
    if (!found) {
      out += flow.substr(0, 2);
      flow.remove_prefix(2);
    }
  }
  return out;
}

} // namespace flexcord::actors::setup
