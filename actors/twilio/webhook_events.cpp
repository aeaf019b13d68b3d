#include "actors/twilio/webhook_events.hpp"

#include "actors/twilio/identities.hpp"

namespace flexcord::actors::twilio {

namespace {

using namespace conversation;
using namespace net::twilio;

/// In Programmable Chat only what an agent's own client sent is believed at once; a look at the
/// channel tells what else is there.
bool is_own(const message& m) {
  return m.author.empty() || is_ours(m.author) || !m.nonce.empty() ||
         (m.legacy && m.source != "SDK");
}

struct reader {
  desk_signal s;

  void operator()(const message_added& e) {
    s.conversation_sid = e.m.conversation_sid;
    s.own = is_own(e.m);
    if (s.own) return;
    s.id = added_id(e.m);
    if (e.m.created_ms > 0) s.at = e.m.created_ms;
    if (e.m.incomplete) { // the same id must not stand for half of it
      s.id.clear();
      return changed("a message with a file");
    }
    s.identity_to_name = e.m.author;
    s.what = wrote(e.m, {}, false);
  }
  void operator()(const message_updated& e) {
    s.conversation_sid = e.m.conversation_sid;
    s.own = is_own(e.m);
    if (s.own) return;
    s.id = updated_id(e.m);
    s.what = agent_edited{e.m.sid, e.m.body};
  }
  void operator()(const message_removed& e) {
    s.conversation_sid = e.m.conversation_sid;
    s.own = is_own(e.m);
    if (s.own) return;
    s.id = removed_id(e.m);
    s.what = agent_deleted{e.m.sid};
  }
  void operator()(const participant_added& e) {
    s.conversation_sid = e.conversation_sid;
    s.own = is_ours(e.identity);
    if (s.own || e.identity.empty()) return; // one without an identity is no agent of Flex
    s.id = "twilio:" + e.participant_sid + ":joined";
    s.identity_to_name = e.identity;
    s.what = agent_joined{{e.identity, {}, true}};
  }
  void operator()(const participant_removed& e) {
    s.conversation_sid = e.conversation_sid;
    s.own = is_ours(e.identity);
    if (s.own) return;
    if (e.identity.empty()) return changed("participant left");
    s.id = "twilio:" + e.participant_sid + ":left";
    s.what = agent_left{e.identity};
  }
  void operator()(const conversation_closed& e) {
    s.conversation_sid = e.conversation_sid;
    s.id = "twilio:" + e.conversation_sid + ":closed";
    s.what = desk_ended{desk_ended::how::completed};
  }
  void operator()(const interaction_participant& e) {
    place(e.conversation_sid, e.interaction_sid, e.task_sid);
    if (e.kind == "agent" || e.kind == "supervisor")
      changed(e.joined ? "agent joined the interaction" : "agent left the interaction");
  }
  void operator()(const interaction_channel& e) {
    place(e.conversation_sid, e.interaction_sid, {});
    if (e.status != "closed") return changed("interaction channel");
    s.id = "twilio:" + (e.channel_sid.empty() ? e.interaction_sid : e.channel_sid) + ":closed";
    s.what = desk_ended{desk_ended::how::completed};
  }
  void operator()(const task_event& e) {
    place(e.conversation_sid, e.interaction_sid, e.task_sid);
    if (e.at_ms > 0) s.at = e.at_ms;
    if (e.event == "reservation.accepted" && !e.worker_name.empty()) {
      s.learnt_identity = encode_identity(e.worker_name);
      s.learnt_name = e.worker_full_name;
    }
    const bool concerns = e.event.starts_with("reservation.") || e.event.starts_with("task.") ||
                          e.event == "workflow.timeout";
    if (!concerns) return;
    s.what = desk_changed{e.event, e.event == "task.created"};
    if (!e.event_sid.empty()) s.id = "twilio:" + e.event_sid;
  }
  void operator()(const irrelevant&) {}

  void changed(std::string why) { s.what = desk_changed{std::move(why)}; }
  void place(const std::string& sid, const std::string& interaction, const std::string& task) {
    s.conversation_sid = sid;
    s.interaction_sid = interaction;
    s.task_sid = task;
  }
};

} // namespace

agent_wrote wrote(const message& m, const std::string& name, bool listed) {
  agent_wrote e;
  e.message = m.sid;
  e.index = m.index;
  e.from = {m.author, name, true};
  e.text = m.body;
  for (auto& f : m.files) e.files.push_back({f.sid, f.filename, f.content_type, f.size});
  e.listed = listed;
  return e;
}

desk_signal to_signal(const webhook_event& e, millis now) {
  reader r;
  r.s.at = now;
  std::visit(r, e);
  return std::move(r.s);
}

void name_agent(desk_signal& s, const std::string& name) {
  if (!s.what) return;
  if (auto* w = std::get_if<agent_wrote>(&*s.what)) w->from.name = name;
  if (auto* j = std::get_if<agent_joined>(&*s.what)) j->who.name = name;
}

} // namespace flexcord::actors::twilio
