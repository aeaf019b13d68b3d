// Programmable Chat v2: messages. One has a body or one file.
#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/chat_views.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::size_t longest_body = 32 * 1024;

using message_handler = std::function<void(world&, const call&, conversation&, message&)>;

api_handler in_message(message_handler handle) {
  return in_chat_channel(
      [handle = std::move(handle)](world& w, const call& c, conversation& found) {
        auto* m = talks::find_message(found, c.captured("message"));
        if (!m) return c.not_found();
        handle(w, c, found, *m);
      });
}

outcome<void> read_fields(const call& c, message& into) {
  auto body = text_field(c, "Body", longest_body);
  if (!body) return body.error();
  auto attributes = attributes_field(c, 4 * 1024);
  if (!attributes) return attributes.error();
  auto from = text_field(c, "From", 256);
  if (!from) return from.error();
  auto created = date_field(c, "DateCreated");
  if (!created) return created.error();
  auto updated = date_field(c, "DateUpdated");
  if (!updated) return updated.error();
  if (*body) into.body = **body;
  if (*attributes) into.attributes = **attributes;
  if (*from) into.author = **from;
  if (*created) into.created_ms = **created;
  if (*updated) into.updated_ms = **updated;
  if (auto by = c.field("LastUpdatedBy")) into.last_updated_by = *by;
  return {};
}

void create(world& w, const call& c, conversation& found) {
  message made;
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  if (auto sid = c.field("MediaSid").value_or(""); !sid.empty()) {
    auto* file = w.chats.find_media(sid);
    if (!file) return c.refuse(bad_request("Media " + sid + " was not found"));
    if (!file->message_sid.empty())
      return c.refuse(bad_request("Media " + sid + " belongs to another message"));
    made.media.push_back(std::move(sid));
  } else if (!made.body) {
    return c.refuse(bad_request("Either Body or MediaSid must be given"));
  }
  auto added = w.chats.add_message(found, std::move(made), by_rest(c));
  if (!added) return c.refuse(added.error());
  c.answer(201, chat_view(c.root, w, found, **added));
}

void update(world& w, const call& c, conversation& found, message& m) {
  auto changed = m;
  changed.updated_ms = w.host.now_ms();
  changed.last_updated_by = "system";
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  m = std::move(changed);
  w.chats.message_changed(found, m, by_rest(c));
  c.answer(200, chat_view(c.root, w, found, m));
}

void remove(world& w, const call& c, conversation& found, message& m) {
  w.chats.remove_message(found, std::string(m.sid), by_rest(c));
  c.no_content();
}

void list(world& w, const call& c, conversation& found) {
  std::vector<listed> items;
  items.reserve(found.messages.size());
  for (const auto& m : found.messages)
    items.push_back({m.index, [&w, &c, &found, &m] { return chat_view(c.root, w, found, m); }});
  answer_page(c, "messages", std::move(items), 100, true);
}

} // namespace

std::vector<net::http::route> chat_message_routes(const std::shared_ptr<world>& w) {
  const auto all = chat_path("/Channels/{channel}/Messages");
  const auto one = all + "/{message}";
  std::vector<net::http::route> out;
  out.push_back(api_route(w, "POST", all, in_chat_channel(create)));
  out.push_back(api_route(w, "GET", all, in_chat_channel(list)));
  out.push_back(api_route(w, "GET", one,
                          in_message([](world& x, const call& c, conversation& in, message& m) {
                            c.answer(200, chat_view(c.root, x, in, m));
                          })));
  out.push_back(api_route(w, "POST", one, in_message(update)));
  out.push_back(api_route(w, "DELETE", one, in_message(remove)));
  return out;
}

} // namespace flexcord::sandbox::twilio
