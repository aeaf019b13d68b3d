#pragma once
#include "test/unit/conversation/describe.hpp"

#include <string>
#include <utility>

/// Plays a conversation event by event: `t.on(wrote("m1", "hello"))` gives the step in words.
/// Include before the CAF test headers.
namespace flexcord::conversation {

inline person ada(std::string locale = {}) { return {"u1", "Ada", std::move(locale)}; }
inline user_wrote wrote(std::string message, std::string text) {
  return {std::move(message), std::move(text), {}, {}, ada()};
}
inline agent person_at_desk(std::string name, bool confirmed = true) {
  return {"id-" + name, name, confirmed};
}
inline agent_joined joined(std::string name, bool confirmed = true) {
  return {person_at_desk(std::move(name), confirmed)};
}
inline agent_wrote said(std::string message, std::int64_t index, std::string text,
                        std::string name = "Ana") {
  return {std::move(message), index, person_at_desk(std::move(name)), std::move(text), {}, false};
}
inline agent_wrote listed(std::string message, std::int64_t index, std::string text,
                          std::string name = "Ana") {
  auto e = said(std::move(message), index, std::move(text), std::move(name));
  e.listed = true;
  return e;
}

class talk {
public:
  rules rule;
  state now;
  step last;
  millis time = 1000;
  bool open = true;
  int desks = 0;
  std::vector<text_under_way> under_way; ///< the user's texts that have no outcome yet
  millis since = 0;                      ///< when the node came
  opening opens;                         ///< told while it is closed

  talk() { rule.handoff_phrases = {"talk to a person", "parler à une personne"}; }

  /// An event of the user, the bot, a command or a timer.
  std::string on(event e) { return take(std::move(e), {}); }
  /// An event of the desk conversation of now, "CH1" for the first.
  std::string desk(event e) { return take(std::move(e), conversation()); }
  /// An event of an earlier desk conversation.
  std::string desk(event e, std::string of) { return take(std::move(e), std::move(of)); }

  std::string conversation() const { return "CH" + std::to_string(desks); }
  std::string name() const { return "fc-" + std::to_string(desks); }
  std::string timers() const { return timers_of(last, time - 10); }
  std::string cases() const { return cases_of(last); }

  // -- what often happens
  std::string bot(std::string text) {
    return on(bot_answered{turn(), {{std::move(text), {}, {}, {}}}, false, {}, {}});
  }
  std::uint64_t turn() const {
    auto* p = std::get_if<with_bot>(&now.now);
    return p == nullptr ? 0 : p->turn;
  }
  std::string opened() { return on(desk_opened{name(), conversation()}); }
  std::string invited() { return on(agent_invited{name(), "KD1", "UO1", "WT1"}); }
  std::string seen(std::vector<agent> agents, std::string channel = "active",
                   bool invite_open = false, bool assigned = false) {
    desk_seen e;
    e.name = name();
    e.agents = std::move(agents);
    e.channel = std::move(channel);
    e.tasks_known = true;
    e.invite_open = invite_open;
    e.task_assigned = assigned;
    e.last_index = now.shared.desk.next_index - 1;
    return desk(e);
  }
  /// The agent completes, and a look reads the rest.
  std::string completed() {
    desk(desk_ended{desk_ended::how::completed});
    return seen({}, "closed");
  }
  std::string fire(timer t) {
    auto at = now.shared.armed.find(static_cast<std::uint8_t>(t));
    return on(timer_fired{t, at == now.shared.armed.end() ? 0 : at->second});
  }
  template <class C>
  C last_of() const {
    C found{};
    for (auto& o : last.commands)
      if (auto* c = std::get_if<C>(&o.what)) found = *c;
    return found;
  }

  // -- starting points
  talk& to_queue() {
    on(wrote("m0", "hello"));
    on(agent_requested{"asked", ada()});
    on(case_opened{7});
    opened();
    invited();
    return *this;
  }
  talk& to_agent() {
    to_queue();
    desk(joined("Ana"));
    return *this;
  }
  talk& to_survey() {
    to_agent();
    completed();
    return *this;
  }

private:
  std::string take(event e, std::string of) {
    envelope env{"discord:1", "e" + std::to_string(time), time, 0, std::move(of), "trace", {}};
    env.what = std::move(e);
    context c{rule, time, open, "fc-" + std::to_string(desks + 1), under_way, since, opens};
    last = advance(now, env, c);
    now = last.next;
    for (auto& o : last.commands)
      if (std::holds_alternative<open_desk>(o.what)) ++desks;
    time += 10;
    return describe(last);
  }
};

} // namespace flexcord::conversation
