#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/routing.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

using channel_handler = std::function<void(world&, const call&, interaction&)>;

api_handler in_channel(channel_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.flex.find_interaction(c.captured("interaction"));
    if (!found || found->channel_sid != c.captured("channel")) return c.not_found();
    handle(w, c, *found);
  };
}

// Routing={"status":"closed"} ends the tasks as well; without it they go on to wrap-up.
outcome<bool> closes_tasks(const call& c) {
  auto text = c.field("Routing");
  if (!text || text->empty()) return outcome<bool>(false);
  boost::system::error_code error;
  auto parsed = boost::json::parse(*text, error);
  if (error || !parsed.is_object()) return bad_request("Routing is not a valid JSON object");
  auto status = json_text(parsed.get_object(), "status");
  if (status != "closed" && status != "wrapping")
    return bad_request("Routing status must be closed or wrapping");
  return outcome<bool>(status == "closed");
}

void update(world& w, const call& c, interaction& found) {
  auto status = c.field("Status").value_or("");
  if (status != "closed" && status != "inactive")
    return c.refuse(bad_request("Status must be closed or inactive"));
  auto tasks_too = closes_tasks(c);
  if (!tasks_too) return c.refuse(tasks_too.error());
  if (auto ended = w.flex.end_channel(found, status, *tasks_too); !ended)
    return c.refuse(ended.error());
  c.answer(200, channel_view(c.root, found));
}

void list(world& w, const call& c) {
  auto* found = w.flex.find_interaction(c.captured("interaction"));
  if (!found) return c.not_found();
  answer_page(c, "channels", {{0, [&] { return channel_view(c.root, *found); }}}, 1000);
}

void create_invite(world& w, const call& c, interaction& found) {
  auto routing = read_routing(w.flex.setup, c, found);
  if (!routing) return c.refuse(routing.error());
  auto made = w.flex.invite_agent(found, *routing, "");
  if (!made) return c.refuse(made.error());
  c.answer(200, view(c.root, found, *made, w.flex.task_of(made->task_sid)));
}

void list_invites(world& w, const call& c, interaction& found) {
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.invites.size(); ++i)
    items.push_back({static_cast<std::int64_t>(i), [&w, &c, &found, i] {
                       const auto& v = found.invites[i];
                       return view(c.root, found, v, w.flex.task_of(v.task_sid));
                     }});
  answer_page(c, "invites", std::move(items), 1000);
}

void list_participants(world&, const call& c, interaction& found) {
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.seats.size(); ++i)
    items.push_back({static_cast<std::int64_t>(i),
                     [&c, &found, i] { return view(c.root, found, found.seats[i]); }});
  answer_page(c, "participants", std::move(items), 1000);
}

void update_participant(world& w, const call& c, interaction& found) {
  auto sid = std::string(c.captured("participant"));
  auto status = c.field("Status").value_or("");
  if (status != "closed" && status != "wrapup")
    return c.refuse(bad_request("Status must be closed or wrapup"));
  auto seat_of = [&]() -> const seat* {
    for (const auto& s : found.seats)
      if (s.sid == sid) return &s;
    return nullptr;
  };
  if (!seat_of()) return c.not_found();
  auto shown = view(c.root, found, *seat_of());
  if (auto ended = w.flex.end_seat(found, sid, status); !ended) return c.refuse(ended.error());
  c.answer(200, std::move(shown));
}

} // namespace

std::vector<net::http::route> channel_routes(const std::shared_ptr<world>& w) {
  const std::string all = "/flex-api/v1/Interactions/{interaction}/Channels";
  const std::string one = all + "/{channel}";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "GET", all, list));
  out.push_back(api_route(w, "GET", one, in_channel([](world&, const call& c, interaction& i) {
                            c.answer(200, channel_view(c.root, i));
                          })));
  out.push_back(api_route(w, "POST", one, in_channel(update)));
  out.push_back(api_route(w, "POST", one + "/Invites", in_channel(create_invite)));
  out.push_back(api_route(w, "GET", one + "/Invites", in_channel(list_invites)));
  out.push_back(api_route(w, "GET", one + "/Participants", in_channel(list_participants)));
  out.push_back(
      api_route(w, "POST", one + "/Participants/{participant}", in_channel(update_participant)));
  return out;
}

} // namespace flexcord::sandbox::twilio
