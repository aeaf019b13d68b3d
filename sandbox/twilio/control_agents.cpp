#include "sandbox/core/json.hpp"
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/control.hpp"
#include "sandbox/twilio/control_talk.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

json::object agent_view(const agent& a) {
  return {{"id", a.sid}, {"name", a.name}, {"full_name", a.full_name}, {"identity", a.identity}};
}

control_answer hire(world& w, const net::http::incoming&, const json::object& body) {
  auto hired = w.flex.hire(text_at(body, "name"), text_at(body, "full_name"));
  if (!hired) return hired.error();
  return agent_view(**hired);
}

control_answer list_agents(world& w, const net::http::incoming&, const json::object&) {
  std::vector<const agent*> in_order;
  for (const auto& [sid, a] : w.flex.agents()) in_order.push_back(&a);
  std::sort(in_order.begin(), in_order.end(),
            [](const agent* a, const agent* b) { return a->serial < b->serial; });
  json::array out;
  for (const auto* a : in_order) out.push_back(agent_view(*a));
  return json::object{{"agents", std::move(out)}};
}

control_answer list_tasks(world& w, const net::http::incoming& in, const json::object&) {
  const auto* a = w.flex.find_agent(in.capture("agent"));
  if (!a) return no_such("agent");
  json::array out;
  for (const auto* t : w.flex.tasks())
    for (const auto& r : t->reservations)
      if (r.worker_sid == a->sid) out.push_back(agent_task_view(*t, r));
  return json::object{{"tasks", std::move(out)}};
}

// To an agent (WK…), or to the queue (WQ… or nothing); new attributes replace the old ones.
outcome<void> transfer(world& w, const agent& a, task& t, const json::object& body) {
  auto to = text_at(body, "to");
  if (to == queue_sid) to.clear();
  if (!to.empty() && !w.flex.find_agent(to)) return no_such("agent or queue to transfer to");
  const auto* attributes = object_at(body, "attributes");
  return w.flex.transfer(a, t, to, attributes ? json::serialize(*attributes) : std::string());
}

outcome<void> act(world& w, std::string_view action, const agent& a, task& t,
                  const json::object& body) {
  if (action == "accept") return w.flex.accept(a, t);
  if (action == "decline") return w.flex.decline(a, t);
  if (action == "complete") return w.flex.complete(a, t);
  if (action == "wrapup") return w.flex.wrap_up(a, t);
  if (action == "park") return w.flex.park(a, t);
  if (action == "leave") return w.flex.leave(a, t);
  if (action == "transfer") return transfer(w, a, t, body);
  return no_such("action");
}

control_answer do_action(world& w, const net::http::incoming& in, const json::object& body) {
  const auto* a = w.flex.find_agent(in.capture("agent"));
  if (!a) return no_such("agent");
  auto* t = w.flex.find_task(in.capture("task"));
  auto* r = t ? desk::reservation_of(*t, a->sid) : nullptr;
  if (!r) return no_such("task of this agent");
  if (auto done = act(w, in.capture("action"), *a, *t, body); !done) return done.error();
  return agent_task_view(*t, *desk::reservation_of(*t, a->sid));
}

} // namespace

std::vector<net::http::route> agent_control_routes(const std::shared_ptr<world>& w) {
  const std::string all = "/_sandbox/agents";
  const std::string one = all + "/{agent}";
  std::vector<net::http::route> out;
  out.push_back(control_route(w, "POST", all, hire));
  out.push_back(control_route(w, "GET", all, list_agents));
  out.push_back(control_route(w, "GET", one + "/tasks", list_tasks));
  out.push_back(control_route(w, "POST", one + "/tasks/{task}/{action}", do_action));
  const std::string talk = one + "/conversations/{conversation}";
  out.push_back(control_route(w, "POST", talk + "/messages", agent_says));
  out.push_back(control_route(w, "GET", talk + "/messages", agent_reads));
  out.push_back(control_route(w, "PATCH", talk + "/messages/{message}", agent_edits));
  out.push_back(control_route(w, "DELETE", talk + "/messages/{message}", agent_deletes));
  out.push_back(control_route(w, "POST", talk + "/join", agent_joins));
  out.push_back(control_route(w, "POST", talk + "/leave", agent_leaves));
  return out;
}

} // namespace flexcord::sandbox::twilio
