// Control calls about Studio's flows and about what runs: mode and plane.
#include "sandbox/core/json.hpp"
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/control.hpp"
#include "sandbox/twilio/studio_views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

constexpr std::size_t most_executions = 100;

json::array flows_of(const world& w) {
  json::array out;
  for (const auto& [sid, f] : w.flows.all())
    out.push_back(json::object{{"sid", sid},
                               {"friendly_name", f.newest().friendly_name},
                               {"status", f.newest().status},
                               {"revision", f.newest().number},
                               {"published_revision", f.published_revision}});
  return out;
}

// The newest last.
json::array executions_of(const world& w, const net::http::incoming& in) {
  const auto conversation = in.query_value("conversation"), address = in.query_value("address");
  std::vector<const studio_execution*> found;
  for (const auto& [sid, e] : w.studio.executions())
    if ((conversation.empty() || e.conversation_sid == conversation) &&
        (address.empty() || e.address == address))
      found.push_back(&e);
  std::sort(found.begin(), found.end(), [](const studio_execution* a, const studio_execution* b) {
    return a->serial < b->serial;
  });
  if (found.size() > most_executions) found.erase(found.begin(), found.end() - most_executions);
  json::array out;
  for (const auto* e : found) out.push_back(execution_summary(*e));
  return out;
}

json::object studio_view(const world& w, const net::http::incoming& in) {
  return {{"stuck", w.studio.stuck()},
          {"concurrent", w.studio.concurrent},
          {"flows", flows_of(w)},
          {"executions", executions_of(w, in)}};
}

control_answer show_studio(world& w, const net::http::incoming& in, const json::object&) {
  return studio_view(w, in);
}

control_answer change_studio(world& w, const net::http::incoming& in, const json::object& body) {
  if (auto stuck = bool_at(body, "stuck")) w.studio.set_stuck(*stuck);
  if (auto concurrent = bool_at(body, "concurrent")) w.studio.concurrent = *concurrent;
  return studio_view(w, in);
}

json::object mode_view(const world& w) { return {{"mode", w.mode}, {"plane", w.plane}}; }

control_answer show_mode(world& w, const net::http::incoming&, const json::object&) {
  return mode_view(w);
}

control_answer set_mode(world& w, const net::http::incoming&, const json::object& body) {
  auto mode = text_at(body, "mode", w.mode), plane = text_at(body, "plane", w.plane);
  if (mode != "" && mode != "direct" && mode != "studio")
    return bad_request("mode is direct or studio");
  if (plane != "" && plane != "conversations" && plane != "legacy-chat")
    return bad_request("plane is conversations or legacy-chat");
  w.mode = std::move(mode);
  w.plane = std::move(plane);
  w.host.happened("sandbox.mode", mode_view(w));
  return mode_view(w);
}

} // namespace

std::vector<net::http::route> studio_control_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  out.push_back(control_route(w, "GET", "/_sandbox/studio", show_studio));
  out.push_back(control_route(w, "POST", "/_sandbox/studio", change_studio));
  out.push_back(control_route(w, "GET", "/_sandbox/mode", show_mode));
  out.push_back(control_route(w, "POST", "/_sandbox/mode", set_mode));
  return out;
}

} // namespace flexcord::sandbox::twilio
