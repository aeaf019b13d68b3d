#pragma once
// Names the fields of everything that is stored. A visitor `f` gets f("name", value) for each. A
// name, once released, keeps its meaning; a new field has a default that old records may lack.
// Enumerations are stored by number: append only.
#include "actors/alternatives.hpp"
#include "actors/conversation/command.hpp"
#include "actors/conversation/event.hpp"
#include "actors/conversation/state.hpp"

namespace flexcord::conversation {

// clang-format off
template <class F> void fields(F& f, person& x) { f("id", x.id); f("name", x.name); f("locale", x.locale); }
template <class F> void fields(F& f, file& x) { f("place", x.place); f("name", x.name); f("type", x.content_type); f("size", x.size); }
template <class F> void fields(F& f, choice& x) { f("action", x.action); f("label", x.label); f("value", x.value); }
template <class F> void fields(F& f, agent& x) { f("id", x.id); f("name", x.name); f("confirmed", x.confirmed); }

template <class F> void fields(F& f, say& x) {
  f("as", x.as); f("epoch", x.epoch); f("name", x.name); f("text", x.text); f("rows", x.rows); f("files", x.files);
  f("image", x.image); f("source", x.source); f("ticket", x.ticket);
}
template <class F> void fields(F& f, edit_said& x) { f("source", x.source); f("name", x.name); f("text", x.text); }
template <class F> void fields(F& f, delete_said& x) { f("source", x.source); }
template <class F> void fields(F& f, answer_ticket& x) {
  f("ticket", x.ticket); f("text", x.text); f("link", x.link); f("retry", x.retry);
  f("retry_label", x.retry_label); f("link_label", x.link_label);
}
template <class F> void fields(F& f, ask_bot& x) {
  f("turn", x.turn); f("message", x.message); f("text", x.text); f("files", x.files); f("from", x.from);
  f("since", x.since); f("upto", x.upto);
}
template <class F> void fields(F& f, open_case& x) { f("kind", x.kind); f("title", x.title); f("reporter", x.reporter); }
template <class F> void fields(F& f, open_desk& x) { f("name", x.name); f("case", x.case_number); f("user", x.user); }
template <class F> void fields(F& f, backfill& x) { f("desk", x.desk); f("after", x.after); f("upto", x.upto); f("user", x.user); }
template <class F> void fields(F& f, post& x) {
  f("desk", x.desk); f("by", x.by); f("source", x.source); f("text", x.text); f("files", x.files); f("user", x.user); f("at", x.at); f("for_bot", x.for_bot);
}
template <class F> void fields(F& f, edit_post& x) { f("desk", x.desk); f("source", x.source); f("text", x.text); }
template <class F> void fields(F& f, delete_post& x) { f("desk", x.desk); f("source", x.source); }
template <class F> void fields(F& f, invite& x) {
  f("desk", x.desk); f("case", x.case_number); f("reason", x.reason); f("queue", x.queue); f("topic", x.topic);
  f("user", x.user); f("again", x.again);
}
template <class F> void fields(F& f, look& x) { f("desk", x.desk); f("after", x.after); f("place", x.place); }
template <class F> void fields(F& f, close_desk& x) { f("desk", x.desk); }
template <class F> void fields(F& f, flag_request& x) { f("desk", x.desk); f("case", x.case_number); f("user", x.user); }
template <class F> void fields(F& f, tell_flow& x) { f("ticket", x.ticket); f("wants_agent", x.wants_agent); }

template <class F> void fields(F& f, desk_link& x) {
  f("name", x.name); f("conversation", x.conversation); f("interaction", x.interaction); f("channel", x.channel);
  f("task", x.task); f("open", x.open); f("next_index", x.next_index); f("ahead", x.ahead); f("looking", x.looking);
  f("look_again", x.look_again); f("ended", x.ended); f("plane", x.plane); f("routed", x.routed);
  f("manned", x.manned); f("watches", x.watches);
}
template <class F> void fields(F& f, waiting_text& x) { f("message", x.message); f("text", x.text); f("files", x.files); f("at", x.at); f("copy", x.copy); }
template <class F> void fields(F& f, promise& x) { f("asked", x.asked); f("case", x.case_number); }
template <class F> void fields(F& f, standing& x) { f("since", x.since); f("role_checked", x.role_checked); f("has_role", x.has_role); }
template <class F> void fields(F& f, common& x) {
  f("user", x.user); f("epoch", x.epoch); f("next_command", x.next_command); f("next_turn", x.next_turn);
  f("generation", x.generation); f("armed", x.armed); f("last_line", x.last_line); f("talk_since", x.talk_since);
  f("mirrored", x.mirrored); f("bot_heard", x.bot_heard); f("bot_failures", x.bot_failures); f("desk", x.desk); f("past", x.past);
  f("mark", x.mark); f("caught_up", x.caught_up); f("unread", x.unread); f("last_said", x.last_said); f("waited", x.waited); f("waits_until", x.waits_until);
  f("promised", x.promised); f("known", x.known); f("requests", x.requests); f("blocked_told", x.blocked_told);
}
template <class F> void fields(F&, idle&) {}
template <class F> void fields(F& f, with_bot& x) { f("turn", x.turn); f("waiting", x.waiting); f("tickets", x.tickets); f("called", x.called); f("stuck", x.stuck); f("asked_to", x.asked_to); }
template <class F> void fields(F& f, awaiting_agent& x) {
  f("at", x.at); f("case", x.case_number); f("reason", x.reason); f("queue", x.queue); f("since", x.since); f("flow", x.flow);
  f("told_place", x.told_place); f("told_at", x.told_at);
}
template <class F> void fields(F& f, with_agent& x) {
  f("agents", x.agents); f("case", x.case_number); f("parked", x.parked); f("invite_open", x.invite_open); f("last_name", x.last_name);
}
template <class F> void fields(F& f, wrapping_up& x) { f("case", x.case_number); }
template <class F> void fields(F& f, state& x) { f("shared", x.shared); f("now", x.now); }
// clang-format on

// -- events: kept only as dead letters
// clang-format off
template <class F> void fields(F& f, bot_reply& x) { f("text", x.text); f("image", x.image); f("article", x.article); f("choices", x.choices); }
template <class F> void fields(F& f, user_wrote& x) {
  f("message", x.message); f("text", x.text); f("files", x.files); f("reply_to", x.reply_to); f("from", x.from);
}
template <class F> void fields(F& f, user_edited& x) { f("message", x.message); f("text", x.text); }
template <class F> void fields(F& f, user_deleted& x) { f("message", x.message); }
template <class F> void fields(F& f, help_requested& x) { f("topic", x.topic); f("ticket", x.ticket); f("from", x.from); }
template <class F> void fields(F& f, agent_requested& x) { f("reason", x.reason); f("from", x.from); }
template <class F> void fields(F&, request_cancelled&) {}
template <class F> void fields(F& f, survey_answered& x) { f("score", x.score); }
template <class F> void fields(F& f, answer_rated& x) { f("useful", x.useful); f("article", x.article); }
template <class F> void fields(F& f, case_opened& x) { f("number", x.number); }
template <class F> void fields(F& f, bot_answered& x) {
  f("turn", x.turn); f("replies", x.replies); f("handoff", x.handoff); f("reason", x.reason); f("queue", x.queue);
}
template <class F> void fields(F& f, bot_failed& x) { f("turn", x.turn); f("reason", x.reason); }
template <class F> void fields(F& f, desk_opened& x) { f("name", x.name); f("conversation", x.conversation); }
template <class F> void fields(F& f, agent_invited& x) {
  f("name", x.name); f("interaction", x.interaction); f("channel", x.channel); f("task", x.task);
}
template <class F> void fields(F& f, desk_failed& x) { f("name", x.name); f("reason", x.reason); }
template <class F> void fields(F& f, agent_joined& x) { f("who", x.who); }
template <class F> void fields(F& f, agent_left& x) { f("id", x.id); }
template <class F> void fields(F& f, agent_wrote& x) {
  f("message", x.message); f("index", x.index); f("from", x.from); f("text", x.text); f("files", x.files); f("listed", x.listed);
}
template <class F> void fields(F& f, agent_edited& x) { f("message", x.message); f("text", x.text); }
template <class F> void fields(F& f, agent_deleted& x) { f("message", x.message); }
template <class F> void fields(F& f, desk_seen& x) {
  f("name", x.name); f("agents", x.agents); f("supervisors", x.supervisors); f("channel", x.channel);
  f("conversation_closed", x.conversation_closed); f("tasks_known", x.tasks_known); f("invite_open", x.invite_open);
  f("task_assigned", x.task_assigned); f("last_index", x.last_index);
}
template <class F> void fields(F& f, queue_seen& x) { f("name", x.name); f("position", x.position); f("wait", x.wait); }
template <class F> void fields(F& f, desk_changed& x) { f("why", x.why); f("agent_wanted", x.agent_wanted); }
template <class F> void fields(F& f, flow_asked& x) { f("ticket", x.ticket); f("copy", x.copy); }
template <class F> void fields(F& f, desk_ended& x) { f("outcome", x.outcome); }
template <class F> void fields(F& f, delivered& x) { f("what", x.what); f("ids", x.ids); f("index", x.index); }
template <class F> void fields(F& f, undeliverable& x) { f("what", x.what); f("reason", x.reason); }
template <class F> void fields(F& f, withdrawn& x) { f("what", x.what); }
template <class F> void fields(F& f, command_revived& x) { f("what", x.what); f("letter", x.letter); }
template <class F> void fields(F& f, timer_fired& x) { f("which", x.which); f("generation", x.generation); }
template <class F> void fields(F& f, envelope& x) {
  f("conversation", x.conversation); f("id", x.id); f("at", x.at); f("completes", x.completes); f("desk", x.desk);
  f("trace", x.trace); f("what", x.what); f("mark", x.mark); f("late", x.late);
}
// clang-format on

} // namespace flexcord::conversation

namespace flexcord {

template <>
struct alternatives<conversation::phase> {
  static constexpr const char* names[] = {"idle", "with_bot", "awaiting_agent", "with_agent",
                                          "wrapping_up"};
};
template <>
struct alternatives<conversation::command> {
  static constexpr const char* names[] = {"say",     "edit_said",  "delete_said",  "answer_ticket",
                                          "ask_bot", "open_case",  "open_desk",    "backfill",
                                          "post",    "edit_post",  "delete_post",  "invite",
                                          "look",    "close_desk", "flag_request", "tell_flow"};
};
template <>
struct alternatives<conversation::event> {
  static constexpr const char* names[] = {
      "user_wrote",        "user_edited",     "user_deleted",  "help_requested", "agent_requested",
      "request_cancelled", "survey_answered", "answer_rated",  "case_opened",    "bot_answered",
      "bot_failed",        "desk_opened",     "agent_invited", "desk_failed",    "agent_joined",
      "agent_left",        "agent_wrote",     "agent_edited",  "agent_deleted",  "desk_seen",
      "desk_changed",      "desk_ended",      "flow_asked",    "delivered",      "undeliverable",
      "withdrawn",         "command_revived", "timer_fired",   "queue_seen"};
};

} // namespace flexcord
