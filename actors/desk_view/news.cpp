#include "actors/desk_view/news.hpp"

#include "actors/desk_view/view.hpp"

#include <charconv>
#include <functional>

namespace flexcord::actors::desk_view {
namespace {

/// What a cursor's mark holds: the time of the last line, and the facts as they were.
struct place {
  std::int64_t line = 0;
  std::string facts;
};

std::string text_of(const place& p) { return std::to_string(p.line) + "." + p.facts; }

place place_in(const std::string& mark) {
  place p;
  const auto dot = mark.find('.');
  if (dot == std::string::npos) return p;
  std::from_chars(mark.data(), mark.data() + dot, p.line);
  p.facts = mark.substr(dot + 1);
  return p;
}

/// Tells facts apart. Who has the talk is no part of the record, so its time does not tell.
std::string mark_of(const desk::case_facts& f) {
  const auto talk = std::hash<std::string>{}(f.talk_now) % 1'000'000'007;
  return std::to_string(f.updated) + "." + std::to_string(talk);
}

} // namespace

desk::cursor place_of(const found& f) {
  const place p{f.lines.empty() ? 0 : f.lines.back().at, mark_of(facts_shown(f))};
  return {f.timeline.empty() ? 0 : f.timeline.back().position, text_of(p)};
}

std::string news_after(const desk::cursor& after, const found& f) {
  auto seen = place_in(after.line);
  auto at = after;
  std::string out;
  for (auto& row : f.timeline) {
    if (row.position <= at.entry) continue;
    at.entry = row.position;
    out += desk::live_entry(entry_of(row), at);
  }
  const auto user = f.talk ? f.talk->shared.user.name : f.facts.reporter_name;
  for (auto& row : f.lines) {
    if (row.at <= seen.line) continue;
    seen.line = row.at;
    at.line = text_of(seen);
    out += desk::live_line(line_of(row, user), at);
  }
  const auto facts = facts_shown(f);
  if (auto now = mark_of(facts); now != seen.facts) {
    seen.facts = std::move(now);
    at.line = text_of(seen);
    out += desk::live_facts(facts, at);
  }
  return out;
}

} // namespace flexcord::actors::desk_view
