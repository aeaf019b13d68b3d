// Studio's REST v2: flows with their revisions, the dry run of a definition, executions.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/studio_views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

flow_request read(const call& c, const flow_revision* now) {
  auto field = [&](const char* name, const std::string& otherwise) {
    return c.field(name).value_or(otherwise);
  };
  flow_request wanted;
  wanted.friendly_name = field("FriendlyName", now ? now->friendly_name : "");
  wanted.status = field("Status", "");
  wanted.definition = field("Definition", now ? now->definition : "");
  wanted.commit_message = field("CommitMessage", "");
  return wanted;
}

void validate(world&, const call& c) {
  if (auto good = studio_flows::check(read(c, nullptr)); !good) return c.refuse(good.error());
  c.answer(200, boost::json::object{{"valid", true}});
}

void create(world& w, const call& c) {
  auto made = w.flows.create(read(c, nullptr), w.host.now_ms());
  if (!made) return c.refuse(made.error());
  c.answer(201, flow_view(c.root, **made));
}

using flow_handler = std::function<void(world&, const call&, studio_flow&)>;

api_handler in_flow(flow_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.flows.find(c.captured("flow"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

void fetch(world&, const call& c, studio_flow& f) { c.answer(200, flow_view(c.root, f)); }

void update(world& w, const call& c, studio_flow& f) {
  const auto wanted = read(c, &f.newest());
  if (auto done = w.flows.update(f, wanted, w.host.now_ms()); !done) return c.refuse(done.error());
  c.answer(200, flow_view(c.root, f));
}

void remove(world& w, const call& c, studio_flow& f) {
  w.flows.erase(std::string(f.sid));
  c.no_content();
}

void list(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [sid, f] : w.flows.all())
    items.push_back({f.serial, [&c, &f = f] { return flow_item_view(c.root, f); }});
  answer_page(c, "flows", std::move(items), 1000);
}

void list_revisions(world&, const call& c, studio_flow& f) {
  std::vector<listed> items;
  for (const auto& r : f.revisions)
    items.push_back({-r.number, [&c, &f, &r] { return revision_view(c.root, f, r); }});
  answer_page(c, "revisions", std::move(items), 1000);
}

const flow_revision* find_revision(const studio_flow& f, std::string_view name) {
  if (name == "LatestRevision") return &f.newest();
  const auto wanted =
      name == "LatestPublished" ? std::to_string(f.published_revision) : std::string(name);
  for (const auto& r : f.revisions)
    if (std::to_string(r.number) == wanted) return &r;
  return nullptr;
}

void fetch_revision(world&, const call& c, studio_flow& f) {
  const auto* r = find_revision(f, c.captured("revision"));
  if (!r) return c.not_found();
  c.answer(200, revision_view(c.root, f, *r));
}

void list_executions(world& w, const call& c, studio_flow& f) {
  std::vector<listed> items;
  for (const auto& [sid, e] : w.studio.executions())
    if (e.flow_sid == f.sid)
      items.push_back({-e.serial, [&c, &e = e] { return execution_view(c.root, e); }});
  answer_page(c, "executions", std::move(items), 1000);
}

using execution_handler = std::function<void(world&, const call&, const studio_execution&)>;

api_handler in_execution(execution_handler handle) {
  return in_flow([handle = std::move(handle)](world& w, const call& c, studio_flow& f) {
    const auto* found = w.studio.find(c.captured("execution"));
    if (!found || found->flow_sid != f.sid) return c.not_found();
    handle(w, c, *found);
  });
}

void fetch_execution(world&, const call& c, const studio_execution& e) {
  c.answer(200, execution_view(c.root, e));
}

// Ending one frees its conversation for the next message.
void update_execution(world& w, const call& c, const studio_execution& e) {
  if (c.field("Status").value_or("") != "ended")
    return c.refuse(bad_request("Status must be ended"));
  w.studio.end(e.sid);
  c.answer(200, execution_view(c.root, e));
}

void remove_execution(world& w, const call& c, const studio_execution& e) {
  w.studio.erase(std::string(e.sid));
  c.no_content();
}

} // namespace

std::vector<net::http::route> studio_routes(const std::shared_ptr<world>& w) {
  const std::string all = "/studio/v2/Flows";
  const std::string one = all + "/{flow}";
  const std::string execution = one + "/Executions/{execution}";
  std::vector<net::http::route> out;
  // Before the flows: "Validate" is none.
  out.push_back(api_route(w, "POST", all + "/Validate", validate));
  out.push_back(api_route(w, "POST", all, create));
  out.push_back(api_route(w, "GET", all, list));
  out.push_back(api_route(w, "GET", one, in_flow(fetch)));
  out.push_back(api_route(w, "POST", one, in_flow(update)));
  out.push_back(api_route(w, "DELETE", one, in_flow(remove)));
  out.push_back(api_route(w, "GET", one + "/Revisions", in_flow(list_revisions)));
  out.push_back(api_route(w, "GET", one + "/Revisions/{revision}", in_flow(fetch_revision)));
  out.push_back(api_route(w, "GET", one + "/Executions", in_flow(list_executions)));
  out.push_back(api_route(w, "GET", execution, in_execution(fetch_execution)));
  out.push_back(api_route(w, "POST", execution, in_execution(update_execution)));
  out.push_back(api_route(w, "DELETE", execution, in_execution(remove_execution)));
  return out;
}

} // namespace flexcord::sandbox::twilio
