#include "store/postgres/journal.hpp"

#include <algorithm>
#include <random>

namespace flexcord::store::postgres {
namespace {

// Another connection may write the same conversations while we look; more often than this it is not
// chance.
constexpr int most_tries = 4;

std::string random_name() {
  std::random_device random;
  return "group:" + std::to_string(random()) + std::to_string(random()) + ":";
}

constexpr std::string_view versions_of =
    "SELECT conversation, version FROM conversations WHERE conversation = ANY (CAST($1 AS TEXT[]))";
constexpr std::string_view events_of =
    "SELECT e.conversation, e.event FROM events AS e JOIN unnest(CAST($1 AS TEXT[]), CAST($2 AS "
    "TEXT[])) AS n (conversation, event) ON e.conversation = n.conversation AND e.event = n.event";

std::vector<step> chosen(std::span<const step> group, const std::vector<verdict>& verdicts) {
  std::vector<step> steps;
  for (std::size_t i = 0; i < group.size(); ++i)
    if (verdicts[i] == verdict::committed) steps.push_back(group[i]);
  return steps;
}

} // namespace

group_journal::group_journal(std::unique_ptr<server> s)
    : sql_journal(std::move(s)), server_(static_cast<server&>(base())), writer_(random_name()) {}

result<std::vector<verdict>> group_journal::commit(std::span<const step> group) {
  if (group.empty()) return std::vector<verdict>{};
  return guarded([&]() -> result<std::vector<verdict>> {
    if (settled_.empty()) return write(group);
    std::vector<step> rest;
    for (const auto& s : group)
      if (!is_settled(s)) rest.push_back(s);
    const auto verdicts_of_rest = write(rest);
    std::vector<verdict> verdicts;
    auto next = verdicts_of_rest.begin();
    for (const auto& s : group) verdicts.push_back(is_settled(s) ? verdict::committed : *next++);
    forget_settled(group);
    return verdicts;
  });
}

std::vector<verdict> group_journal::write(std::span<const step> group) {
  auto verdicts = judge(group, hoped(group));
  if (!all_committed(verdicts)) verdicts = judge(group, look(group));
  for (int tries = 1;; ++tries) {
    if (std::find(verdicts.begin(), verdicts.end(), verdict::committed) == verdicts.end())
      return verdicts;
    try {
      store(group, verdicts);
      return verdicts;
    } catch (const refused& r) {
      if (!is_wrong_assumption(r.state) || tries == most_tries) throw;
    }
    verdicts = judge(group, look(group));
  }
}

void group_journal::store(std::span<const step> group, const std::vector<verdict>& verdicts) {
  const marker mark{writer_ + std::to_string(++groups_), group.front().at};
  const auto sent = write_group(group, verdicts, mark, last_marker_);
  std::vector<answer> answers;
  try {
    answers = server_.exchange(sent.statements);
  } catch (const database_error& e) {
    if (e.lost) doubt_ = {mark, chosen(group, verdicts)};
    throw;
  } catch (...) {
    doubt_ = {mark, chosen(group, verdicts)};
    throw;
  }
  last_marker_ = mark.name;
  auto change = sent.gained;
  if (sent.former_owners > 0) {
    answered_rows former{std::move(answers[sent.former_owners])};
    while (former.next()) change[former.text(0)] -= former.integer(1);
  }
  add(change);
}

known group_journal::look(std::span<const step> group) {
  column conversations{column::type::text};
  column keys{column::type::text};
  column events{column::type::text};
  for (const auto& s : group) {
    conversations.add(s.conversation);
    for (const auto& id : s.event_ids) {
      keys.add(s.conversation);
      events.add(id);
    }
  }
  std::vector<statement> all;
  all.emplace_back("ROLLBACK"); // of what was refused
  all.push_back(statement{versions_of}.with(conversations));
  all.push_back(statement{events_of}.with(keys).with(events));
  auto answers = server_.exchange(all);
  known k;
  answered_rows versions{std::move(answers[1])};
  while (versions.next()) k.versions[versions.text(0)] = versions.number(1);
  answered_rows seen{std::move(answers[2])};
  while (seen.next()) k.events.emplace(seen.text(0), seen.text(1));
  return k;
}

void group_journal::ready() {
  if (!doubt_) return;
  // Waits for a commit that is still under way on the server. A moment later than the group's own
  // row tells them apart, however often this is repeated.
  const std::string none;
  const auto& mark = doubt_->mark;
  const std::vector<statement> all{
      statement{sql(query::insert_event), {none, mark.name, mark.at + 1}},
      statement{sql(query::find_event), {none, mark.name}}};
  answered_rows found{std::move(server_.exchange(all).back())};
  if (found.next() && found.integer(0) == mark.at) {
    last_marker_ = mark.name;
    recount();
    for (auto& s : doubt_->steps) settled_.push_back(std::move(s));
  }
  doubt_.reset();
}

bool group_journal::is_settled(const step& s) const {
  return std::any_of(settled_.begin(), settled_.end(), [&](const step& known) {
    return known.conversation == s.conversation && known.version == s.version &&
           known.event_ids == s.event_ids && known.state == s.state;
  });
}

void group_journal::forget_settled(std::span<const step> group) {
  std::erase_if(settled_, [&](const step& known) {
    return std::any_of(group.begin(), group.end(), [&](const step& s) {
      return s.conversation == known.conversation && s.version >= known.version;
    });
  });
}

} // namespace flexcord::store::postgres
