#include "actors/discord/inbound.hpp"
#include "actors/reports_desk/reports_actor.hpp"
#include "config/log.hpp"

#include <algorithm>

/// Buttons under reports and under what was answered.
namespace flexcord::actors {

using reports::word;

namespace {
/// A member's newest cases, among which one is looked for that they joined with a moment ago.
constexpr std::uint64_t most_joins = 100;
} // namespace

void reports_state::again(const guest& v, const std::string& draft) {
  const auto* d = drafts_.find(draft, v->member(), tools_.now());
  if (!d) return say(v, word::not_there_any_more);
  v->answer->open(reports::form_of(d->said.what, v->in, limits_, d->said),
                  reports::say(word::try_again, v->in));
  finish(v);
}

void reports_state::post_all_the_same(const guest& v, const std::string& draft) {
  const auto* d = drafts_.find(draft, v->member(), tools_.now());
  if (!d || !d->good) return of_before(v, draft);
  admit(v, draft, d->said.what, [this, v, draft, said = d->said](bool) { post(v, draft, said); });
}

/// A draft is gone once its case is made. Who asks again, or whose press comes again after a
/// restart, hears what became of it.
void reports_state::of_before(const guest& v, const std::string& draft) {
  find_case earlier;
  earlier.request.conversation = reports_desk::request_key(draft);
  earlier.request.command_id = 1;
  ask(journal_, earlier, [this, v](const found_case& c) {
    if (!c.known) return say(v, word::not_there_any_more);
    read_case(c.known->number, [this, v](const cases::state& s) {
      if (s.number == 0 || s.reporter.id != v->member()) return say(v, word::not_there_any_more);
      const auto told = s.master != 0 ? word::joined : word::posted;
      const auto number = std::to_string(s.master != 0 ? s.master : s.number);
      say(v,
          reports::with_tell_me(reports::say(told, v->in, {{"number", number}}), s.number, v->in));
    });
  });
}

void reports_state::vote(const guest& v, std::uint64_t number) {
  gates::verdict blocked{gates::refusal::blocked};
  if (gates::is_blocked(tools_.gates, v->member()) && refused(v, blocked)) return;
  with_report(v, number, [this, v](const cases::state& s) {
    const auto is = std::to_string(s.number);
    const auto outcome = reports::press_vote(reports_desk::ballot_of(s), v->member(),
                                             reports_desk::status_of(s.now));
    if (!outcome.changed) return say(v, outcome.told, {{"number", is}});
    change_case t{
        s.number,
        {v->event(), tools_.now(), 0, discord::trace_of(v->i), cases::voted{v->member()}}};
    // What it has become is told, since the press may have been taken in a life before.
    ask(cases_, t, [this, v, is](const case_now& after) {
      const bool in = std::ranges::find(after.it.voters, v->member()) != after.it.voters.end();
      say(v, in ? word::vote_counted : word::vote_taken_back, {{"number", is}});
    });
  });
}

void reports_state::join(const guest& v, std::uint64_t number, const std::string& draft) {
  const auto* d = draft.empty() ? nullptr : drafts_.find(draft, v->member(), tools_.now());
  if (!draft.empty() && (!d || !d->good)) return of_before(v, draft);
  auto said = d ? std::optional(d->said) : std::nullopt;
  with_report(v, number, [this, v, number, draft, said](const cases::state& s) {
    // The master hears of a join in a step of its own, perhaps of another life; who joined has a
    // case that says so from its first step on.
    list_cases theirs;
    theirs.wanted.reporter = v->member();
    theirs.wanted.sort = "opened";
    theirs.wanted.most = most_joins;
    ask(journal_, theirs, [this, v, number, draft, said, s](const listed_cases& found) {
      const bool already =
          reports_desk::listens(s, v->member()) || std::ranges::any_of(found.rows, [&](auto& f) {
            return f.master == s.number || f.master == number;
          });
      if (!already) return join_now(v, s, draft, said);
      if (!draft.empty()) drop_draft(draft);
      say(v, word::joined_already, {{"number", std::to_string(s.number)}});
    });
  });
}

void reports_state::join_now(const guest& v, const cases::state& s, const std::string& draft,
                             const std::optional<reports::report>& said) {
  const auto what = *reports_desk::report_kind(s.what);
  const auto master = std::to_string(s.number);
  auto theirs = said.value_or(reports::report{});
  theirs.what = what;
  if (!said) theirs.title = s.title;
  auto opened = reports_desk::opened_of(theirs, v->i);
  if (!said) opened.answers.clear(); // they wrote nothing of their own
  opened.channel = channel_of(what);
  opened.master = s.number;
  const auto request = draft.empty() ? v->i.id : draft;
  admit(v, request, what, [this, v, request, opened, said, master](bool) {
    open_case(v, request, opened, [this, v, said, master](std::uint64_t own) {
      if (said) known_.add(said->what, own, said->title, said->text);
      say(v, reports::with_tell_me(reports::say(word::joined, v->in, {{"number", master}}), own,
                                   v->in));
    });
  });
}

void reports_state::tell_me(const guest& v, std::uint64_t number) {
  read_case(number, [this, v, number](const cases::state& s) {
    const bool theirs = s.number != 0 && reports_desk::report_kind(s.what) &&
                        (s.reporter.id == v->member() || reports_desk::listens(s, v->member()));
    if (!theirs) return say(v, word::not_there_any_more);
    tell_of_case t{
        number,
        {v->event(), tools_.now(), 0, discord::trace_of(v->i), cases::allowed{v->member()}}};
    ask(cases_, t, [this, v, number] {
      say(v, word::will_be_told, {{"number", std::to_string(number)}});
    });
  });
}

void reports_state::list(const guest& v, std::uint64_t skip) {
  list_cases theirs;
  theirs.wanted.reporter = v->member();
  theirs.wanted.sort = "opened";
  theirs.wanted.skip = skip;
  theirs.wanted.most = reports::cases_a_page + 1;
  ask(journal_, theirs, [this, v, skip](const listed_cases& found) {
    std::vector<reports::my_case> rows;
    for (auto& f : found.rows) rows.push_back(reports_desk::my_case_of(f));
    say(v, reports::list_of(rows, skip, v->in));
  });
}

} // namespace flexcord::actors
