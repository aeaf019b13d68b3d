#include "actors/operators/store_privacy.hpp"

#include "actors/cases/forget.hpp"
#include "actors/codec.hpp"
#include "actors/conversation/forget.hpp"

#include <algorithm>
#include <set>

namespace flexcord::actors {
namespace {

constexpr std::size_t rows_a_page = 1000;

std::string find_keys(store::journal& j, privacy::person& who, std::set<std::string>& keys) {
  const auto& user = who.user;
  for (std::string after;;) {
    auto page = j.conversations(after, rows_a_page);
    if (!page) return page.error().detail;
    for (auto& row : *page)
      if (privacy::is_of(row, user)) keys.insert(row.conversation);
    if (page->size() < rows_a_page) break;
    after = page->back().conversation;
  }
  for (std::optional<store::dead_letter> last;;) {
    auto page = j.dead_letters(last, rows_a_page);
    if (!page) return page.error().detail;
    for (auto& letter : *page)
      if (privacy::is_of(letter, user)) {
        if (privacy::is_talk(letter.conversation))
          keys.insert(letter.conversation);
        else
          who.case_letters.emplace_back(letter.conversation, letter.id);
      }
    if (page->size() < rows_a_page) return {};
    last = page->back();
  }
}

std::string look_at_records(store::journal& j, privacy::person& who) {
  for (std::string after;;) {
    auto page = j.records(after, rows_a_page);
    if (!page) return page.error().detail;
    for (auto& row : *page) privacy::look_at(who, row);
    if (page->size() < rows_a_page) return {};
    after = page->back().conversation;
  }
}

/// What is written in the place of a talk's record; a talk that has none is no more than its rows.
store::erasure erasure_of(const privacy::talk& t, std::int64_t now) {
  store::erasure e{t.conversation, 0, {}, now, {}};
  auto known = t.all.record ? decode_state(t.all.record->state) : std::nullopt;
  if (!known) return e;
  e.version = t.all.record->version + 1;
  e.state = encode(conversation::forget(*known).left);
  return e;
}

} // namespace

std::string find_in_store(store::journal& j, privacy::person& who) {
  std::set<std::string> keys;
  if (auto why = find_keys(j, who, keys); !why.empty()) return why;
  for (auto& key : keys) {
    auto all = j.everything(key);
    if (!all) return all.error().detail;
    auto cases = j.cases_of(key, {});
    if (!cases) return cases.error().detail;
    who.talks.push_back({key, std::move(*all), std::move(*cases)});
  }
  auto cases = j.cases_of({}, who.user);
  if (!cases) return cases.error().detail;
  for (auto& c : *cases)
    if (!keys.contains(c.conversation)) who.other_cases.push_back(std::move(c));
  for (auto number : privacy::cases_of(who)) {
    auto record = j.load(cases::record_key(number));
    if (!record) return record.error().detail;
    if (*record) who.records[number] = std::move(**record);
  }
  return look_at_records(j, who);
}

namespace {

/// Each in one step with its rows. What has no record is left to its rows.
std::string forget_cases(store::journal& j, const privacy::person& who, std::int64_t now,
                         const cases::rules& how) {
  for (auto number : who.cases_to_forget()) {
    auto stored = j.load(cases::record_key(number));
    if (!stored) return stored.error().detail;
    if (!*stored) continue;
    auto step = cases::forgetting(cases::record_key(number), **stored, who.user, now, how);
    if (!step) continue;
    auto verdicts = j.commit({&*step, 1});
    if (!verdicts) return verdicts.error().detail;
    if (verdicts->front() == store::verdict::conflict) return "a node has changed it; try again";
  }
  for (auto& [key, id] : who.case_letters)
    if (auto gone = j.drop_dead_letter(key, id); !gone) return gone.error().detail;
  return {};
}

} // namespace

std::string erase_in_store(store::journal& j, const privacy::person& who, std::int64_t now,
                           const cases::rules& how, privacy::journal_part& to) {
  if (auto why = forget_cases(j, who, now, how); !why.empty()) return why;
  for (auto& t : who.talks) {
    privacy::talk_count count;
    count.conversation = t.conversation;
    count.why_not = why_not(t);
    if (count.why_not.empty()) {
      auto gone = j.erase(erasure_of(t, now));
      if (!gone) return gone.error().detail;
      if (gone->conflict)
        count.why_not = "a node has changed it; try again";
      else
        count = privacy::count_of(t, *gone);
    }
    to.talks.push_back(std::move(count));
  }
  auto cases = j.erase({{}, 0, {}, now, who.own_cases_to_forget()});
  if (!cases) return cases.error().detail;
  to.other_cases = who.other_cases.size();
  to.named_in = who.cases_of_others().size();
  auto scrubbed = j.scrub();
  if (!scrubbed) return scrubbed.error().detail;
  to.scrubbed = *scrubbed;
  return {};
}

} // namespace flexcord::actors
