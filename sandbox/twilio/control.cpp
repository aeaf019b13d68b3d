#include "sandbox/twilio/control.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

net::http::route control_route(const std::shared_ptr<world>& w, std::string method,
                               std::string path, control_handler handle) {
  auto run = [w, handle = std::move(handle)](net::http::incoming in, net::http::responder out) {
    json::value storage;
    const auto* body = read_json(in, storage);
    if (!body)
      return answer_json(out, 400, json::object{{"error", "the body is not a JSON object"}});
    auto answer = handle(*w, in, *body);
    if (answer) return answer_json(out, 200, *answer);
    const auto& why = answer.error();
    auto status = why.status == 404 || why.status == 409 ? why.status : 400;
    answer_json(out, status, json::object{{"error", why.message}});
  };
  return {std::move(method), std::move(path), std::move(run), std::size_t{40} << 20, {}};
}

refusal no_such(const std::string& what) { return {404, 20404, "no such " + what}; }

namespace {

// In the agent's words rather than TaskRouter's.
std::string status_for_agent(const std::string& reservation_status) {
  if (reservation_status == "pending") return "offered";
  return reservation_status == "rejected" ? "declined" : reservation_status;
}

} // namespace

json::object agent_task_view(const task& t, const reservation& r) {
  boost::system::error_code error;
  auto attributes = json::parse(t.attributes, error);
  return {{"task_sid", t.sid},
          {"reservation_sid", r.sid},
          {"status", status_for_agent(r.status)},
          {"task_status", t.status},
          {"reason", t.reason},
          {"attributes", error ? json::value(json::object{}) : std::move(attributes)},
          {"conversation_sid", t.conversation_sid},
          {"interaction_sid", t.interaction_sid}};
}

json::object console_message(const world& w, const conversation& c, const message& m) {
  auto out = view(w.host.http_base(), w, c, m);
  if (auto* files = out["media"].if_array())
    for (auto& f : *files)
      f.get_object()["url"] = "/_sandbox/media/" + std::string(f.get_object()["sid"].get_string());
  return out;
}

} // namespace flexcord::sandbox::twilio
