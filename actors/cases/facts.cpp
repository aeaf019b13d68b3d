#include "actors/cases/machine.hpp"
#include "actors/cases/words.hpp"

/// A case as others see it: drawn in a channel, and as a row of the lists.
namespace flexcord::cases {

picture picture_of(const state& s) {
  return {s.number,        s.what,    s.now,   s.urgency,           s.title,
          s.reporter.name, s.answers, s.files, s.voters.size() + 1, s.master};
}

store::case_facts facts_of(const state& s) {
  store::case_facts f;
  f.number = s.number;
  f.kind = to_string(s.what);
  f.status = to_string(s.now);
  f.priority = to_string(s.urgency);
  f.title = s.title;
  f.assignee = s.assignee;
  f.tags = s.tags;
  f.reporter = s.reporter.id;
  f.reporter_name = s.reporter.name;
  f.talk = s.talk;
  f.guild = s.guild;
  f.channel = s.channel;
  f.master = s.master;
  f.votes = s.voters.size() + 1;
  f.opened = s.opened;
  f.updated = s.updated;
  f.answered = s.answered;
  f.joined = s.joined;
  f.left = s.left;
  f.resolved = s.resolved;
  f.words = words_of(s);
  return f;
}

state state_of(const store::case_facts& f) {
  state s;
  s.number = f.number;
  s.what = kind_named(f.kind, kind::handoff);
  s.now = status_named(f.status, status::open);
  s.urgency = priority_named(f.priority, priority::normal);
  s.title = f.title;
  s.assignee = f.assignee;
  s.tags = f.tags;
  s.reporter = {f.reporter, f.reporter_name, {}};
  s.talk = f.talk;
  s.guild = f.guild;
  s.channel = f.channel;
  s.master = f.master;
  if (f.master == 0)
    s.listeners.push_back({s.number, s.reporter, s.talk, !s.talk.empty(), s.title});
  s.opened = f.opened;
  s.updated = f.updated;
  s.answered = f.answered;
  s.joined = f.joined;
  s.left = f.left;
  s.resolved = f.resolved;
  return s;
}

} // namespace flexcord::cases
