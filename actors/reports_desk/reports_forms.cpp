#include "actors/discord/inbound.hpp"
#include "actors/reports_desk/reports_actor.hpp"
#include "config/log.hpp"
#include "net/discord/plain.hpp"

#include <algorithm>
#include <set>

/// From /bug and /new_feature to the case.
namespace flexcord::actors {

using reports::word;

/// Which of those that look alike can be joined.
struct reports_state::lookup {
  reports::report said;
  std::deque<std::uint64_t> numbers;
  std::set<std::uint64_t> seen;
  std::vector<reports::suggestion> found;
};

namespace {

constexpr conversation::millis settled_for_good = 14LL * 24 * 3600 * 1000;
constexpr std::size_t most_looked_at = 16, most_suggested = 3, longest_file_name = 60;

std::string command_of(reports::kind what) {
  return what == reports::kind::bug ? "bug" : "new_feature";
}

} // namespace

bool reports_state::is_here(const guest& v, reports::kind what) {
  const auto& channel = channel_of(what);
  if (channel.empty())
    say(v, word::reports_off, {{"command", command_of(what)}});
  else if (v->i.channel_id != channel)
    say(v, word::wrong_channel, {{"command", command_of(what)}, {"channel", "<#" + channel + ">"}});
  else
    return true;
  return false;
}

void reports_state::open_form(const guest& v, reports::kind what) {
  if (!is_here(v, what)) return;
  gate(v, [this, v, what] {
    v->answer->open(reports::form_of(what, v->in, limits_), reports::say(word::try_again, v->in));
    finish(v);
  });
}

void reports_state::submitted(const guest& v, reports::kind what) {
  if (!is_here(v, what)) return;
  // Discord may bring it again to the next life. What its writer was told then stays so: the
  // screenshot that could not be had may be there by now, and they may have begun anew.
  if (const auto* d = drafts_.find(v->i.id, v->member(), tools_.now()); d && !d->good)
    return say(v, reports::correct(d->problems, d->id, v->in));
  auto reading = reports::read(what, v->i.answers, limits_, v->in);
  if (!reading.good()) {
    std::vector<std::string> problems;
    for (auto& p : reading.problems) problems.push_back(std::move(p.text));
    return to_correct(v, std::move(reading.said), std::move(problems));
  }
  auto said = std::make_shared<reports::report>(std::move(reading.said));
  admit(v, v->i.id, what, [this, v, said](bool again) {
    if (again) return post(v, v->i.id, *said);
    check_shots(v, std::move(*said), 0, {});
  });
}

void reports_state::to_correct(const guest& v, reports::report said,
                               std::vector<std::string> problems) {
  said.shots.clear(); // a form cannot be opened with files in it
  const auto told = reports::correct(problems, v->i.id, v->in);
  reports::draft d{v->i.id, v->member(), tools_.now(), false, std::move(said), std::move(problems)};
  keep_draft(v, std::move(d), [this, v, told] { say(v, told); });
}

void reports_state::check_shots(const guest& v, reports::report said, std::size_t at,
                                std::vector<std::string> problems) {
  if (at == said.shots.size()) {
    if (problems.empty()) return suggest_or_open(v, std::move(said));
    return to_correct(v, std::move(said), std::move(problems));
  }
  const auto url = said.shots[at].url;
  auto then = [this, v, said = std::move(said), at,
               problems = std::move(problems)](const net::result<std::string>& got) mutable {
    auto& shot = said.shots[at];
    const auto type = got ? reports::image_type(*got) : std::string_view{};
    const auto shown = net::discord::plain_line(shot.filename, longest_file_name);
    if (!got && got.error().kind == net::failure_kind::stopped) return;
    if (!got)
      problems.push_back(reports::say(word::file_lost, v->in));
    else if (type.empty())
      problems.push_back(reports::say(word::not_an_image, v->in, {{"name", shown}}));
    else
      shot.content_type = type;
    check_shots(v, std::move(said), at + 1, std::move(problems));
  };
  auto shared = std::make_shared<decltype(then)>(std::move(then));
  tools_.discord->fetch_file(url, limits_.shot_bytes,
                             [in_actor = in_turn(), shared](net::result<std::string> got) {
                               in_actor([shared, got = std::move(got)] { (*shared)(got); });
                             });
}

void reports_state::suggest_or_open(const guest& v, reports::report said) {
  auto l = std::make_shared<lookup>();
  for (auto n : known_.like(said.what, said.title, said.text, most_looked_at))
    l->numbers.push_back(n);
  l->said = std::move(said);
  look_at(v, std::move(l));
}

void reports_state::look_at(const guest& v, std::shared_ptr<lookup> l) {
  if (l->numbers.empty() || l->found.size() == most_suggested) {
    if (l->found.empty()) return post(v, v->i.id, l->said);
    reports::draft d{v->i.id, v->member(), tools_.now(), true, l->said};
    return keep_draft(v, std::move(d),
                      [this, v, l] { say(v, reports::suggest(l->found, v->i.id, v->in)); });
  }
  const auto number = l->numbers.front();
  l->numbers.pop_front();
  if (!l->seen.insert(number).second) return look_at(v, l);
  read_case(number, [this, v, l, number](const cases::state& s) {
    const auto now = reports_desk::status_of(s.now);
    // One that was settled lately may be opened again; the others must not stand in the way.
    const bool over = is_over(now);
    if (s.number == 0 || (over && tools_.now() - s.resolved > settled_for_good))
      known_.forget(number);
    else if (!over && s.master != 0)
      l->numbers.push_front(s.master); // said in other words; the master stands for both
    else if (!over)
      l->found.push_back({s.number, s.title, now, s.voters.size() + 1,
                          reports::link_to(s.guild, s.shown.channel, s.shown.message)});
    look_at(v, l);
  });
}

void reports_state::open_case(const guest& v, const std::string& draft, cases::opened what,
                              std::function<void(std::uint64_t)> then) {
  ask_case a;
  a.request = {reports_desk::request_key(draft),
               1,
               cases::to_string(what.what),
               v->member(),
               what.title,
               tools_.now()};
  a.what = std::move(what);
  a.trace = discord::trace_of(v->i);
  ask(cases_, a, [this, v, draft, then](const case_answer& c) {
    log::info("reports", "opened", {{"case", c.number}, {"trace", discord::trace_of(v->i)}});
    drop_draft(draft);
    then(c.number);
  });
}

void reports_state::post(const guest& v, const std::string& draft, const reports::report& said) {
  auto what = reports_desk::opened_of(said, v->i);
  what.channel = what.show_in = channel_of(said.what);
  open_case(v, draft, std::move(what), [this, v, said](std::uint64_t number) {
    known_.add(said.what, number, said.title, said.text);
    say(v, reports::with_tell_me(
               reports::say(word::posted, v->in, {{"number", std::to_string(number)}}), number,
               v->in));
  });
}

} // namespace flexcord::actors
