#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/fields.hpp"
#include "sandbox/twilio/scope.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/value.hpp>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::size_t longest_body = 32 * 1024;

using message_handler = std::function<void(world&, const call&, conversation&, message&)>;

api_handler in_message(message_handler handle) {
  return in_conversation(
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
  auto subject = text_field(c, "Subject", 256);
  if (!subject) return subject.error();
  auto author = text_field(c, "Author", 256);
  if (!author) return author.error();
  auto created = date_field(c, "DateCreated");
  if (!created) return created.error();
  auto updated = date_field(c, "DateUpdated");
  if (!updated) return updated.error();
  if (*body) into.body = **body;
  if (*attributes) into.attributes = **attributes;
  if (*subject) into.subject = **subject;
  if (*author) into.author = **author;
  if (*created) into.created_ms = **created;
  if (*updated) into.updated_ms = **updated;
  return {};
}

void create(world& w, const call& c, conversation& found) {
  message made;
  if (auto read = read_fields(c, made); !read) return c.refuse(read.error());
  made.content_sid = c.field("ContentSid").value_or("");
  for (auto& sid : c.fields("MediaSid")) {
    if (sid.empty()) continue;
    auto* file = w.chats.find_media(sid);
    if (!file) return c.refuse(bad_request("Media " + sid + " was not found"));
    if (!file->message_sid.empty())
      return c.refuse(bad_request("Media " + sid + " belongs to another message"));
    made.media.push_back(std::move(sid));
  }
  auto added = w.chats.add_message(found, std::move(made), by_rest(c));
  if (!added) return c.refuse(added.error());
  c.answer(201, view(c.root, w, found, **added));
}

const refusal& closed() {
  static const refusal why{400, 50377, "Conversation is closed: messages cannot be changed"};
  return why;
}

void update(world& w, const call& c, conversation& found, message& m) {
  if (found.state == "closed") return c.refuse(closed());
  auto changed = m;
  changed.updated_ms = w.host.now_ms();
  if (auto read = read_fields(c, changed); !read) return c.refuse(read.error());
  m = std::move(changed);
  w.chats.message_changed(found, m, by_rest(c));
  c.answer(200, view(c.root, w, found, m));
}

void remove(world& w, const call& c, conversation& found, message& m) {
  if (found.state == "closed") return c.refuse(closed());
  w.chats.remove_message(found, std::string(m.sid), by_rest(c));
  c.no_content();
}

void list(world& w, const call& c, conversation& found) {
  std::vector<listed> items;
  items.reserve(found.messages.size());
  for (const auto& m : found.messages)
    items.push_back({m.index, [&w, &c, &found, &m] { return view(c.root, w, found, m); }});
  answer_page(c, "messages", std::move(items), 100, true);
}

} // namespace

std::vector<net::http::route> message_routes(const std::shared_ptr<world>& w) {
  std::vector<net::http::route> out;
  for (const auto& base : conversation_bases()) {
    auto all = base + "/Conversations/{conversation}/Messages";
    auto one = all + "/{message}";
    out.push_back(api_route(w, "POST", all, in_conversation(create)));
    out.push_back(api_route(w, "GET", all, in_conversation(list)));
    out.push_back(api_route(w, "GET", one,
                            in_message([](world& x, const call& c, conversation& in, message& m) {
                              c.answer(200, view(c.root, x, in, m));
                            })));
    out.push_back(api_route(w, "POST", one, in_message(update)));
    out.push_back(api_route(w, "DELETE", one, in_message(remove)));
    // Chat participants never get receipts.
    out.push_back(api_route(w, "GET", one + "/Receipts",
                            in_message([](world&, const call& c, conversation&, message&) {
                              answer_page(c, "delivery_receipts", {}, 50);
                            })));
  }
  return out;
}

} // namespace flexcord::sandbox::twilio
