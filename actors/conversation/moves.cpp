#include "actors/conversation/cells_gate.hpp"
#include "actors/conversation/work.hpp"

#include <algorithm>

namespace flexcord::conversation {

namespace {
/// The bot hears what nobody has heard yet, or is free.
phase begin_with_unread(work& w) {
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  return next_turn(w, with_bot{0, std::exchange(w.shared.unread, {})});
}
/// The flow says when the bot is asked; one that says nothing for long is stuck.
bool waits_for_flow(work& w, const with_bot& p) {
  if (!w.flow_decides() || !p.called.empty()) return false;
  if (p.stuck) return w.shared.desk.looking;
  if (!w.shared.armed.contains(static_cast<std::uint8_t>(timer::flow)))
    w.arm_timer(timer::flow, w.ctx.rule.flow_timeout);
  return true;
}
} // namespace

phase to_bot(work& w) {
  w.raise_epoch();
  w.disarm_timer(timer::survey);
  return begin_with_unread(w);
}

phase next_turn(work& w, with_bot p) {
  p.turn = 0;
  // What was posted while the flow waited for its verdict it may not have heard at all.
  const bool flow_was_busy = !p.tickets.empty();
  w.tell_flow_all(std::exchange(p.tickets, {}), false);
  w.belongs_to_talk(p.waiting);
  if (p.waiting.empty()) { // what was asked about may have been deleted
    w.tell_flow_all(std::exchange(p.called, {}), false);
    w.disarm_timer(timer::flow);
    p.stuck = false;
  }
  if (p.waiting.empty() || w.must_wait()) return p;
  if (!flow_was_busy && waits_for_flow(w, p)) return p;
  w.disarm_timer(timer::flow);
  p.stuck = false;
  p.tickets = std::exchange(p.called, {});
  ask_bot ask;
  ask.turn = p.turn = w.shared.next_turn++;
  ask.from = w.shared.user;
  ask.since = w.shared.talk_since;
  ask.upto = p.waiting.front().at - 1;
  for (auto& m : p.waiting) {
    if (!ask.text.empty() && !m.text.empty()) ask.text += '\n';
    ask.text += m.text;
    ask.message = m.message;
    ask.files.insert(ask.files.end(), m.files.begin(), m.files.end());
  }
  p.asked_to = p.waiting.back().at;
  p.waiting.clear();
  w.give(std::move(ask));
  return p;
}

phase hand_off(work& w, std::string reason, std::string queue, awaiting_agent::flow_part flow) {
  awaiting_agent p;
  p.flow = flow;
  p.reason = reason;
  p.queue = std::move(queue);
  p.since = w.ctx.now;
  w.raise_epoch(); // from here on no bot text of before goes out
  for (auto t : {timer::idle, timer::survey, timer::poll, timer::flow, timer::watch})
    w.disarm_timer(t);
  w.arm_timer(timer::opening, w.ctx.rule.open_timeout);
  auto kept = std::exchange(w.shared.promised, {});
  if (kept.case_number != 0) {
    w.case_says(kept.case_number, "open", "asked again within the hours");
    return begin_request(w, std::move(p), kept.case_number, phrase::case_continues);
  }
  if (kept.asked) return p; // outside the hours a moment ago: its case is on the way
  w.count_request();
  w.give(open_case{"handoff", std::move(reason), w.shared.user});
  return p;
}

phase begin_request(work& w, awaiting_agent p, std::uint64_t case_number, phrase said) {
  p.case_number = case_number;
  w.notice(said, {.case_number = case_number}, {{w.button(phrase::cancel_request, "cancel")}});
  return ask_desk(w, std::move(p));
}

phase ask_desk(work& w, awaiting_agent p) {
  using enum awaiting_agent::flow_part;
  p.at = awaiting_agent::stage::earlier_texts;
  if (w.must_wait() || p.flow == telling) return p;
  p.at = awaiting_agent::stage::desk_asked;
  // What nobody has heard is in the copy, and stays unread until an agent comes: should none come,
  // it is the bot's.
  w.need_desk(p.case_number);
  if (w.shared.desk.routed && p.flow == none) {
    p.flow = flagged;
    w.give(flag_request{w.shared.desk.name, p.case_number, w.shared.user});
    w.give(post{w.shared.desk.name,
                author::user,
                {},
                w.t(phrase::talk_to_person),
                {},
                w.shared.user,
                w.ctx.now});
  }
  w.give(invite{w.shared.desk.name, p.case_number, p.reason, p.queue, {}, w.shared.user, false});
  return p;
}

namespace {
void tell_promise(work& w, phrase with_time, phrase without) {
  auto& opens = w.ctx.opens;
  const auto when = opening_text(opens, w.shared.user.locale, w.ctx.rule.language);
  const auto why = opens.closed_for.empty() ? std::string{} : " (" + opens.closed_for + ')';
  w.notice(when.empty() ? without : with_time,
           {.case_number = w.shared.promised.case_number, .when = when, .why = why},
           {{w.button(phrase::cancel_request, "cancel")}});
}
} // namespace

void keep_wish(work& w, std::string reason) {
  auto& kept = w.shared.promised;
  if (!kept.asked && kept.case_number == 0) {
    kept.asked = true;
    w.count_request();
    w.give(open_case{"handoff", std::move(reason), w.shared.user});
    return;
  }
  w.out.how = outcome::refused;
  if (kept.case_number != 0) // else the answer to the first wish is on the way
    tell_promise(w, phrase::still_out_of_hours, phrase::still_out_of_hours_later);
}

void make_promise(work& w, std::uint64_t case_number) {
  w.shared.promised = {false, case_number};
  w.case_says(case_number, "pending", "asked outside the hours");
  tell_promise(w, phrase::out_of_hours, phrase::out_of_hours_unknown);
}

phase join(work& w, with_agent p, agent who) {
  auto known = std::ranges::find(p.agents, who.id, &agent::id);
  if (known != p.agents.end()) {
    known->confirmed = known->confirmed || who.confirmed;
    if (known->name.empty()) known->name = who.name;
    w.out.how = outcome::ignored;
    return p;
  }
  // A hint may name the same person by another id before the participant list does: take the list's
  // word for it.
  auto same = [&](const agent& a) {
    return a.confirmed != who.confirmed &&
           (a.name == who.name || a.name.empty() || who.name.empty());
  };
  if (auto twin = std::ranges::find_if(p.agents, same); twin != p.agents.end()) {
    if (who.confirmed)
      *twin = std::move(who);
    else if (std::holds_alternative<agent_joined>(w.env.what))
      w.look_at_desk(); // whether it is somebody else stands in the list
    w.out.how = outcome::ignored;
    return p;
  }
  if (w.shared.desk.looking) w.shared.desk.look_again = true; // it may not have seen them yet
  if (p.agents.empty()) w.raise_epoch();
  for (auto t :
       {timer::opening, timer::queue, timer::idle, timer::survey, timer::flow, timer::watch})
    w.disarm_timer(t);
  w.arm_timer(timer::agent, w.ctx.rule.agent_idle_timeout);
  w.arm_timer(timer::poll, w.ctx.rule.poll_interval);
  if (who.name.empty())
    w.notice(phrase::agent_joined_unnamed);
  else
    w.notice(phrase::agent_joined, {.agent = who.name});
  w.case_says(p.case_number, "open", "agent joined", "joined");
  p.parked = false;
  p.invite_open = false;
  p.agents.push_back(std::move(who));
  w.shared.desk.manned = true;
  return p;
}

void say_left(work& w, const std::string& name) {
  if (name.empty())
    w.notice(phrase::agent_left_unnamed);
  else
    w.notice(phrase::agent_left, {.agent = name});
}

phase finish(work& w, const with_agent& p, work::parting how) {
  if (!p.agents.empty() || !p.parked) // who put the talk aside was reported then
    say_left(w, p.agents.empty() ? p.last_name : p.agents.back().name);
  w.case_says(p.case_number, "resolved", "agent finished", "left");
  w.leave_desk(how);
  w.shared.talk_since = w.shared.last_line; // what the agents settled is no longer the bot's matter
  w.raise_epoch();
  w.notice(phrase::back_with_bot);
  if (!w.shared.unread.empty()) { // the talk goes on; nobody rates it
    const auto asks = [&](const waiting_text& t) { return w.asks_for_person(t.text); };
    if (std::ranges::none_of(w.shared.unread, asks)) return begin_with_unread(w);
    if (auto v = cells::gate_for(w); !v.allows()) {
      w.notice(refusal_text(v, w.shared.user.locale, w.ctx.rule.language));
      std::erase_if(w.shared.unread, asks); // the notice is the answer; the bot has nothing to add
      return begin_with_unread(w);
    }
    w.belongs_to_talk(w.shared.unread);
    return hand_off(w, "asked in words", {}, awaiting_agent::flow_part::none);
  }
  std::vector<choice> marks;
  for (int i = 1; i <= 5; ++i)
    marks.push_back({"rate-" + std::to_string(i), std::to_string(i), {}});
  w.notice(phrase::survey_question, {}, {std::move(marks)});
  w.arm_timer(timer::survey, w.ctx.rule.survey_timeout);
  return wrapping_up{p.case_number};
}

bool must_look_first(const work& w, const agent_wrote& e) {
  auto& d = w.shared.desk;
  return w.of_current_desk() && !e.listed && e.index > d.next_index && !d.conversation.empty();
}

bool relay_agent(work& w, const agent_wrote& e) {
  auto& d = w.shared.desk;
  const bool current = w.of_current_desk();
  if (must_look_first(w, e)) {
    w.look_at_desk(); // something before it has not been seen: read the list, which brings this one
                      // again
    w.out.hint = true;
    w.out.how = outcome::ignored;
    return false;
  }
  if (current && e.index >= 0) {
    if (e.listed) d.next_index = std::max(d.next_index, e.index);
    w.saw_index(e.index);
  }
  w.add_line(e.message, "agent", e.from.name, e.text, e.files);
  say s;
  s.as = voice::agent;
  s.epoch = w.shared.epoch;
  s.name = e.from.name;
  s.text = e.text;
  s.files = e.files;
  s.source = e.message;
  w.give(std::move(s));
  return true;
}

waiting_text take_user_text(work& w, const user_wrote& e, bool to_desk, bool for_bot) {
  auto at = w.add_line(e.message, "user", w.shared.user.name, e.text, e.files);
  if (to_desk) w.post_user(e.message, e.text, e.files, at, for_bot);
  return {e.message, e.text, e.files, at};
}

} // namespace flexcord::conversation
