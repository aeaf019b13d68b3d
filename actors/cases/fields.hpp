#pragma once
// Names the fields of everything of a case that is stored. A name, once released, keeps its
// meaning; a new field has a default that old records may lack; enumerations are stored by number:
// append only.
#include "actors/alternatives.hpp"
#include "actors/cases/event.hpp"
#include "actors/conversation/fields.hpp"

namespace flexcord::cases {

// clang-format off
template <class F> void fields(F& f, answer& x) { f("question", x.question); f("text", x.text); }
template <class F> void fields(F& f, shown_at& x) { f("channel", x.channel); f("message", x.message); }
template <class F> void fields(F& f, listener& x) { f("number", x.number); f("who", x.who); f("talk", x.talk); f("may_dm", x.may_dm); f("title", x.title); }
template <class F> void fields(F& f, state& x) {
  f("number", x.number); f("what", x.what); f("now", x.now); f("urgency", x.urgency); f("title", x.title);
  f("assignee", x.assignee); f("tags", x.tags); f("reporter", x.reporter); f("talk", x.talk); f("guild", x.guild);
  f("channel", x.channel); f("answers", x.answers); f("files", x.files); f("shown", x.shown); f("voters", x.voters);
  f("master", x.master); f("listeners", x.listeners); f("desk", x.desk); f("task", x.task); f("opened", x.opened);
  f("updated", x.updated); f("answered", x.answered); f("joined", x.joined); f("left", x.left);
  f("resolved", x.resolved); f("before_request", x.before_request); f("next_command", x.next_command); f("redraw", x.redraw);
}
template <class F> void fields(F& f, picture& x) {
  f("number", x.number); f("what", x.what); f("now", x.now); f("urgency", x.urgency); f("title", x.title); f("by", x.by);
  f("answers", x.answers); f("files", x.files); f("votes", x.votes); f("master", x.master);
}
template <class F> void fields(F& f, show& x) { f("channel", x.channel); f("it", x.it); }
template <class F> void fields(F& f, redraw& x) { f("where", x.where); f("it", x.it); }
template <class F> void fields(F& f, tell& x) {
  f("whom", x.whom); f("number", x.number); f("what", x.what); f("now", x.now); f("title", x.title);
  f("channel", x.channel); f("mention", x.mention);
}
template <class F> void fields(F& f, call_hook& x) {
  f("event", x.event); f("at", x.at); f("by", x.by); f("note", x.note); f("it", x.it); f("assignee", x.assignee);
  f("reporter", x.reporter); f("tags", x.tags);
}
template <class F> void fields(F& f, tell_case& x) { f("number", x.number); f("joins", x.joins); f("listeners", x.listeners); f("now", x.now); f("from", x.from); f("voters", x.voters); }
// clang-format on

} // namespace flexcord::cases

namespace flexcord {

template <>
struct alternatives<cases::command> {
  static constexpr const char* names[] = {"show", "redraw", "tell", "call_hook", "tell_case"};
};

} // namespace flexcord
