#include "actors/reports_desk/values.hpp"

#include "actors/localized.hpp"
#include "net/discord/text.hpp"

#include <algorithm>

namespace flexcord::actors::reports_desk {
namespace {

// Stored with each report and shown to agents as they stand: they keep their words.
constexpr auto what_happened = "What happened", steps = "Steps", severity = "Severity",
               problem = "Problem", idea = "Idea";
constexpr std::size_t longest_name = 100;

cases::priority urgency_of(reports::severity s) {
  using reports::severity;
  return s == severity::critical ? cases::priority::urgent
         : s == severity::high   ? cases::priority::high
         : s == severity::low    ? cases::priority::low
                                 : cases::priority::normal;
}

const std::string& answer_to(std::string_view question, const std::vector<cases::answer>& all) {
  static const std::string none;
  const auto at = std::ranges::find(all, question, &cases::answer::question);
  return at == all.end() ? none : at->text;
}

} // namespace

cases::kind case_kind(reports::kind k) {
  return k == reports::kind::bug ? cases::kind::bug : cases::kind::feature;
}

std::optional<reports::kind> report_kind(cases::kind k) {
  if (k == cases::kind::bug) return reports::kind::bug;
  if (k == cases::kind::feature) return reports::kind::feature;
  return std::nullopt;
}

reports::status status_of(cases::status s) {
  return reports::status_of(cases::to_string(s)).value_or(reports::status::open);
}

cases::opened opened_of(const reports::report& r, const net::discord::interaction& from) {
  const bool bug = r.what == reports::kind::bug;
  cases::opened o;
  o.what = case_kind(r.what);
  o.reporter = {
      from.invoker.id,
      net::discord::shortened(net::discord::sanitize(from.invoker.display_name()), longest_name),
      from.locale};
  o.title = r.title;
  o.guild = from.guild_id;
  o.channel = from.channel_id;
  o.answers.push_back({bug ? what_happened : problem, r.text});
  if (!r.extra.empty()) o.answers.push_back({bug ? steps : idea, r.extra});
  if (r.how_bad != reports::severity::none)
    o.answers.push_back({severity, std::string(name_of(r.how_bad))});
  for (const auto& f : r.shots) o.files.push_back({f.url, f.filename, f.content_type, f.size});
  o.urgency = urgency_of(r.how_bad);
  return o;
}

reports::report report_of(cases::kind what, const std::string& title,
                          const std::vector<cases::answer>& answers) {
  reports::report r;
  r.what = report_kind(what).value_or(reports::kind::bug);
  const bool bug = r.what == reports::kind::bug;
  r.title = title;
  r.text = answer_to(bug ? what_happened : problem, answers);
  r.extra = answer_to(bug ? steps : idea, answers);
  r.how_bad = reports::severity_of(answer_to(severity, answers)).value_or(reports::severity::none);
  return r;
}

reports::standing standing_of(const cases::picture& p) {
  reports::standing s;
  s.number = p.number;
  s.said = report_of(p.what, p.title, p.answers);
  s.name = p.by;
  s.now = status_of(p.now);
  s.votes = p.votes;
  s.master = p.master;
  return s;
}

reports::ballot ballot_of(const cases::state& s) {
  reports::ballot b;
  b.reporter = s.reporter.id;
  b.voters.insert(s.voters.begin(), s.voters.end());
  for (const auto& l : s.listeners)
    if (l.who.id != s.reporter.id) b.joined.insert(l.who.id);
  return b;
}

bool listens(const cases::state& s, const std::string& member) {
  return std::ranges::any_of(s.listeners,
                             [&](const cases::listener& l) { return l.who.id == member; });
}

cases::tell in_known_language(cases::tell news, const std::string& fallback) {
  auto& locale = news.whom.who.locale;
  if (!localized::language_of(locale)) locale = fallback;
  return news;
}

reports::my_case my_case_of(const store::case_facts& f) {
  return {f.number, f.kind,  f.title, reports::status_of(f.status).value_or(reports::status::open),
          f.master, f.opened};
}

gates::applicant applicant_of(const net::discord::interaction& i, const gates::limits& limits) {
  gates::applicant a;
  a.id = i.invoker.id;
  a.since = net::discord::snowflake_time(i.invoker.id);
  // Outside a guild nobody tells the roles.
  if (i.member) a.role_checked = limits.role;
  a.has_role = i.has_role(limits.role);
  return a;
}

std::string request_key(std::string_view draft) { return "report:" + std::string(draft); }

} // namespace flexcord::actors::reports_desk
