#pragma once
// Cells for what happens at the desk.
#include "actors/conversation/cells_own.hpp"

#include <algorithm>

namespace flexcord::conversation::cells {

inline desk_link* link_named(work& w, const std::string& name) {
  if (name.empty()) return nullptr;
  if (w.shared.desk.name == name) return &w.shared.desk;
  auto found = std::ranges::find(w.shared.past, name, &desk_link::name);
  return found == w.shared.past.end() ? nullptr : &*found;
}

constexpr auto know_desk = [](const auto& p, const desk_opened& e, work& w) -> phase {
  auto* d = link_named(w, e.name);
  if (d == nullptr) return w.as(outcome::stale, p);
  d->conversation = e.conversation;
  w.out.aliases.push_back("desk:" + e.conversation);
  return p;
};

inline bool know_invite(work& w, const agent_invited& e) {
  auto* d = link_named(w, e.name);
  if (d == nullptr) return false;
  if (!e.interaction.empty()) d->interaction = e.interaction;
  if (!e.channel.empty()) d->channel = e.channel;
  if (!e.task.empty()) d->task = e.task;
  for (auto& [kind, id] : {std::pair{"interaction:", e.interaction}, std::pair{"task:", e.task}})
    if (!id.empty()) w.out.aliases.push_back(kind + id);
  return d == &w.shared.desk;
}
constexpr auto queued = [](const awaiting_agent& p, const agent_invited& e, work& w) -> phase {
  if (!know_invite(w, e)) return w.as(outcome::stale, p);
  if (p.at == awaiting_agent::stage::queued) return p; // said already
  auto next = p;
  if (w.shared.desk.looking) w.shared.desk.look_again = true; // it may have seen what was before
  next.at = awaiting_agent::stage::queued;
  w.disarm_timer(timer::opening);
  w.arm_timer(timer::queue, w.ctx.rule.queue_timeout);
  w.arm_timer(timer::poll, w.ctx.rule.poll_interval);
  w.notice(phrase::in_queue);
  w.case_says(p.case_number, "open", "queued");
  return next;
};
constexpr auto invited_late = [](const auto& p, const agent_invited& e, work& w) -> phase {
  if (!know_invite(w, e)) return w.as(outcome::stale, p);
  if constexpr (requires { p.parked; }) {
    auto next = p;
    next.parked = false;
    if (w.shared.desk.looking) w.shared.desk.look_again = true;
    return next;
  }
  return p;
};

constexpr auto transfer_failed = [](const awaiting_agent& p, const desk_failed& e,
                                    work& w) -> phase {
  if (link_named(w, e.name) != &w.shared.desk) return w.as(outcome::stale, p);
  return give_up(w, p.case_number, phrase::handoff_failed, "the transfer failed: " + e.reason);
};
constexpr auto invite_failed = [](const with_agent& p, const desk_failed& e, work& w) -> phase {
  if (link_named(w, e.name) != &w.shared.desk || !p.agents.empty()) return w.as(outcome::stale, p);
  if (!p.parked) { // an agent came before this was known, and left again: how, stands at the desk
    w.look_at_desk();
    return p;
  }
  return give_up(w, p.case_number, phrase::handoff_failed, "the transfer failed: " + e.reason);
};
/// What waited for the flow of a desk that is left is asked of the bot directly.
template <class Phase>
phase without_desk(work& w, const Phase& p) {
  if constexpr (std::is_same_v<Phase, with_bot>) return go_on(w, p);
  return p;
}
constexpr auto desk_lost = [](const auto& p, const desk_failed& e, work& w) -> phase {
  if (link_named(w, e.name) != &w.shared.desk) return w.as(outcome::stale, p);
  w.leave_desk(work::parting::give_up); // nobody had come; half of it may be there
  return without_desk(w, p);
};

// -- who is there
// -----------------------------------------------------------------------------------------------------

/// Those who were waited for, or came unasked. What was unread stands at the desk.
template <class Phase>
with_agent taken_by_agents(work& w, const Phase& p) {
  if constexpr (std::is_same_v<Phase, awaiting_agent>) w.shared.unread.clear();
  with_agent taken;
  if constexpr (requires { p.case_number; }) taken.case_number = p.case_number;
  const bool asked_for = std::is_same_v<Phase, awaiting_agent>; // then its case is on the way
  auto kept = std::exchange(w.shared.promised, {});
  if (!asked_for && taken.case_number == 0) taken.case_number = kept.case_number;
  if (!asked_for && taken.case_number == 0 && !kept.asked)
    w.give(open_case{"handoff", "an agent came", w.shared.user});
  return taken;
}
constexpr auto greet_agent = [](const awaiting_agent& p, const agent_joined& e, work& w) -> phase {
  if (!w.of_current_desk() || !w.shared.desk.open) return w.as(outcome::stale, p);
  return join(w, taken_by_agents(w, p), e.who);
};
constexpr auto one_more = [](const with_agent& p, const agent_joined& e, work& w) -> phase {
  if (!w.of_current_desk()) return w.as(outcome::stale, p);
  if (!p.agents.empty()) return join(w, p, e.who);
  w.look_at_desk(); // a hint of before may come late; who is there now stands at the desk
  return p;
};
/// An agent comes whom nobody asked for: the talk is theirs all the same.
constexpr auto taken_over = [](const auto& p, const agent_joined& e, work& w) -> phase {
  if (!w.of_current_desk() || !w.shared.desk.open) return w.as(outcome::stale, p);
  return join(w, taken_by_agents(w, p), e.who);
};

inline with_agent without(with_agent p, const std::string& id) {
  auto found = std::ranges::find(p.agents, id, &agent::id);
  if (found == p.agents.end()) return p;
  p.last_name = found->name;
  p.agents.erase(found);
  return p;
}
constexpr auto one_less = [](const with_agent& p, const agent_left& e, work& w) -> phase {
  if (!w.of_current_desk()) return w.as(outcome::stale, p);
  auto next = without(p, e.id);
  if (next == p) return w.ignore(p);
  // Whether the last one is done, put the talk aside or passed it on stands at the desk.
  if (next.agents.empty())
    w.look_at_desk();
  else
    say_left(w, next.last_name);
  return next;
};

/// A flow that was slow asks for an agent where the talk is over: nobody is to come any more.
inline bool close_again(work& w) {
  auto left = std::ranges::find(w.shared.past, w.env.desk, &desk_link::conversation);
  if (left == w.shared.past.end() || !left->routed) return false;
  w.give(close_desk{left->name});
  return true;
}
constexpr auto look_now = [](const auto& p, const desk_changed& e, work& w) -> phase {
  if (e.agent_wanted && !w.of_current_desk() && close_again(w)) return p;
  if (!w.of_current_desk() || !w.shared.desk.open) return w.ignore(p);
  w.look_at_desk(wants_place(w, p));
  return p;
};
/// The place in the queue is said once, and again when it is half of what was said; never sooner
/// than the rules allow. To be next is only said with a wait, or after a worse place.
constexpr auto tell_place = [](const awaiting_agent& p, const queue_seen& e, work& w) -> phase {
  if (e.name != w.shared.desk.name || !w.of_current_desk()) return w.as(outcome::stale, p);
  const bool news =
      p.told_place == 0 ? e.position > 1 || e.wait > 0 : e.position * 2 <= p.told_place;
  if (e.position <= 0 || !news || !wants_place(w, p)) return w.ignore(p);
  auto next = p;
  next.told_place = e.position;
  next.told_at = w.ctx.now;
  const auto place = static_cast<std::uint64_t>(e.position);
  const auto wait = about_text(e.wait, w.shared.user.locale, w.ctx.rule.language);
  if (wait.empty())
    w.notice(phrase::queue_position, {.position = place});
  else
    w.notice(phrase::queue_position_wait, {.wait = wait, .position = place});
  return next;
};

inline bool looked(work& w, const desk_seen& e) {
  auto& d = w.shared.desk;
  if (e.name.empty() || e.name != d.name) return false;
  d.looking = false;
  if (e.last_index >= d.next_index) {
    d.next_index = e.last_index + 1;
    std::erase_if(d.ahead, [&](std::int64_t i) { return i < d.next_index; });
  }
  if (std::exchange(d.look_again, false)) w.look_at_desk();
  return true;
}
/// True when something happened after the look began: what it says of people may be of before, so
/// the next one, which is under way, decides.
inline bool outdated(const work& w) { return w.shared.desk.looking; }
inline bool over(const desk_seen& e) {
  return e.conversation_closed || e.channel == "closed" || e.channel == "failed";
}
/// How a desk that is over is left: one whose channel failed may still be open.
inline work::parting parting_of(const desk_seen& e) {
  return e.conversation_closed || e.channel == "closed" ? work::parting::seen_closed
                                                        : work::parting::finish;
}
inline phase join_all(work& w, with_agent p, const desk_seen& e) {
  phase next = p;
  for (auto& a : e.agents) {
    auto who = a;
    who.confirmed = true;
    next = join(w, std::get<with_agent>(next), std::move(who));
  }
  w.out.how = outcome::done;
  return next;
}
constexpr auto seen_waiting = [](const awaiting_agent& p, const desk_seen& e, work& w) -> phase {
  if (!looked(w, e)) return w.as(outcome::stale, p);
  if (outdated(w)) return p;
  if (!e.agents.empty()) return join_all(w, taken_by_agents(w, p), e);
  if (p.at != awaiting_agent::stage::queued) return p;
  if (over(e)) {
    w.notice(phrase::no_agent_came);
    w.case_says(p.case_number, "open", "the request ended without an agent");
    w.leave_desk(parting_of(e));
    return to_bot(w);
  }
  if (e.tasks_known && !e.invite_open && !e.task_assigned)
    return give_up(w, p.case_number, phrase::no_agent_came, "the request ended without an agent");
  return p;
};
/// True when an agent of whom only a hint told is not there after all: a supervisor, another name
/// of one in the list, or gone with nobody on the way.
inline bool only_hinted(const desk_seen& e, const agent& a) {
  return !e.agents.empty() || std::ranges::find(e.supervisors, a.id) != e.supervisors.end() ||
         (e.tasks_known && !e.task_assigned && !e.invite_open);
}
constexpr auto seen_with_agent = [](const with_agent& p, const desk_seen& e, work& w) -> phase {
  if (!looked(w, e)) return w.as(outcome::stale, p);
  if (outdated(w)) return p;
  auto next = p;
  auto after = join_all(w, next, e); // first, so that a hint's agent takes the list's name
  next = std::get<with_agent>(after);
  for (auto& a : std::get<with_agent>(after).agents) {
    if (std::ranges::find(e.agents, a.id, &agent::id) != e.agents.end()) continue;
    if (!a.confirmed && !only_hinted(e, a)) continue;
    next = without(next, a.id);
    if (a.confirmed && !next.agents.empty()) say_left(w, next.last_name);
  }
  if (over(e)) return finish(w, next, parting_of(e));
  if (w.shared.desk.ended) return finish(w, next, work::parting::closed_there);
  if (!next.agents.empty()) return next;
  if (p.parked && p.invite_open) return next; // being asked for again; nothing can be seen yet
  if (e.invite_open) {
    next.parked = false;
    if (!p.invite_open) {
      w.notice(phrase::agent_transferring);
      w.arm_timer(timer::queue, w.ctx.rule.queue_timeout);
    }
    next.invite_open = true;
    return next;
  }
  if (e.channel == "inactive") {
    if (p.invite_open) // the user wrote again and nobody took it
      return give_up(w, p.case_number, phrase::no_agent_came, "the request ended without an agent");
    if (!p.parked) say_left(w, next.last_name);
    next.parked = true;
    return next;
  }
  return finish(w, next, work::parting::finish);
};
constexpr auto seen_with_bot = [](const auto& p, const desk_seen& e, work& w) -> phase {
  if (!looked(w, e)) return w.as(outcome::stale, p);
  if (outdated(w)) return p;
  if (!e.agents.empty() && !over(e)) return join_all(w, taken_by_agents(w, p), e);
  if (over(e)) w.leave_desk(work::parting::seen_closed);
  if constexpr (std::is_same_v<std::decay_t<decltype(p)>, with_bot>) {
    const bool asked_for = e.tasks_known && (e.invite_open || e.task_assigned);
    if (w.flow_decides() && asked_for) { // nobody told us: the flow could not ask the bot
      if (auto v = gate_for(w); !v.allows()) {
        refuse(w, v);
        w.leave_desk(work::parting::give_up);
        return go_on(w, p);
      }
      phase stay = p;
      leave_bot(w, stay, false);
      return hand_off(w, "the flow asked", {}, awaiting_agent::flow_part::told);
    }
    if (p.stuck || over(e)) return go_on(w, p);
  }
  return p;
};

// -- the flow
// -----------------------------------------------------------------------------------------------------

/// The flow has heard a text and asks the bot. Its question may come before the outcome of the
/// post: then it is about the oldest text that has none yet, since they are posted one by one.
constexpr auto flow_asks = [](const with_bot& p, const flow_asked& e, work& w) -> phase {
  auto next = p;
  auto text = std::ranges::find(next.waiting, e.copy, &waiting_text::copy);
  if (text == next.waiting.end())
    text = std::ranges::find(next.waiting, std::string{}, &waiting_text::copy);
  if (!w.flow_decides() || !w.of_current_desk() || text == next.waiting.end()) {
    w.tell_flow_all({e.ticket}, false); // answered already, in an earlier turn or without the flow
    return w.as(outcome::stale, p);
  }
  text->copy = e.copy;
  next.called.push_back(e.ticket);
  return next.turn == 0 ? next_turn(w, std::move(next)) : phase{std::move(next)};
};
/// The bot is not the one to answer.
constexpr auto not_the_bot = [](const auto& p, const flow_asked& e, work& w) -> phase {
  w.tell_flow_all({e.ticket}, false);
  return w.as(outcome::stale, p);
};

constexpr auto nobody_came = [](const awaiting_agent& p, const desk_ended& e, work& w) -> phase {
  if (!w.of_current_desk() || !w.shared.desk.open) return w.as(outcome::stale, p);
  const bool closed = e.outcome == desk_ended::how::completed;
  w.notice(phrase::no_agent_came);
  w.case_says(p.case_number, "open", "the request ended without an agent");
  w.leave_desk(closed ? work::parting::closed_there : work::parting::give_up);
  return to_bot(w);
};
constexpr auto agents_done = [](const with_agent& p, const desk_ended& e, work& w) -> phase {
  if (!w.of_current_desk()) return w.as(outcome::stale, p);
  // Completed: the last words, which may not have been heard yet, come before the farewell. Else an
  // invite ran out, and whether somebody is still there stands at the desk.
  if (e.outcome == desk_ended::how::completed) w.shared.desk.ended = true;
  w.look_at_desk();
  return p;
};
constexpr auto desk_closed = [](const auto& p, const desk_ended& e, work& w) -> phase {
  if (!w.of_current_desk() || !w.shared.desk.open) return w.as(outcome::stale, p);
  const bool closed = e.outcome == desk_ended::how::completed;
  w.leave_desk(closed ? work::parting::closed_there : work::parting::finish);
  return without_desk(w, p);
};

// -- what agents write
// ------------------------------------------------------------------------------------------------

constexpr auto agent_speaks = [](const with_agent& p, const agent_wrote& e, work& w) -> phase {
  phase next = p;
  if (w.of_current_desk() && !e.from.id.empty() && !must_look_first(w, e)) {
    if (p.agents.empty())
      w.look_at_desk(); // the one who left may have written before; who is there stands at the desk
    else
      next = join(w, p, e.from);
  }
  w.out.how = outcome::done;
  if (!relay_agent(w, e)) return p;
  w.arm_timer(timer::agent, w.ctx.rule.agent_idle_timeout);
  return next;
};
/// A message tells that an agent is there although nothing else did.
constexpr auto agent_appears = [](const auto& p, const agent_wrote& e, work& w) -> phase {
  phase next = p;
  if (w.of_current_desk() && w.shared.desk.open && !e.from.id.empty() && !must_look_first(w, e))
    next = join(w, taken_by_agents(w, p), e.from);
  return relay_agent(w, e) ? next : phase{p};
};
constexpr auto edit_copy = [](const auto& p, const agent_edited& e, work& w) -> phase {
  w.give(edit_said{e.message, {}, e.text});
  return p;
};
constexpr auto delete_copy = [](const auto& p, const agent_deleted& e, work& w) -> phase {
  w.give(delete_said{e.message});
  return p;
};

} // namespace flexcord::conversation::cells
