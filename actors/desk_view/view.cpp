#include "actors/desk_view/view.hpp"

#include "actors/desk_view/similar.hpp"
#include "actors/desk_view/unmarked.hpp"
#include <algorithm>

namespace flexcord::actors::desk_view {
namespace {

/// When an account was made: the upper bits of its id are milliseconds since 2015.
std::int64_t made_at(const std::string& id) {
  constexpr std::int64_t epoch = 1'420'070'400'000;
  if (id.empty() || id.size() > 19 || id.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  const auto number = std::stoull(id);
  return number < (1u << 22) ? 0 : static_cast<std::int64_t>(number >> 22) + epoch;
}

desk::reporter reporter_of(const found& f) {
  desk::reporter r;
  r.id = f.facts.reporter;
  r.name = f.facts.reporter_name;
  r.locale = f.record.reporter.locale;
  if (f.talk && f.talk->shared.user.id == r.id) { // the conversation knows them as they are now
    auto& user = f.talk->shared.user;
    if (!user.name.empty()) r.name = user.name;
    if (!user.locale.empty()) r.locale = user.locale;
    if (f.talk->shared.known.has_role) r.roles.push_back(f.talk->shared.known.role_checked);
  }
  r.joined = made_at(r.id);
  return r;
}

std::vector<desk::attached> attached_of(const std::vector<conversation::file>& files) {
  std::vector<desk::attached> out;
  for (auto& x : files) out.push_back({x.name, x.content_type, x.place, x.size});
  return out;
}

desk::other_case row_of(const store::case_facts& c, const linker& link, bool with_reporter) {
  return {c.number,
          c.kind,
          c.status,
          c.title,
          link ? link(c.number) : std::string{},
          c.opened,
          c.votes > 1 ? c.votes : 0,
          with_reporter ? c.reporter_name : std::string{}};
}

template <class T, class Make>
auto newest(const std::vector<T>& all, std::size_t most, std::uint64_t& before, Make make) {
  const auto first = all.size() > most ? all.size() - most : 0;
  before = first;
  std::vector<decltype(make(all.front()))> out;
  for (auto i = first; i < all.size(); ++i) out.push_back(make(all[i]));
  return out;
}

} // namespace

std::string place_url(const std::string& guild, const cases::shown_at& where) {
  if (guild.empty() || where.channel.empty()) return {};
  return "https://discord.com/channels/" + guild + "/" + where.channel +
         (where.message.empty() ? "" : "/" + where.message);
}

desk::case_facts facts_shown(const found& f) {
  auto& c = f.facts;
  desk::case_facts out{c.status, c.priority, c.assignee, c.title,
                       c.tags,   0,          c.updated,  talk_now(f)};
  // The reporter's own vote is worth telling where others can vote only.
  if (is_compared(c.kind)) out.votes = c.votes;
  return out;
}

desk::entry entry_of(const store::timeline_row& row) {
  return {row.position, row.at, row.kind, row.entry, row.author, row.reference};
}

desk::line line_of(const store::transcript_row& row, const std::string& user) {
  desk::line l;
  l.id = "m" + std::to_string(row.at);
  l.at = row.at;
  l.who = row.author == "user"    ? desk::speaker::user
          : row.author == "agent" ? desk::speaker::agent
          : row.author == "bot"   ? desk::speaker::bot
                                  : desk::speaker::notice;
  l.name = row.name;
  if (l.name.empty() && l.who == desk::speaker::user) l.name = user;
  if (l.name.empty() && l.who == desk::speaker::agent) l.name = "An agent";
  if (l.name.empty()) l.name = "Bot";
  l.text = l.who == desk::speaker::bot ? unmarked(row.text) : row.text;
  l.files = attached_of(files_of(row.attachments));
  return l;
}

desk::case_view view_of(const found& f, const linker& link) {
  desk::case_view v;
  v.number = f.facts.number;
  v.kind = f.facts.kind;
  v.facts = facts_shown(f);
  v.reporter = reporter_of(f);
  v.times = {f.facts.opened, f.facts.updated, f.facts.answered,
             f.facts.joined, f.facts.left,    f.facts.resolved};
  const auto shown =
      f.record.shown.channel.empty() ? cases::shown_at{f.facts.channel, {}} : f.record.shown;
  if (!shown.channel.empty()) v.place = "a channel of the server";
  v.place_url = place_url(f.facts.guild, shown);
  for (auto& a : f.record.answers) v.answers.push_back({a.question, a.text});
  v.files = attached_of(f.record.files);
  if (f.master) v.master = row_of(*f.master, link, true);
  for (auto& c : f.joined) v.duplicates.push_back(row_of(c, link, true));
  v.timeline = newest(f.timeline, most_entries, v.entries_before, entry_of);
  if (!f.timeline.empty()) // those that were not even read
    v.entries_before += f.timeline.front().position - 1;
  v.has_talk = !f.facts.talk.empty();
  v.transcript = newest(f.lines, most_lines, v.lines_before,
                        [&](const auto& row) { return line_of(row, v.reporter.name); });
  for (auto& c : f.of_reporter)
    if (c.number != v.number && v.others.size() < most_others)
      v.others.push_back(row_of(c, link, false));
  for (auto& c : similar_to(f)) v.similar.push_back(row_of(c, link, true));
  return v;
}

} // namespace flexcord::actors::desk_view
