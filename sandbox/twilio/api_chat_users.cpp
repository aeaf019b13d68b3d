// Programmable Chat v2: the service, its users, and in which channels they are.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/chat_views.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

outcome<void> read_fields(const call& c, user& into) {
  auto friendly = text_field(c, "FriendlyName", 256);
  if (!friendly) return friendly.error();
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  if (*friendly) into.friendly_name = **friendly;
  if (*attributes) into.attributes = **attributes;
  if (auto role = c.field("RoleSid")) into.role = *role;
  return {};
}

std::size_t channels_of(const world& w, const user& u) {
  const auto& all = w.chats.all();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& entry) {
    const auto& people = entry.second.participants;
    return std::any_of(people.begin(), people.end(),
                       [&](const participant& p) { return p.identity == u.identity; });
  }));
}

void show(const world& w, const call& c, int status, const user& u) {
  c.answer(status, chat_view(c.root, u, channels_of(w, u)));
}

void create(world& w, const call& c) {
  auto identity = text_field(c, "Identity", 256);
  if (!identity) return c.refuse(identity.error());
  if (!*identity || (*identity)->empty()) return c.refuse(missing_field("Identity"));
  if (w.chats.find_user(**identity)) return c.refuse({409, 50201, "User already exists"});
  user wanted;
  if (auto read = read_fields(c, wanted); !read) return c.refuse(read.error());
  auto& made = w.chats.user_of(**identity);
  (void)read_fields(c, made);
  show(w, c, 201, made);
}

using user_handler = std::function<void(world&, const call&, user&)>;

api_handler in_user(user_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.chats.find_user(c.captured("user"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

void fetch(world& w, const call& c, user& found) { show(w, c, 200, found); }

void update(world& w, const call& c, user& found) {
  auto changed = found;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  changed.updated_ms = w.host.now_ms();
  found = std::move(changed);
  show(w, c, 200, found);
}

void remove(world& w, const call& c, user& found) {
  w.chats.users().erase(std::string(found.identity));
  c.no_content();
}

void list(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [identity, one] : w.chats.users())
    items.push_back(
        {one.serial, [&w, &c, &one = one] { return chat_view(c.root, one, channels_of(w, one)); }});
  answer_page(c, "users", std::move(items), 50);
}

void list_channels(world& w, const call& c, user& found) {
  std::vector<listed> items;
  for (const auto& [sid, one] : w.chats.all())
    for (const auto& p : one.participants)
      if (p.identity == found.identity)
        items.push_back({one.serial, [&c, &one = one, &p, &found] {
                           return user_channel_view(c.root, one, p, found.sid);
                         }});
  answer_page(c, "channels", std::move(items), 50);
}

} // namespace

std::vector<net::http::route> chat_user_routes(const std::shared_ptr<world>& w) {
  const auto all = chat_path("/Users");
  const auto one = all + "/{user}";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "GET", chat_path(""),
                          [](world&, const call& c) { c.answer(200, chat_service_view(c.root)); }));
  out.push_back(api_route(w, "POST", all, create));
  out.push_back(api_route(w, "GET", all, list));
  out.push_back(api_route(w, "GET", one, in_user(fetch)));
  out.push_back(api_route(w, "POST", one, in_user(update)));
  out.push_back(api_route(w, "DELETE", one, in_user(remove)));
  out.push_back(api_route(w, "GET", one + "/Channels", in_user(list_channels)));
  return out;
}

} // namespace flexcord::sandbox::twilio
