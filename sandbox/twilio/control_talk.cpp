#include "sandbox/twilio/control_talk.hpp"

#include "sandbox/core/json.hpp"
#include "sandbox/twilio/world.hpp"

#include <boost/json/array.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

struct place {
  const agent* who = nullptr;
  conversation* where = nullptr;
};

outcome<place> find_place(world& w, const net::http::incoming& in) {
  place p{w.flex.find_agent(in.capture("agent")), w.chats.find(in.capture("conversation"))};
  if (!p.who) return no_such("agent");
  if (!p.where) return no_such("conversation");
  return p;
}

// Where the agent may write: the SDK refuses who is not a participant.
outcome<place> find_seat(world& w, const net::http::incoming& in) {
  auto p = find_place(w, in);
  if (!p) return p;
  if (!talks::find_participant(*p->where, p->who->identity))
    return refusal{409, 0, p->who->name + " is not in this conversation"};
  if (p->where->state == "closed") return refusal{409, 50377, "the conversation is closed"};
  return p;
}

origin sdk(const agent& a) { return {true, "SDK", a.identity}; }

outcome<std::vector<media_file>> read_files(const json::object& body, const std::string& author) {
  std::vector<media_file> out;
  const auto* list = array_at(body, "media");
  if (!list) return out;
  for (const auto& one : *list) {
    const auto* o = one.if_object();
    auto bytes = o ? from_base64(text_at(*o, "base64")) : std::nullopt;
    if (!bytes || bytes->empty())
      return bad_request("media needs objects with filename, content_type and base64");
    media_file f;
    f.filename = text_at(*o, "filename", "file");
    f.content_type = text_at(*o, "content_type", "application/octet-stream");
    f.bytes = std::move(*bytes);
    f.author = author;
    out.push_back(std::move(f));
  }
  return out;
}

// A message of Programmable Chat is a text or one file: there, what is written at once becomes
// several.
std::vector<message> messages_of(world& w, const conversation& c, message m,
                                 std::vector<media_file> files) {
  std::vector<message> out;
  const bool has_text = m.body && !m.body->empty();
  if (!c.legacy || has_text) out.push_back(m);
  for (auto& f : files) {
    if (c.legacy) {
      out.emplace_back();
      out.back().author = m.author;
    }
    out.back().media.push_back(w.chats.store_media(std::move(f)).sid);
  }
  return out;
}

// The agent's own message in the place the request names.
outcome<message*> find_own(world& w, const net::http::incoming& in, const place& p) {
  (void)w;
  auto* m = talks::find_message(*p.where, in.capture("message"));
  if (!m) return no_such("message");
  if (m->author != p.who->identity)
    return refusal{409, 0, "an agent can change only their own messages"};
  return m;
}

} // namespace

control_answer agent_says(world& w, const net::http::incoming& in, const json::object& body) {
  auto p = find_seat(w, in);
  if (!p) return p.error();
  message m;
  m.author = p->who->identity;
  if (body.contains("body")) m.body = text_at(body, "body");
  if (m.body && m.body->size() > 32 * 1024) return bad_request("body is longer than 32768 bytes");
  auto files = read_files(body, m.author);
  if (!files) return files.error();
  if (files->empty() && (!m.body || m.body->empty())) return bad_request("needs body or media");
  message* added = nullptr;
  for (auto& one : messages_of(w, *p->where, std::move(m), std::move(*files))) {
    auto done = w.chats.add_message(*p->where, std::move(one), sdk(*p->who));
    if (!done) return done.error();
    added = *done;
  }
  return console_message(w, *p->where, *added);
}

control_answer agent_reads(world& w, const net::http::incoming& in, const json::object&) {
  auto p = find_place(w, in);
  if (!p) return p.error();
  json::array out;
  for (const auto& m : p->where->messages) out.push_back(console_message(w, *p->where, m));
  return json::object{{"messages", std::move(out)}};
}

control_answer agent_edits(world& w, const net::http::incoming& in, const json::object& body) {
  auto p = find_seat(w, in);
  if (!p) return p.error();
  auto m = find_own(w, in, *p);
  if (!m) return m.error();
  auto text = text_at(body, "body");
  if (text.empty() || text.size() > 32 * 1024)
    return bad_request("needs a body of at most 32768 bytes");
  (*m)->body = std::move(text);
  (*m)->updated_ms = w.host.now_ms();
  w.chats.message_changed(*p->where, **m, sdk(*p->who));
  return console_message(w, *p->where, **m);
}

control_answer agent_deletes(world& w, const net::http::incoming& in, const json::object&) {
  auto p = find_seat(w, in);
  if (!p) return p.error();
  auto m = find_own(w, in, *p);
  if (!m) return m.error();
  auto gone = console_message(w, *p->where, **m);
  w.chats.remove_message(*p->where, std::string((*m)->sid), sdk(*p->who));
  return gone;
}

control_answer agent_joins(world& w, const net::http::incoming& in, const json::object& body) {
  auto p = find_place(w, in);
  if (!p) return p.error();
  auto role = text_at(body, "role", "agent");
  if (role != "agent" && role != "supervisor")
    return bad_request("role must be agent or supervisor");
  if (auto done = w.flex.join(*p->who, *p->where, role); !done) return done.error();
  return json::object{};
}

control_answer agent_leaves(world& w, const net::http::incoming& in, const json::object&) {
  auto p = find_place(w, in);
  if (!p) return p.error();
  if (auto done = w.flex.walk_out(*p->who, *p->where); !done) return done.error();
  return json::object{};
}

} // namespace flexcord::sandbox::twilio
