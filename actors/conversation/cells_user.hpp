#pragma once
// Cells of the matrix for what the user does. Each takes its phase, its event and the work in hand.
#include "actors/conversation/cells_gate.hpp"

#include <algorithm>

namespace flexcord::conversation::cells {

/// The bot has nothing more to say. What waits is for it again, should the request end before it is
/// copied to the desk. True when the flow waited for a verdict, which it has now.
inline bool leave_bot(work& w, phase& stay, bool wants_agent) {
  auto* b = std::get_if<with_bot>(&stay);
  if (b == nullptr) return false;
  auto tickets = std::move(b->tickets);
  tickets.insert(tickets.end(), b->called.begin(), b->called.end());
  w.tell_flow_all(tickets, wants_agent);
  w.shared.unread = std::move(b->waiting);
  return !tickets.empty();
}

/// A person is wanted: begin the handoff, or say honestly why not.
inline phase want_agent(work& w, phase stay, std::string reason, std::string queue = {},
                        awaiting_agent::flow_part flow = awaiting_agent::flow_part::none) {
  if (!w.ctx.rule.desk_available) {
    w.notice(phrase::no_agents_here);
    w.out.how = outcome::refused;
    return stay;
  }
  if (auto v = gate_for(w); !v.allows()) {
    refuse(w, v);
    return stay;
  }
  if (!w.ctx.open) {
    keep_wish(w, std::move(reason));
    return stay;
  }
  const bool flow_waits = leave_bot(w, stay, true);
  if (flow_waits) flow = awaiting_agent::flow_part::telling;
  return hand_off(w, std::move(reason), std::move(queue), flow);
}

inline phase bot_hears(work& w, with_bot p, const user_wrote& e) {
  know(w, e.from);
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  // A later desk begins with what the earlier one has not got.
  const bool desk_follows = w.ctx.rule.live_transcript || w.ctx.rule.routed;
  if (desk_follows && w.ctx.rule.desk_available && !w.earlier_text_on_its_way()) w.need_desk(0);
  const bool wants_person = w.ctx.rule.handoff_phrases.holds(e.text);
  // The flow is to bring an agent when it hears this text, unless it waits for a verdict already.
  const bool flagged = wants_person && w.flow_decides() && w.ctx.open &&
                       w.ctx.rule.desk_available && gate_for(w).allows() && p.tickets.empty() &&
                       p.called.empty();
  if (flagged) w.give(flag_request{w.shared.desk.name, 0, w.shared.user});
  p.waiting.push_back(take_user_text(w, e, w.shared.desk.open, true));
  if (w.shared.desk.open) w.shared.mirrored = p.waiting.back().at;
  if (wants_person) {
    using flow = awaiting_agent::flow_part;
    p.waiting.pop_back(); // the notice is the answer; the bot has nothing to add
    return want_agent(w, p, "asked in words", {}, flagged ? flow::flagged : flow::none);
  }
  return p.turn == 0 ? next_turn(w, std::move(p)) : phase{std::move(p)};
}

constexpr auto begin_talk = [](const idle&, const user_wrote& e, work& w) -> phase {
  w.shared.talk_since = w.shared.last_line;
  w.raise_epoch();
  return bot_hears(w, with_bot{}, e);
};
constexpr auto tell_bot = [](const with_bot& p, const user_wrote& e, work& w) -> phase {
  return bot_hears(w, p, e);
};
constexpr auto back_to_talk = [](const wrapping_up&, const user_wrote& e, work& w) -> phase {
  w.disarm_timer(timer::survey);
  return bot_hears(w, with_bot{}, e);
};
inline phase take_back(work& w, const awaiting_agent& p) {
  w.notice(phrase::request_cancelled);
  w.case_says(p.case_number, "closed", "cancelled by the user", "cancelled");
  w.leave_desk(work::parting::give_up);
  return to_bot(w);
}
constexpr auto tell_queue = [](const awaiting_agent& p, const user_wrote& e, work& w) -> phase {
  know(w, e.from);
  if (w.ctx.rule.cancel_phrases.holds(e.text)) {
    take_user_text(w, e, false); // the notice is the answer; nobody else is to hear it
    return take_back(w, p);
  }
  take_user_text(w, e, w.shared.desk.open);
  return p;
};
constexpr auto tell_agent = [](const with_agent& p, const user_wrote& e, work& w) -> phase {
  know(w, e.from);
  if (w.shared.desk.ended) { // nobody reads there any more
    w.shared.unread.push_back(take_user_text(w, e, false));
    return p;
  }
  take_user_text(w, e, true);
  w.arm_timer(timer::agent, w.ctx.rule.agent_idle_timeout);
  if (!p.parked || p.invite_open) return p;
  auto next = p; // put aside: this message asks for an agent again
  next.invite_open = true;
  w.arm_timer(timer::queue, w.ctx.rule.queue_timeout);
  w.give(invite{w.shared.desk.name, p.case_number, "wrote again", {}, {}, w.shared.user, true});
  return next;
};

constexpr auto edit_at_desk = [](const auto& p, const user_edited& e, work& w) -> phase {
  if (!w.shared.desk.open) return w.ignore(p);
  w.give(edit_post{w.shared.desk.name, e.message, e.text});
  return p;
};
constexpr auto edit_waiting = [](const with_bot& p, const user_edited& e, work& w) -> phase {
  auto next = p;
  auto found = std::ranges::find(next.waiting, e.message, &waiting_text::message);
  if (found != next.waiting.end()) found->text = e.text;
  if (w.shared.desk.open)
    w.give(edit_post{w.shared.desk.name, e.message, e.text});
  else if (found == next.waiting.end())
    return w.ignore(p);
  return next;
};
constexpr auto delete_at_desk = [](const auto& p, const user_deleted& e, work& w) -> phase {
  if (!w.shared.desk.open) return w.ignore(p);
  w.give(delete_post{w.shared.desk.name, e.message});
  return p;
};
constexpr auto delete_waiting = [](const with_bot& p, const user_deleted& e, work& w) -> phase {
  auto next = p;
  auto gone =
      std::erase_if(next.waiting, [&](const waiting_text& m) { return m.message == e.message; });
  if (w.shared.desk.open)
    w.give(delete_post{w.shared.desk.name, e.message});
  else if (gone == 0)
    return w.ignore(p);
  return next;
};

inline void greet(work& w, const help_requested& e, phrase p, bool button) {
  know(w, e.from);
  say s;
  s.epoch = w.shared.epoch;
  s.text = w.t(p, {.topic = e.topic});
  s.ticket = e.ticket;
  if (button && w.ctx.rule.desk_available) s.rows = {{w.button(phrase::talk_to_person, "agent")}};
  w.give(std::move(s));
}

inline phase help_with_bot(work& w, with_bot p, const help_requested& e) {
  greet(w, e, e.topic.empty() ? phrase::greeting : phrase::greeting_topic, true);
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  if (e.topic.empty()) return p;
  return bot_hears(w, std::move(p), user_wrote{w.env.id, e.topic, {}, {}, e.from});
}
constexpr auto help_anew = [](const idle&, const help_requested& e, work& w) -> phase {
  w.shared.talk_since = w.shared.last_line;
  w.raise_epoch();
  return help_with_bot(w, with_bot{}, e);
};
constexpr auto help_again = [](const with_bot& p, const help_requested& e, work& w) -> phase {
  return help_with_bot(w, p, e);
};
constexpr auto help_after = [](const wrapping_up&, const help_requested& e, work& w) -> phase {
  w.disarm_timer(timer::survey);
  return help_with_bot(w, with_bot{}, e);
};
constexpr auto help_in_queue = [](const awaiting_agent& p, const help_requested& e,
                                  work& w) -> phase {
  greet(w, e, phrase::already_waiting, false);
  if (!e.topic.empty()) take_user_text(w, {w.env.id, e.topic, {}, {}, e.from}, w.shared.desk.open);
  return p;
};
constexpr auto help_with_agent = [](const with_agent& p, const help_requested& e,
                                    work& w) -> phase {
  greet(w, e, phrase::already_with_agent, false);
  if (e.topic.empty()) return p;
  return tell_agent(p, user_wrote{w.env.id, e.topic, {}, {}, e.from}, w);
};

constexpr auto start_handoff = [](const auto& p, const agent_requested& e, work& w) -> phase {
  know(w, e.from);
  return want_agent(w, phase{p}, e.reason);
};
constexpr auto say_waiting = [](const awaiting_agent& p, const agent_requested&, work& w) -> phase {
  w.notice(phrase::already_waiting);
  return w.as(outcome::refused, p);
};
constexpr auto say_with_agent = [](const with_agent& p, const agent_requested&, work& w) -> phase {
  w.notice(phrase::already_with_agent);
  return w.as(outcome::refused, p);
};

constexpr auto cancel = [](const awaiting_agent& p, const request_cancelled&, work& w) -> phase {
  return take_back(w, p);
};
/// Only a wish that is kept for later can be taken back.
constexpr auto nothing_to_cancel = [](const auto& p, const request_cancelled&, work& w) -> phase {
  if (auto kept = std::exchange(w.shared.promised.case_number, 0); kept != 0) {
    w.notice(phrase::promise_cancelled, {.case_number = kept});
    w.case_says(kept, "closed", "cancelled by the user", "cancelled");
    return p;
  }
  w.notice(phrase::nothing_to_cancel);
  return w.as(outcome::refused, p);
};

constexpr auto thank = [](const wrapping_up& p, const survey_answered& e, work& w) -> phase {
  if (e.score < 1 || e.score > 5) return w.as(outcome::never, p);
  std::vector<std::vector<choice>> rows;
  if (p.case_number != 0) rows = {{w.button(phrase::survey_comment, "comment")}};
  w.notice(phrase::survey_thanks, {}, std::move(rows));
  w.case_says(p.case_number, {}, std::to_string(e.score), "rated");
  w.shared.rated_case = p.case_number;
  w.disarm_timer(timer::survey);
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  return with_bot{};
};
constexpr auto survey_over = [](const auto& p, const survey_answered&, work& w) -> phase {
  w.notice(phrase::survey_closed);
  return w.as(outcome::refused, p);
};
constexpr auto answer_rating = [](const with_bot& p, const answer_rated& e, work& w) -> phase {
  std::vector<std::vector<choice>> rows;
  if (!e.useful && w.ctx.rule.desk_available) rows = {{w.button(phrase::talk_to_person, "agent")}};
  w.notice(e.useful ? phrase::glad_it_helped : phrase::sorry_not_helped, {}, std::move(rows));
  return p;
};

} // namespace flexcord::conversation::cells
