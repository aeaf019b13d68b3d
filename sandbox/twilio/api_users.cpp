#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

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

void create(world& w, const call& c) {
  auto identity = text_field(c, "Identity", 256);
  if (!identity) return c.refuse(identity.error());
  if (!*identity || (*identity)->empty()) return c.refuse(missing_field("Identity"));
  if (w.chats.find_user(**identity)) return c.refuse({409, 50201, "User already exists"});
  user wanted;
  if (auto read = read_fields(c, wanted); !read) return c.refuse(read.error());
  auto& made = w.chats.user_of(**identity);
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  c.answer(201, view(c.root, made));
}

using user_handler = std::function<void(world&, const call&, user&)>;

api_handler in_user(user_handler handle) {
  return [handle = std::move(handle)](world& w, const call& c) {
    auto* found = w.chats.find_user(c.captured("user"));
    if (!found) return c.not_found();
    handle(w, c, *found);
  };
}

void update(world& w, const call& c, user& found) {
  auto changed = found;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  changed.updated_ms = w.host.now_ms();
  found = std::move(changed);
  c.answer(200, view(c.root, found));
}

void list(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [identity, one] : w.chats.users())
    items.push_back({one.serial, [&c, &one = one] { return view(c.root, one); }});
  answer_page(c, "users", std::move(items), 50);
}

} // namespace

std::vector<net::http::route> user_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (const auto& base : conversation_bases()) {
    out.push_back(api_route(w, "POST", base + "/Users", create));
    out.push_back(api_route(w, "GET", base + "/Users", list));
    auto one = base + "/Users/{user}";
    out.push_back(api_route(w, "GET", one, in_user([](world&, const call& c, user& found) {
                              c.answer(200, view(c.root, found));
                            })));
    out.push_back(api_route(w, "POST", one, in_user(update)));
    out.push_back(api_route(w, "DELETE", one, in_user([](world& all, const call& c, user& found) {
                              all.chats.users().erase(std::string(found.identity));
                              c.no_content();
                            })));
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
