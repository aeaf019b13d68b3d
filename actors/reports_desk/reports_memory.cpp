#include "actors/cases/core.hpp"
#include "actors/reports_desk/reports_actor.hpp"
#include "config/log.hpp"

/// What is kept: drafts in the journal, what reports are compared with in memory.
namespace flexcord::actors {

namespace {

constexpr auto look_for_old_drafts = std::chrono::seconds(30);
constexpr std::uint64_t cases_a_page = 100;

std::string place_name(std::size_t place) { return "report-draft:" + std::to_string(place); }

} // namespace

void reports_state::read_drafts(std::size_t place) {
  if (place == reports::drafts::places) {
    expire_drafts();
    return read_reports();
  }
  ask(journal_, read_value{place_name(place)}, [this, place](const stored_value& s) {
    if (auto d = reports_desk::decode_draft(s.value)) drafts_.restore(place, std::move(*d));
    read_drafts(place + 1);
  });
}

void reports_state::write_places(std::vector<std::size_t> places, next then) {
  if (places.empty()) return then();
  const auto place = places.back();
  places.pop_back();
  const auto* d = drafts_.at(place);
  ask(journal_, write_value{place_name(place), d ? reports_desk::encode(*d) : std::string{}},
      [this, places = std::move(places), then] { write_places(places, then); });
}

void reports_state::keep_draft(const guest&, reports::draft d, next then) {
  write_places(drafts_.keep(std::move(d), tools_.now()), std::move(then));
}

void reports_state::drop_draft(const std::string& id) {
  if (const auto place = drafts_.drop(id)) write_places({*place}, [] {});
}

void reports_state::expire_drafts() {
  write_places(drafts_.expire(tools_.now()),
               [this] { self_->run_delayed(look_for_old_drafts, [this] { expire_drafts(); }); });
}

/// The newest reports that are not settled, duplicates too: they say it in other words.
void reports_state::read_reports() {
  for (auto what : {reports::kind::bug, reports::kind::feature})
    for (auto now : {cases::status::open, cases::status::pending}) to_list_.push_back({what, now});
  read_page(to_list_.back().first, to_list_.back().second, 0);
}

void reports_state::read_page(reports::kind what, cases::status now, std::uint64_t skip) {
  list_cases wanted;
  wanted.wanted.kind = std::string(name_of(what));
  wanted.wanted.status = cases::to_string(now);
  wanted.wanted.sort = "opened";
  wanted.wanted.skip = skip;
  wanted.wanted.most = cases_a_page;
  ask(journal_, wanted, [this, what, now, skip](const listed_cases& found) {
    for (auto& f : found.rows) to_remember_.push_back(f.number);
    const bool more =
        found.rows.size() == cases_a_page && skip + cases_a_page < reports::known_reports::most;
    if (more) return read_page(what, now, skip + cases_a_page);
    to_list_.pop_back();
    if (to_list_.empty()) return remember_next();
    read_page(to_list_.back().first, to_list_.back().second, 0);
  });
}

void reports_state::remember_next() {
  if (to_remember_.empty()) {
    log::info("reports", "ready",
              {{"bugs", known_.size(reports::kind::bug)},
               {"features", known_.size(reports::kind::feature)}});
    return ready();
  }
  const auto number = to_remember_.front();
  to_remember_.pop_front();
  read_case(number, [this, number](const cases::state& s) {
    if (const auto what = s.number == 0 ? std::nullopt : reports_desk::report_kind(s.what)) {
      const auto said = reports_desk::report_of(s.what, s.title, s.answers);
      known_.add(*what, number, said.title, said.text);
    }
    remember_next();
  });
}

} // namespace flexcord::actors
