// Programmable Chat v2: channels and their members.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/chat_views.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

outcome<void> read_fields(const call& c, conversation& into) {
  auto friendly = text_field(c, "FriendlyName", 256);
  if (!friendly) return friendly.error();
  auto attributes = attributes_field(c, 32 * 1024);
  if (!attributes) return attributes.error();
  auto created = date_field(c, "DateCreated");
  if (!created) return created.error();
  if (*friendly) into.friendly_name = **friendly;
  if (*attributes) into.attributes = **attributes;
  if (*created) into.created_ms = **created;
  if (auto by = c.field("CreatedBy")) into.created_by = *by;
  return {};
}

// Programmable Chat has a code of its own for a name that is taken.
refusal in_chat_words(refusal why) {
  if (why.code == 50353) return {409, 50307, "Channel with provided unique name already exists"};
  return why;
}

void create(world& w, const call& c) {
  conversation made;
  made.legacy = true;
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  made.unique_name = c.field("UniqueName").value_or("");
  auto added = w.chats.create(std::move(made), by_rest(c));
  if (!added) return c.refuse(in_chat_words(added.error()));
  c.answer(201, chat_view(c.root, **added));
}

void update(world& w, const call& c, conversation& found) {
  auto changed = found;
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  if (auto name = c.field("UniqueName")) {
    if (auto renamed = w.chats.rename(found, *name); !renamed)
      return c.refuse(in_chat_words(renamed.error()));
    changed.unique_name = *name;
  }
  found = std::move(changed);
  w.chats.changed(found, by_rest(c));
  c.answer(200, chat_view(c.root, found));
}

void list(world& w, const call& c) {
  std::vector<listed> items;
  for (const auto& [sid, one] : w.chats.all())
    items.push_back({one.serial, [&c, &one = one] { return chat_view(c.root, one); }});
  answer_page(c, "channels", std::move(items), 100);
}

using member_handler = std::function<void(world&, const call&, conversation&, participant&)>;

api_handler in_member(member_handler handle) {
  return in_chat_channel(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        auto* p = talks::find_participant(found, c.captured("member"));
        if (!p) return c.not_found();
        handle(w, c, found, *p);
      });
}

outcome<void> read_member(const call& c, participant& into) {
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  auto index = number_field(c, "LastConsumedMessageIndex", 0, INT64_MAX);
  if (!index) return index.error();
  if (*attributes) into.attributes = **attributes;
  if (*index) into.last_read_index = **index;
  if (auto role = c.field("RoleSid")) into.role = *role;
  if (auto at = c.field("LastConsumptionTimestamp")) into.last_read_timestamp = *at;
  return {};
}

void add_member(world& w, const call& c, conversation& found) {
  participant made;
  auto identity = text_field(c, "Identity", 256);
  if (!identity) return c.refuse(identity.error());
  made.identity = identity->value_or("");
  if (made.identity.empty()) return c.refuse(missing_field("Identity"));
  if (auto read = read_member(c, made); !read) return c.refuse(read.error());
  auto added = w.chats.add_participant(found, std::move(made), by_rest(c));
  if (!added && added.error().code == 50433) return c.refuse({409, 50404, "Member already exists"});
  if (!added) return c.refuse(added.error());
  c.answer(201, chat_view(c.root, found, **added));
}

void update_member(world& w, const call& c, conversation& found, participant& p) {
  auto changed = p;
  if (auto read = read_member(c, changed); !read) return c.refuse(read.error());
  p = std::move(changed);
  w.chats.participant_changed(found, p, by_rest(c));
  c.answer(200, chat_view(c.root, found, p));
}

void list_members(world&, const call& c, conversation& found) {
  const auto identity = c.in.query_value("Identity");
  std::vector<listed> items;
  for (std::size_t i = 0; i < found.participants.size(); ++i)
    if (identity.empty() || found.participants[i].identity == identity)
      items.push_back({static_cast<std::int64_t>(i), [&c, &found, i] {
                         return chat_view(c.root, found, found.participants[i]);
                       }});
  answer_page(c, "members", std::move(items), 100);
}

} // namespace

std::vector<net::http::route> chat_channel_routes(const std::shared_ptr<world>& w) {
  const auto all = chat_path("/Channels");
  const auto one = all + "/{channel}";
  const auto member = one + "/Members/{member}";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", all, create));
  out.push_back(api_route(w, "GET", all, list));
  out.push_back(
      api_route(w, "GET", one, in_chat_channel([](world&, const call& c, conversation& found) {
                  c.answer(200, chat_view(c.root, found));
                })));
  out.push_back(api_route(w, "POST", one, in_chat_channel(update)));
  out.push_back(
      api_route(w, "DELETE", one, in_chat_channel([](world& x, const call& c, conversation& found) {
                  x.chats.erase(std::string(found.sid), by_rest(c));
                  c.no_content();
                })));
  out.push_back(api_route(w, "POST", one + "/Members", in_chat_channel(add_member)));
  out.push_back(api_route(w, "GET", one + "/Members", in_chat_channel(list_members)));
  out.push_back(api_route(w, "GET", member,
                          in_member([](world&, const call& c, conversation& in, participant& p) {
                            c.answer(200, chat_view(c.root, in, p));
                          })));
  out.push_back(api_route(w, "POST", member, in_member(update_member)));
  out.push_back(api_route(w, "DELETE", member,
                          in_member([](world& x, const call& c, conversation& in, participant& p) {
                            x.chats.remove_participant(in, std::string(p.sid), by_rest(c));
                            c.no_content();
                          })));
  return out;
}

} // namespace flexcord::sandbox::twilio
