// Control calls about the world as a whole: conversations, tasks, callbacks, files.
#include "sandbox/core/json.hpp"
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/control.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

json::object conversation_view(const conversation& c) {
  json::array people, hooks;
  for (const auto& p : c.participants)
    people.push_back(
        json::object{{"sid", p.sid}, {"identity", p.identity}, {"attributes", p.attributes}});
  for (const auto& h : c.webhooks) {
    json::array filters;
    for (const auto& f : h.filters) filters.emplace_back(f);
    hooks.push_back(json::object{{"sid", h.sid},
                                 {"target", h.target},
                                 {"url", h.url},
                                 {"flow_sid", h.flow_sid},
                                 {"filters", std::move(filters)}});
  }
  return {{"sid", c.sid},
          {"unique_name", c.unique_name},
          {"friendly_name", c.friendly_name},
          {"attributes", c.attributes},
          {"state", c.state},
          {"plane", c.legacy ? "legacy-chat" : "conversations"},
          {"participants", std::move(people)},
          {"messages", c.messages.size()},
          {"webhooks", std::move(hooks)}};
}

control_answer list_conversations(world& w, const net::http::incoming&, const json::object&) {
  std::vector<const conversation*> in_order;
  for (const auto& [sid, c] : w.chats.all()) in_order.push_back(&c);
  std::sort(in_order.begin(), in_order.end(),
            [](const conversation* a, const conversation* b) { return a->serial < b->serial; });
  json::array out;
  for (const auto* c : in_order) out.push_back(conversation_view(*c));
  return json::object{{"conversations", std::move(out)}};
}

json::object task_view(const task& t) {
  return {{"task_sid", t.sid},
          {"status", t.status},
          {"reason", t.reason},
          {"conversation_sid", t.conversation_sid},
          {"interaction_sid", t.interaction_sid}};
}

control_answer list_tasks(world& w, const net::http::incoming&, const json::object&) {
  json::array out;
  for (const auto* t : w.flex.tasks()) out.push_back(task_view(*t));
  return json::object{{"tasks", std::move(out)}};
}

control_answer cancel_task(world& w, const net::http::incoming& in, const json::object& body) {
  auto* t = w.flex.find_task(in.capture("task"));
  if (!t) return no_such("task");
  if (auto done = w.flex.cancel(*t, text_at(body, "reason", "canceled")); !done)
    return done.error();
  return task_view(*t);
}

// An empty URL takes the callback away again.
control_answer register_hooks(world& w, const net::http::incoming&, const json::object& body) {
  for (auto key : {"interactions", "taskrouter"}) {
    auto url = text_at(body, key);
    if (!url.empty() && !net::http::split_url(url).valid)
      return bad_request(std::string(key) + " is not a URL");
  }
  if (body.contains("interactions")) {
    const std::string ours = "flex_interactionwebhook_SANDBOXSANDBOXSANDBOXSAND0";
    w.flex.webhooks().erase(ours);
    interaction_webhook h;
    h.ttid = ours;
    h.url = text_at(body, "interactions");
    if (!h.url.empty()) w.flex.register_webhook(std::move(h));
  }
  if (body.contains("taskrouter")) w.flex.workspace_callback_url = text_at(body, "taskrouter");
  return json::object{};
}

// The page shows files without Twilio's credentials.
net::http::route file_route(const std::shared_ptr<world>& w) {
  net::http::route r;
  r.method = "GET";
  r.path = "/_sandbox/media/{media}";
  r.handle = [w](net::http::incoming in, net::http::responder out) {
    const auto* f = w->chats.find_media(in.capture("media"));
    if (!f) return answer_json(out, 404, json::object{{"error", "no such media"}});
    net::http::response answer;
    answer.status = 200;
    answer.headers = {{"Content-Type", f->content_type},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Content-Security-Policy", "sandbox; default-src 'none'; img-src 'self'"}};
    answer.body = f->bytes;
    out(std::move(answer));
  };
  return r;
}

} // namespace

std::vector<net::http::route> world_control_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  out.push_back(control_route(w, "GET", "/_sandbox/conversations", list_conversations));
  out.push_back(control_route(w, "GET", "/_sandbox/tasks", list_tasks));
  out.push_back(control_route(w, "POST", "/_sandbox/tasks/{task}/cancel", cancel_task));
  out.push_back(control_route(w, "POST", "/_sandbox/twilio/hooks", register_hooks));
  out.push_back(file_route(w));
  return out;
}

} // namespace flexcord::sandbox::twilio
