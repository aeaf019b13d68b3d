#pragma once
#include "actors/cases/core.hpp"
#include "actors/cases/machine.hpp"

/// A case told by a test: what happens to it, and in words what it asks for.
namespace flexcord::cases {

inline listener reporter_of(std::uint64_t number, std::string id, std::string talk = {}) {
  return {number, {id, "Member " + id, "en-US"}, std::move(talk), true};
}

class story {
public:
  state now;
  step last;
  millis time = 1000;
  rules how;

  /// What the step asks for, a line each.
  std::string on(event e) {
    happening h;
    h.id = "e" + std::to_string(++events_);
    h.at = time;
    h.what = std::move(e);
    last = advance(now, h, time, how);
    now = last.next;
    time += 10;
    std::string out;
    for (auto& o : last.commands) out += (out.empty() ? "" : ", ") + tell_of(o.what);
    return out;
  }
  /// The last command of that kind is done.
  template <class C>
  std::string did(std::string id = {}) {
    return on(done{last_of<C>(), std::move(id)});
  }
  template <class C>
  std::string could_not(std::string reason) {
    return on(failed{last_of<C>(), std::move(reason)});
  }
  template <class C>
  command last_of() {
    for (auto o = given_.rbegin(); o != given_.rend(); ++o)
      if (std::holds_alternative<C>(*o)) return *o;
    return C{};
  }
  const std::vector<command>& given() const { return given_; } ///< so far
  std::string entries() const {
    std::string out;
    for (auto& e : last.entries)
      out += (out.empty() ? "" : ", ") + e.kind + " " + e.entry +
             (e.author.empty() ? "" : " by " + e.author);
    return out;
  }

private:
  std::string tell_of(const command& c) {
    given_.push_back(c);
    if (auto* s = std::get_if<show>(&c)) return "show in " + s->channel;
    if (auto* r = std::get_if<redraw>(&c))
      return "redraw " + std::string(to_string(r->it.now)) + " " + std::to_string(r->it.votes) +
             (r->it.votes == 1 ? " vote" : " votes");
    if (auto* t = std::get_if<tell>(&c))
      return std::string(t->mention ? "mention " : "tell ") + t->whom.who.id + " #" +
             std::to_string(t->number) + " " + to_string(t->now);
    if (auto* h = std::get_if<call_hook>(&c)) return "hook " + h->event;
    auto& other = std::get<tell_case>(c);
    if (other.joins)
      return "join case " + std::to_string(other.number) + " with " +
             std::to_string(other.listeners.size());
    return "case " + std::to_string(other.number) + " " + to_string(other.now);
  }

  int events_ = 0;
  std::vector<command> given_;
};

/// A bug that "42" reported in #bugs as case 7, shown there.
inline story reported(bool posted = true) {
  story s;
  opened o;
  o.number = 7;
  o.what = kind::bug;
  o.reporter = reporter_of(7, "42").who;
  o.title = "The lantern goes out";
  o.channel = o.show_in = "bugs";
  o.answers = {{"What happened?", "It went out in the rain"}};
  o.may_dm = true;
  s.on(o);
  if (posted) s.did<show>("m1");
  return s;
}

} // namespace flexcord::cases
