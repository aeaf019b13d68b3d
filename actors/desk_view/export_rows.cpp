#include "actors/desk_view/export_rows.hpp"

#include <charconv>

namespace flexcord::actors::desk_view {
namespace {

/// "rated 4" -> 4; 0 for any other entry.
std::uint32_t rating_in(const std::string& entry) {
  constexpr std::string_view word = "rated ";
  if (!entry.starts_with(word)) return 0;
  std::uint32_t score = 0;
  std::from_chars(entry.data() + word.size(), entry.data() + entry.size(), score);
  return score <= 5 ? score : 0;
}

bool settled(const store::case_facts& f) { return f.status == "resolved" || f.status == "closed"; }

} // namespace

desk::case_record record_of(const store::case_facts& f) {
  return {
      f.number,   f.kind,          f.status,
      f.priority, f.title,         f.assignee,
      f.reporter, f.reporter_name, f.tags,
      f.votes,    f.master,        {f.opened, f.updated, f.answered, f.joined, f.left, f.resolved}};
}

desk::conversation_record record_of(const told_talk& t) {
  desk::conversation_record r;
  r.key = t.key;
  r.user_id = t.now.shared.user.id;
  r.user_name = t.now.shared.user.name;
  for (auto& l : t.lines) {
    if (r.began == 0) r.began = l.at;
    if (l.author == "user") ++r.from_user;
    if (l.author == "bot") ++r.from_bot;
    if (l.author != "agent") continue;
    ++r.from_agents;
    r.agent = l.name;
    if (t.latest && r.answered == 0 && l.at >= t.latest->opened) r.answered = l.at;
  }
  if (!t.latest) return r;
  r.number = t.latest->number;
  r.asked = t.latest->opened;
  r.joined = t.latest->joined;
  r.left = t.latest->left;
  r.ended = settled(*t.latest) ? t.latest->resolved : 0;
  if (settled(*t.latest)) r.outcome = t.latest->status;
  for (auto& e : t.timeline)
    if (auto score = rating_in(e.entry); score != 0) r.rating = score;
  return r;
}

} // namespace flexcord::actors::desk_view
