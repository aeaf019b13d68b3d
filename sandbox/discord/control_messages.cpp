#include "net/discord/permissions.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/discord/control.hpp"
#include "sandbox/discord/standing.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_content = 4000; // what a user with Nitro may write

/// The channel named in the call, or the user's DM.
channel* channel_of(platform& p, const user& u, const order& o) {
  const auto id = text_at(o.body, "channel_id", u.dm_channel);
  auto* c = p.w.find_channel(id);
  return c && (!c->is_dm() || c->user_id == u.id) ? c : nullptr;
}

std::string take_files(platform& p, const json::object& body, message& m) {
  auto* list = array_at(body, "attachments");
  if (!list) return {};
  if (list->size() > 10) return "10 attachments at most";
  for (auto& v : *list) {
    auto* o = v.if_object();
    if (!o || text_at(*o, "filename").empty()) return "an attachment needs a filename";
    auto bytes = from_base64(text_at(*o, "base64"));
    if (!bytes) return "base64 of an attachment is broken";
    if (bytes->size() > most_file_bytes) return "an attachment has more than 10 MiB";
    m.attachments.push_back(p.w.keep_file(text_at(*o, "filename"),
                                          text_at(*o, "content_type", "application/octet-stream"),
                                          std::move(*bytes)));
  }
  return {};
}

result write(platform& p, user& u, const order& o) {
  auto* c = channel_of(p, u, o);
  if (!c) return failed(404, "there is no such channel for this user");
  if (!c->is_dm() && u.left_guild) return failed(409, "the user left the guild");
  if ((may_in(p.w, u, *c) & net::discord::permission::send_messages) == 0)
    return failed(409, "the user may not write there");
  message m;
  m.channel_id = c->id;
  m.author_id = u.id;
  m.content = text_at(o.body, "content");
  if (code_points(m.content) > most_content) return failed(400, "content is too long");
  if (auto to = id_at(o.body, "reply_to"); !to.empty()) {
    m.reply_to = to_number(to);
    m.type = 19;
    if (!c->messages.contains(m.reply_to)) return failed(404, "there is no message to reply to");
  }
  if (auto why = take_files(p, o.body, m); !why.empty()) return failed(400, why);
  if (is_empty(m)) return failed(400, "a message needs content or attachments");
  return done(p.shown(p.publish(std::move(m))));
}

result read(platform& p, user& u, const order& o) {
  const auto wanted = o.in.query_value("channel_id");
  auto* c = p.w.find_channel(wanted.empty() ? std::string_view(u.dm_channel) : wanted);
  if (!c || (c->is_dm() && c->user_id != u.id)) return failed(404, "there is no such channel");
  json::array list;
  for (auto& [id, m] : c->messages)
    if (m.ephemeral_to.empty() || m.ephemeral_to == u.id) list.push_back(p.shown(m));
  return done({{"messages", std::move(list)}});
}

/// A message that the user wrote, in the DM or a channel; null when there is none of that id.
message* own_message(platform& p, const user& u, const order& o, channel*& where) {
  for (auto& [id, c] : p.w.channels) {
    auto* m = p.w.find_message(c, o.in.capture("m"));
    if (!m || m->author_id != u.id) continue;
    where = &c;
    return m;
  }
  return nullptr;
}

result edit(platform& p, user& u, const order& o) {
  channel* c = nullptr;
  auto* m = own_message(p, u, o, c);
  if (!m) return failed(404, "the user wrote no such message");
  const auto content = text_at(o.body, "content");
  if (code_points(content) > most_content) return failed(400, "content is too long");
  if (content.empty() && m->attachments.empty()) return failed(400, "a message needs content");
  m->content = content;
  p.announce_edit(*m);
  return done(p.shown(*m));
}

result remove(platform& p, user& u, const order& o) {
  channel* c = nullptr;
  auto* m = own_message(p, u, o, c);
  if (!m) return failed(404, "the user wrote no such message");
  p.remove(*c, m->id);
  return done();
}

result type(platform& p, user& u, const order& o) {
  auto* c = channel_of(p, u, o);
  if (!c) return failed(404, "there is no such channel for this user");
  p.typing(*c, u);
  return done();
}

} // namespace

void add_message_control(control_table& t) {
  t.on_user("POST", "/messages", write);
  t.on_user("GET", "/messages", read);
  t.on_user("PATCH", "/messages/{m}", edit);
  t.on_user("DELETE", "/messages/{m}", remove);
  t.on_user("POST", "/typing", type);
}

} // namespace flexcord::sandbox::discord
