#include "actors/cases/machine.hpp"

#include "actors/cases/words.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace flexcord::cases {
namespace {

/// True when somebody who saw that value, if they say so, decided about the one of now.
template <class T, class Now>
bool as_seen(const std::optional<T>& saw, const Now& now) {
  return !saw || *saw == now;
}

/// Tags are the same in any order.
std::vector<std::string> sorted(std::vector<std::string> tags) {
  std::ranges::sort(tags);
  return tags;
}

/// One step in the making.
class work {
public:
  work(const state& s, const happening& e, millis now, const rules& how)
      : it(s), before_(s), e_(e), now_(now), how_(how) {}

  void operator()(const opened& o);
  void operator()(const progressed& p);
  void operator()(const changed& c);
  void operator()(const linked& l);
  void operator()(const voted& v);
  void operator()(const joined_by& j);
  void operator()(const merged& m);
  void operator()(const master_said& m);
  void operator()(const done& d);
  void operator()(const failed& f);
  void operator()(const forgotten& f);
  void operator()(const allowed& a);

  step take() && {
    out_.next = std::move(it);
    if (touched_) {
      out_.next.updated = now_;
      out_.facts.push_back(facts_of(out_.next));
      // Of one of before there were records no words are stored: it has given no command yet.
      auto& words = out_.facts.back().words;
      if (before_.next_command > 1 && words == words_of(before_)) words.reset();
    }
    return std::move(out_);
  }

private:
  void give(command c) {
    out_.commands.push_back({it.next_command++, now_, e_.trace, std::move(c)});
  }
  void entry(std::string kind, std::string text, std::string by = {}, std::string status = {},
             std::string reference = {}) {
    out_.entries.push_back({it.number, std::move(status), std::move(text), std::move(kind),
                            std::move(by), std::move(reference)});
  }
  picture drawn() const { return picture_of(it); }
  void hook(std::string event, std::string by = {}, std::string note = {}) {
    if (how_.hook)
      give(call_hook{std::move(event), now_, std::move(by), std::move(note), drawn(), it.assignee,
                     it.reporter.id, it.tags});
  }
  /// One edit at a time is under way: what comes meanwhile goes into the next.
  void show_again() {
    if (it.shown.message.empty() || it.redraw) return;
    it.redraw = true;
    give(redraw{it.shown, drawn()});
  }
  void set_status(status next) {
    it.now = next;
    it.resolved = next == status::resolved || next == status::closed ? now_ : 0;
  }
  /// Each member once; the reporter's vote is given with the report.
  void count_votes(const joined_by& j) {
    std::set<std::string> known{it.voters.begin(), it.voters.end()};
    known.insert(it.reporter.id);
    auto count = [&](const std::string& member) {
      if (it.voters.size() < most_voters && known.insert(member).second)
        it.voters.push_back(member);
    };
    for (auto& l : j.listeners) count(l.who.id);
    for (auto& v : j.voters) count(v);
  }
  /// They could not be told in their talk: they are named where they reported.
  void mention() {
    const listener own{it.number, it.reporter, it.talk, false, it.title};
    give(tell{own, it.number, it.what, it.now, it.title, it.channel, true});
  }
  /// Everybody of those who waits for news of it, each once, and the duplicates that they reported.
  void tell_all(const std::vector<listener>& whom) {
    for (auto& l : whom)
      give(tell{l, l.number, it.what, it.now, l.title.empty() ? it.title : l.title, it.channel});
    for (auto& l : whom)
      if (l.number != it.number) give(tell_case{l.number, false, {}, it.now, it.number});
  }

  state it;
  const state& before_;
  const happening& e_;
  const millis now_;
  const rules& how_;
  step out_;
  bool touched_ = true;
};

void work::operator()(const opened& o) {
  if (it.number != 0) { // the same problem again: the request goes on under its number
    entry("asked", "asked again");
    it.before_request = to_string(it.now);
    if (it.now != status::open) {
      set_status(status::open);
      entry("status", "reopened", {}, "open");
      hook("case.changed");
    }
    return;
  }
  it.number = o.number;
  it.what = o.what;
  it.reporter = o.reporter;
  it.title = o.title;
  it.talk = o.talk;
  it.guild = o.guild;
  it.channel = o.channel;
  it.answers = o.answers;
  it.files = o.files;
  it.opened = e_.at;
  it.shown.channel = o.show_in;
  it.now = o.now;
  it.urgency = o.urgency;
  it.listeners.push_back({o.number, o.reporter, o.talk, o.may_dm, o.title});
  entry("opened", "opened", o.by.empty() ? o.reporter.name : o.by, to_string(o.now));
  if (!o.show_in.empty()) give(show{o.show_in, drawn()});
  hook("case.opened");
  if (o.master != 0) (*this)(merged{o.master});
}

void work::operator()(const progressed& p) {
  touched_ = it.number != 0;
  if (!touched_) return; // of a case that nobody knows
  if (p.what == "rated" || p.what == "comment") return entry(p.what, p.entry, it.reporter.name);
  if (p.what == "unheard") {
    entry("untold", p.entry);
    if (!it.channel.empty() && !it.reporter.id.empty()) mention();
    return;
  }
  auto next = status_named(p.status, it.now);
  if (p.what == "cancelled") next = status_named(it.before_request, next);
  if (p.what == "joined" || p.what == "cancelled") it.before_request.clear();
  if (p.what == "joined" && it.joined == 0) it.joined = e_.at;
  if (p.what == "joined" && it.answered == 0) it.answered = e_.at;
  if (p.what == "left") it.left = e_.at;
  const bool moved = next != it.now;
  if (moved) set_status(next);
  entry("talk", p.entry, {}, p.status.empty() ? "" : to_string(next));
  if (moved) hook("case.changed");
}

void work::operator()(const changed& c) {
  bool moved = false;
  auto u = priority_named(c.priority, it.urgency);
  if (u != it.urgency && as_seen(c.saw_priority, to_string(it.urgency))) {
    it.urgency = u;
    moved = true;
    entry("priority", to_string(u), c.by);
  }
  const auto whose = c.unassign ? std::string{} : c.assignee.empty() ? it.assignee : c.assignee;
  if (whose != it.assignee && as_seen(c.saw_assignee, it.assignee)) {
    it.assignee = whose;
    moved = true;
    entry("assignee", it.assignee, c.by);
  }
  if (c.set_tags && sorted(c.tags) != sorted(it.tags) &&
      (!c.saw_tags || sorted(*c.saw_tags) == sorted(it.tags))) {
    it.tags = c.tags;
    if (it.tags.size() > most_tags) it.tags.resize(most_tags);
    moved = true;
    std::string all;
    for (auto& t : it.tags) all += (all.empty() ? "" : " ") + t;
    entry("tags", all, c.by);
  }
  if (!c.note.empty()) {
    if (it.answered == 0) it.answered = now_;
    entry("note", c.note, c.by);
    hook("case.note", c.by, c.note);
  }
  auto next = status_named(c.status, it.now);
  if (next != it.now && as_seen(c.saw_status, to_string(it.now))) {
    set_status(next);
    if (!it.before_request.empty()) it.before_request = to_string(next);
    if (it.answered == 0) it.answered = now_;
    moved = true;
    entry("status", to_string(next), c.by, to_string(next));
    tell_all(it.listeners);
  }
  touched_ = moved || !c.note.empty();
  if (!moved) return;
  hook("case.changed", c.by);
  show_again();
}

void work::operator()(const linked& l) {
  touched_ = !l.desk.empty() || !l.task.empty();
  if (!l.desk.empty()) it.desk = l.desk;
  if (!l.task.empty()) it.task = l.task;
}

void work::operator()(const voted& v) {
  touched_ = !v.member.empty() && v.member != it.reporter.id; // theirs is given with the report
  if (!touched_) return;
  auto theirs = std::ranges::find(it.voters, v.member);
  if (theirs != it.voters.end())
    it.voters.erase(theirs);
  else if (it.voters.size() < most_voters)
    it.voters.push_back(v.member);
  show_again();
}

void work::operator()(const joined_by& j) {
  bool news = false;
  for (auto& l : j.listeners) {
    bool known = false, same = false;
    for (auto& k : it.listeners) {
      if (k.who.id != l.who.id) continue;
      known = true;
      same = same || k.number == l.number;
      k.may_dm = k.may_dm || l.may_dm;
    }
    news = news || !same;
    if (!known && it.listeners.size() < most_listeners) it.listeners.push_back(l);
  }
  count_votes(j);
  touched_ = news || j.listeners.empty();
  if (!touched_) return; // it says again what was known, with leave to write to them
  entry("joined", "case " + std::to_string(j.number) + " is about the same");
  if (it.now == status::resolved || it.now == status::closed)
    tell_all(j.listeners); // they missed it
  else if (it.now != status::open)
    for (auto& l : j.listeners)
      if (l.number != it.number) give(tell_case{l.number, false, {}, it.now, it.number});
  show_again();
  hook("case.merged");
}

void work::operator()(const merged& m) {
  touched_ = m.master != it.number && m.master != 0 && it.master != m.master;
  if (!touched_) return;
  it.master = m.master;
  entry("merged", "the same as case " + std::to_string(m.master));
  // Whoever waits for news hears them from the master, with those who had joined this one; and
  // whoever voted stands behind the master.
  give(tell_case{m.master, true, std::exchange(it.listeners, {}), it.now, it.number,
                 std::exchange(it.voters, {})});
  show_again();
  hook("case.merged");
}

void work::operator()(const master_said& m) {
  touched_ = it.master != 0 && m.master != it.number;
  if (!touched_) return;
  it.master = m.master; // also that of the one that it had joined
  if (m.now == it.now) return;
  set_status(m.now);
  entry("status", "as case " + std::to_string(m.master), {}, to_string(m.now));
  show_again();
  hook("case.changed");
}

void work::operator()(const allowed& a) {
  touched_ = false;
  for (auto& l : it.listeners)
    if (l.who.id == a.member) l.may_dm = true;
  // News of a duplicate come from its master, which has its listeners.
  if (it.master != 0 && a.member == it.reporter.id)
    give(tell_case{it.master, true, {{it.number, it.reporter, it.talk, true}}, it.now, it.number});
}

void work::operator()(const done& d) {
  touched_ = false;
  if (auto* s = std::get_if<show>(&d.what)) {
    it.shown.message = d.id;
    if (s->it != drawn()) show_again(); // it changed while it was posted
  } else if (auto* r = std::get_if<redraw>(&d.what)) {
    it.redraw = false;
    if (r->it != drawn()) show_again();
  } else if (auto* t = std::get_if<tell>(&d.what)) {
    entry("told", to_string(t->now), {}, {}, t->whom.who.id);
  }
}

void work::operator()(const failed& f) {
  touched_ = false;
  if (auto* t = std::get_if<tell>(&f.what); t && !t->mention && !t->channel.empty()) {
    auto aloud = *t; // no private way: they are named where they reported
    aloud.mention = true;
    return give(std::move(aloud));
  }
  if (std::holds_alternative<redraw>(f.what)) {
    it.redraw = false;
    if (f.reason == "gone") it.shown = {}; // a moderator took it away
    if (f.reason == "gone") return;
  }
  if (std::holds_alternative<show>(f.what)) it.shown = {};
  out_.dead = f.reason.empty() ? "failed" : f.reason;
}

/// What lists and the timeline show of them goes with the same step.
void work::operator()(const forgotten& f) {
  touched_ = false;
  out_.worth_storing = it.number != 0;
  if (!out_.worth_storing) return;
  const auto were = drawn();
  const bool theirs = it.reporter.id == f.person;
  std::erase(it.voters, f.person);
  std::erase_if(it.listeners, [&](const listener& l) { return l.who.id == f.person; });
  if (theirs) {
    it.reporter = {};
    it.title.clear();
    it.answers.clear();
    it.files.clear();
    it.tags.clear();
    hook("case.erased");
  }
  if (were != drawn()) show_again();
  auto& facts = out_.facts.emplace_back(facts_of(it));
  facts.forget = f.person;
  facts.forget_timeline = theirs;
}

} // namespace

step advance(const state& s, const happening& e, millis now, const rules& how) {
  work w{s, e, now, how};
  std::visit(w, e.what);
  return std::move(w).take();
}

} // namespace flexcord::cases
