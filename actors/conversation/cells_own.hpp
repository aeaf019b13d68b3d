#pragma once
// Cells for the bot, our own commands' results and the timers.
#include "actors/conversation/cells_cases.hpp"

namespace flexcord::conversation::cells {

constexpr auto nothing = [](const auto& p, const auto&, work& w) -> phase { return w.ignore(p); };
constexpr auto stale = [](const auto& p, const auto&, work& w) -> phase {
  return w.as(outcome::stale, p);
};
constexpr auto never = [](const auto& p, const auto&, work& w) -> phase {
  return w.as(outcome::never, p);
};

// -- the bot
// ----------------------------------------------------------------------------------------------------------

inline std::vector<std::vector<choice>> rows_of(work& w, const bot_reply& r, bool last) {
  std::vector<std::vector<choice>> rows;
  for (auto& c : r.choices) {
    if (rows.empty() || rows.back().size() == 5) {
      if (rows.size() == 3) break; // five rows at most, two of them ours
      rows.emplace_back();
    }
    rows.back().push_back(c);
  }
  if (!last) return rows;
  // The buttons name what they are about: it may be pressed long after.
  if (!r.article.empty())
    rows.push_back({w.button(phrase::helped_yes, "helped-yes:" + r.article),
                    w.button(phrase::helped_no, "helped-no:" + r.article)});
  if (w.ctx.rule.desk_available) rows.push_back({w.button(phrase::talk_to_person, "agent")});
  return rows;
}

constexpr auto say_answer = [](const with_bot& p, const bot_answered& e, work& w) -> phase {
  if (p.turn == 0 || e.turn != p.turn) return w.as(outcome::stale, p);
  w.shared.bot_failures = 0;
  w.shared.bot_heard = p.asked_to;
  for (std::size_t i = 0; i < e.replies.size(); ++i) {
    const bool last = i + 1 == e.replies.size() && !e.handoff;
    say s;
    s.as = voice::bot;
    s.epoch = w.shared.epoch;
    s.text = e.replies[i].text;
    s.image = e.replies[i].image;
    s.rows = rows_of(w, e.replies[i], last);
    w.give(std::move(s));
  }
  if (e.handoff) {
    auto stay = p;
    stay.turn = 0;
    // What the bot said before it asked for a person is said: it precedes the transfer notice in
    // the same queue.
    auto next = want_agent(w, phase{stay}, e.reason.empty() ? "the bot asked" : e.reason, e.queue);
    if (std::holds_alternative<awaiting_agent>(next)) {
      for (auto& o : w.out.commands)
        if (auto* s = std::get_if<say>(&o.what); s && s->as == voice::bot)
          s->epoch = w.shared.epoch;
      return next;
    }
    return next_turn(w, std::move(stay));
  }
  if (e.replies.empty()) {
    std::vector<std::vector<choice>> rows;
    if (w.ctx.rule.desk_available) rows = {{w.button(phrase::talk_to_person, "agent")}};
    w.bot_text(w.t(phrase::nothing_to_say), std::move(rows));
  }
  return next_turn(w, p);
};
constexpr auto bot_down = [](const with_bot& p, const bot_failed& e, work& w) -> phase {
  if (p.turn == 0 || e.turn != p.turn) return w.as(outcome::stale, p);
  ++w.shared.bot_failures;
  w.shared.bot_heard = p.asked_to;
  const bool offer =
      w.shared.bot_failures >= w.ctx.rule.handoff_after_failures && w.ctx.rule.desk_available;
  std::vector<std::vector<choice>> rows;
  if (offer) rows = {{w.button(phrase::talk_to_person, "agent")}};
  w.bot_text(w.t(offer ? phrase::bot_unavailable_offer : phrase::bot_unavailable), std::move(rows));
  return next_turn(w, p);
};

// -- results of commands
// ----------------------------------------------------------------------------------------------

inline void note_delivery(work& w, const delivered& e) {
  if (auto* s = std::get_if<say>(&e.what)) {
    if (!e.ids.empty() && later_mark(e.ids.back(), w.shared.last_said))
      w.shared.last_said = e.ids.back();
    if (!s->ticket.empty()) {
      answer_ticket a{s->ticket, w.t(phrase::check_your_dms), true, false,
                      {},        w.t(phrase::open_dm)};
      w.give(std::move(a));
    }
    for (std::size_t i = 0; i < e.ids.size() && !s->source.empty(); ++i)
      w.out.links.push_back({"out:" + e.ids[i], s->source, i});
    if (s->as == voice::agent) return; // its line was added when the agent wrote
    auto id = e.ids.empty() ? std::string{} : e.ids.front();
    auto at = w.add_line(id, s->as == voice::bot ? "bot" : "notice", {}, s->text);
    if (s->as == voice::bot && w.shared.desk.open) {
      w.give(post{w.shared.desk.name, author::bot, id, s->text, {}, w.shared.user, at});
    }
  } else if (auto* p = std::get_if<post>(&e.what)) {
    if (!p->source.empty())
      for (std::size_t i = 0; i < e.ids.size(); ++i)
        w.out.links.push_back({p->source, e.ids[i], i});
    if (p->desk == w.shared.desk.name && e.index >= 0) w.saw_index(e.index);
  } else if (auto* b = std::get_if<backfill>(&e.what)) {
    // All ours only if the copies and the indices from 0 on are equally many.
    if (b->desk == w.shared.desk.name && e.index + 1 == std::ssize(e.ids))
      for (std::int64_t i = w.shared.desk.next_index; i <= e.index; ++i) w.saw_index(i);
  }
}
constexpr auto note = [](const auto& p, const delivered& e, work& w) -> phase {
  note_delivery(w, e);
  return p;
};
/// What waited for the outcome of an earlier text is done now.
inline phase go_on(work& w, const with_bot& p) { return p.turn == 0 ? next_turn(w, p) : phase{p}; }
inline phase go_on(work& w, const awaiting_agent& p) {
  return p.at == awaiting_agent::stage::earlier_texts ? ask_desk(w, p) : phase{p};
}
inline phase go_on(work&, const with_agent& p) { return p; }
/// A text's copy at the flow's desk is known, so that the flow's question can be told to be its.
inline with_bot known_copy(with_bot p, const command& c, const std::vector<std::string>& ids) {
  auto* copied = std::get_if<post>(&c);
  if (copied == nullptr || ids.empty()) return p;
  auto text = std::ranges::find(p.waiting, copied->source, &waiting_text::message);
  if (text != p.waiting.end()) text->copy = ids.front();
  return p;
}
/// The flow has the verdict that an agent is wanted, or it does not wait for it any more.
inline awaiting_agent flow_heard(awaiting_agent p, const command& c, bool in_time) {
  using enum awaiting_agent::flow_part;
  auto* told_it = std::get_if<tell_flow>(&c);
  if (told_it && told_it->wants_agent && p.flow == telling) p.flow = in_time ? told : none;
  return p;
}
/// The desk is looked at so often from now on, whatever its webhooks tell.
inline void watch_flow(work& w, std::uint32_t looks) {
  if (!w.flow_decides()) return;
  w.shared.desk.watches = std::max(w.shared.desk.watches, looks);
  if (!w.shared.armed.contains(static_cast<std::uint8_t>(timer::watch)))
    w.arm_timer(timer::watch, w.ctx.rule.poll_interval);
}
constexpr auto bot_goes_on = [](const with_bot& p, const delivered& e, work& w) -> phase {
  note_delivery(w, e);
  // The flow may have given up waiting just then, and brings an agent.
  if (std::holds_alternative<tell_flow>(e.what)) watch_flow(w, 1);
  return go_on(w, known_copy(p, e.what, e.ids));
};
constexpr auto request_goes_on = [](const awaiting_agent& p, const delivered& e, work& w) -> phase {
  note_delivery(w, e);
  return go_on(w, flow_heard(p, e.what, true));
};

/// True when the bot has answered the text: what was written to agents is older or newer than that,
/// but never the bot's.
inline bool bot_answered_it(const work& w, const post& p) {
  return p.for_bot && p.at <= w.shared.bot_heard;
}
/// True when the post only kept a desk informed that follows the talk: the bot has heard it.
inline bool only_a_copy(const work& w, const post& p) {
  if (!w.ctx.rule.live_transcript && !w.ctx.rule.routed && !w.shared.desk.routed) return false;
  if (p.desk == w.shared.desk.name) return true; // a desk that people had asked for is left by now
  auto found = std::ranges::find(w.shared.past, p.desk, &desk_link::name);
  // What an agent whom a flow had brought did not get any more, the bot has not heard either.
  return found != w.shared.past.end() && found->interaction.empty() && !found->manned &&
         p.at <= w.shared.mirrored;
}

inline phase give_up(work& w, std::uint64_t case_number, phrase p, std::string why) {
  w.notice(p);
  w.case_says(case_number, "open", std::move(why));
  w.leave_desk(work::parting::give_up);
  return to_bot(w);
}

/// What everyone does about a command that cannot be done; true when a user's text has to go
/// elsewhere.
inline bool note_failure(work& w, const undeliverable& e, bool bot_has_the_talk = true) {
  if (auto* s = std::get_if<say>(&e.what)) {
    if (s->as == voice::news) // they are named where they reported
      w.case_says(s->about, {}, e.reason, "unheard");
    else if (s->ticket.empty())
      w.out.dead = e.reason;
    else // told where they asked, with a button to try again
      w.give(answer_ticket{
          s->ticket, w.t(phrase::dms_closed), false, true, w.t(phrase::try_again), {}});
    if (s->as == voice::agent)
      w.post_note(text(phrase::not_delivered_to_user, w.ctx.rule.language, w.ctx.rule.language));
  } else if (auto* l = std::get_if<look>(&e.what)) {
    if (l->desk == w.shared.desk.name) w.shared.desk.looking = w.shared.desk.look_again = false;
  } else if (auto* p = std::get_if<post>(&e.what);
             p && p->by == author::user && !p->source.empty()) {
    if (bot_has_the_talk && (only_a_copy(w, *p) || bot_answered_it(w, *p))) {
      if (e.reason == "gone" && p->desk == w.shared.desk.name)
        w.leave_desk(work::parting::closed_there);
      return false;
    }
    if (e.reason == "gone") return true;
    w.out.dead = e.reason;
    w.notice(phrase::not_delivered_to_agent);
  }
  return false;
}
/// In the order of writing.
inline void keep_unread(std::vector<waiting_text>& texts, const post& p) {
  auto later = std::ranges::find_if(texts, [&](auto& m) { return m.at > p.at; });
  texts.insert(later, {p.source, p.text, p.files, p.at});
}
inline phase ask_instead(work& w, with_bot next, const undeliverable& e) {
  auto& lost = std::get<post>(e.what);
  keep_unread(next.waiting, lost);
  w.belongs_to_talk(next.waiting);
  if (w.asks_for_person(lost.text)) return want_agent(w, phase{std::move(next)}, "asked in words");
  return next.turn == 0 ? next_turn(w, std::move(next)) : phase{std::move(next)};
}
constexpr auto drop = [](const auto& p, const undeliverable& e, work& w) -> phase {
  if (!note_failure(w, e)) return p;
  if (std::is_same_v<decltype(p), const idle&>) w.raise_epoch(); // else the bot has it already
  w.disarm_timer(timer::survey);
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  return ask_instead(w, with_bot{}, e);
};
/// As it was, behind what is under way: one of an earlier owner is withdrawn as any other.
constexpr auto try_again = [](const auto& p, const command_revived& e, work& w) -> phase {
  // Of a desk that is in use by now, or no longer: the talk has gone on.
  auto& desk = w.shared.desk;
  auto* closes = std::get_if<close_desk>(&e.what);
  auto* opens = std::get_if<open_desk>(&e.what);
  if ((closes && desk.open && closes->desk == desk.name) || (opens && opens->name != desk.name))
    return w.as(outcome::stale, p);
  w.out.revived = e.letter;
  w.give(e.what);
  return p;
};
/// The desk closed under us: the bot, which has the talk already, hears what the agent could not.
constexpr auto drop_with_bot = [](const with_bot& p, const undeliverable& e, work& w) -> phase {
  return note_failure(w, e) ? ask_instead(w, p, e) : go_on(w, p);
};
inline awaiting_agent not_heard(const awaiting_agent& p, const command& c) {
  return flow_heard(p, c, false);
}
inline with_agent not_heard(const with_agent& p, const command&) { return p; }
constexpr auto drop_with_desk = [](const auto& p, const undeliverable& e, work& w) -> phase {
  if (!note_failure(w, e, false)) return go_on(w, not_heard(p, e.what));
  auto& lost = std::get<post>(e.what);
  const bool heard = bot_answered_it(w, lost); // before the agents came
  if (lost.desk != w.shared.desk.name) {
    if (heard) return go_on(w, p);
    // Written to an earlier agent: it belongs to this request now, and is the bot's if nobody
    // comes.
    constexpr bool waits = std::is_same_v<std::decay_t<decltype(p)>, awaiting_agent>;
    if (waits) keep_unread(w.shared.unread, lost);
    if (!w.shared.desk.open)
      w.shared.talk_since = std::min(w.shared.talk_since, lost.at - 1); // the copy begins with it
    else if (lost.at <= w.shared.talk_since) // else it was copied when the desk was opened
      w.post_user(lost.source, lost.text, lost.files, lost.at);
    return go_on(w, p);
  }
  // Closed under us. The last words of whoever was there come first: a look brings them, and then
  // the bot hears this.
  if (!heard) keep_unread(w.shared.unread, lost);
  if (w.shared.desk.conversation.empty())
    return give_up(w, p.case_number, phrase::handoff_failed, "the desk's conversation was closed");
  w.shared.desk.ended = true;
  w.look_at_desk();
  return p;
};

// -- timers
// -----------------------------------------------------------------------------------------------------------

/// Whether the user may be told where they stand in the queue.
inline bool wants_place(const work& w, const awaiting_agent& p) {
  const auto pause = w.ctx.rule.queue_notice_interval;
  if (pause <= 0 || p.at != awaiting_agent::stage::queued) return false;
  return p.told_place == 0 || w.ctx.now - p.told_at >= pause;
}
template <class Phase>
bool wants_place(const work&, const Phase&) {
  return false;
}
/// The time that has passed is no news: a look that is under way is as good as a new one. At a slow
/// desk none would ever decide otherwise.
inline void poll_desk(work& w, bool place = false) {
  if (!w.shared.desk.looking) w.look_at_desk(place);
  w.arm_timer(timer::poll, w.ctx.rule.poll_interval);
}
/// The bot is asked directly, unless the desk says that the flow has brought an agent meanwhile. It
/// may still bring one later, and its webhooks may be lost: the desk is looked at for a while.
inline phase flow_is_stuck(work& w, with_bot p) {
  p.stuck = !p.waiting.empty();
  if (p.turn != 0 || !p.stuck) return p;
  watch_flow(w, 10);
  w.look_at_desk();
  return next_turn(w, std::move(p));
}
constexpr auto tick_bot = [](const with_bot& p, const timer_fired& e, work& w) -> phase {
  if (!w.due(e)) return w.as(outcome::stale, p);
  if (e.which == timer::poll) {
    w.waited_a_period();
    return go_on(w, p);
  }
  if (e.which == timer::flow) return flow_is_stuck(w, p);
  if (e.which == timer::watch) {
    if (!w.shared.desk.looking) w.look_at_desk();
    if (--w.shared.desk.watches > 0) w.arm_timer(timer::watch, w.ctx.rule.poll_interval);
    return p;
  }
  if (e.which != timer::idle) return w.as(outcome::never, p);
  if (p.turn != 0 || !p.waiting.empty()) {
    w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
    return p;
  }
  w.leave_desk(work::parting::finish);
  w.raise_epoch();
  return idle{};
};
constexpr auto tick_queue = [](const awaiting_agent& p, const timer_fired& e, work& w) -> phase {
  if (!w.due(e)) return w.as(outcome::stale, p);
  if (e.which == timer::opening)
    return give_up(w, p.case_number, phrase::handoff_failed, "the transfer took too long");
  if (e.which == timer::queue)
    return give_up(w, p.case_number, phrase::no_agent_came, "no agent came in time");
  if (e.which != timer::poll) return w.as(outcome::never, p);
  if (p.at == awaiting_agent::stage::earlier_texts) {
    w.waited_a_period();
    return go_on(w, p);
  }
  poll_desk(w, wants_place(w, p));
  return p;
};
constexpr auto tick_agent = [](const with_agent& p, const timer_fired& e, work& w) -> phase {
  if (!w.due(e)) return w.as(outcome::stale, p);
  if (e.which == timer::agent)
    return give_up(w, p.case_number, phrase::agent_lost, "silence for too long");
  if (e.which ==
      timer::queue) // a colleague, or after a pause the agent, was asked and did not come
    return give_up(w, p.case_number, phrase::no_agent_came, "no agent came in time");
  if (e.which != timer::poll) return w.as(outcome::never, p);
  poll_desk(w);
  return p;
};
constexpr auto tick_survey = [](const wrapping_up& p, const timer_fired& e, work& w) -> phase {
  if (!w.due(e)) return w.as(outcome::stale, p);
  if (e.which != timer::survey) return w.as(outcome::never, p);
  w.arm_timer(timer::idle, w.ctx.rule.conversation_idle_timeout);
  return with_bot{};
};

} // namespace flexcord::conversation::cells
