#pragma once
// Who may ask for a person, and whose messages are not taken at all.
#include "actors/conversation/texts_gate.hpp"
#include "actors/conversation/work.hpp"

#include <algorithm>

namespace flexcord::conversation::cells {

/// What an event tells of its sender is kept; what it does not tell stays as it was.
inline void know(work& w, const person& from) {
  if (from.id.empty()) return;
  auto locale = from.locale.empty() ? w.shared.user.locale : from.locale;
  auto& known = w.shared.known;
  if (from.since != 0) known.since = from.since;
  if (from.roles_known) {
    known.role_checked = w.ctx.rule.gates.role;
    known.has_role = std::ranges::find(from.roles, known.role_checked) != from.roles.end();
  }
  w.shared.user = {from.id, from.name, std::move(locale)};
}

/// Whether the user may have a person now. A wish that is kept was counted when it was made.
inline gates::verdict gate_for(const work& w) {
  auto& s = w.shared;
  if (s.promised.asked || s.promised.case_number != 0) return {};
  return gates::decide(w.ctx.rule.gates,
                       {s.user.id, s.known.since, s.known.role_checked, s.known.has_role},
                       s.requests, w.ctx.now);
}
inline void refuse(work& w, const gates::verdict& v) {
  w.out.how = outcome::refused;
  w.out.gate = gates::name_of(v.why);
  w.notice(refusal_text(v, w.shared.user.locale, w.ctx.rule.language));
}

/// The sender that an event of the user's side names; null when it names none.
inline const person* sender_of(const event& e) {
  if (auto* x = std::get_if<user_wrote>(&e)) return &x->from;
  if (auto* x = std::get_if<help_requested>(&e)) return &x->from;
  if (auto* x = std::get_if<agent_requested>(&e)) return &x->from;
  return nullptr;
}
/// What somebody who is blocked may not do. To delete what they wrote they may.
inline bool is_barred(const event& e) {
  return sender_of(e) != nullptr || std::holds_alternative<user_edited>(e) ||
         std::holds_alternative<request_cancelled>(e) ||
         std::holds_alternative<survey_answered>(e) ||
         std::holds_alternative<survey_commented>(e) || std::holds_alternative<answer_rated>(e);
}
/// True when the event is of somebody who is blocked: it changes nothing. They are told so once in
/// a day; the rest is silence.
inline bool shut_out(work& w) {
  auto& limits = w.ctx.rule.gates;
  if (limits.blocked.empty() || !is_barred(w.env.what)) return false;
  auto* from = sender_of(w.env.what);
  if (!gates::is_blocked(limits, from && !from->id.empty() ? from->id : w.shared.user.id))
    return false;
  if (from) know(w, *from);
  w.out.how = outcome::refused;
  w.out.gate = gates::name_of(gates::refusal::blocked);
  auto& told = w.shared.blocked_told;
  if (told != 0 && told <= w.ctx.now && w.ctx.now - told < gates::day) return true;
  told = w.ctx.now;
  const gates::verdict blocked{gates::refusal::blocked};
  auto words = refusal_text(blocked, w.shared.user.locale, w.ctx.rule.language);
  if (auto* help = std::get_if<help_requested>(&w.env.what); help && !help->ticket.empty())
    w.give(answer_ticket{help->ticket, std::move(words), false, false, {}, {}});
  else
    w.notice(std::move(words));
  return true;
}

} // namespace flexcord::conversation::cells
