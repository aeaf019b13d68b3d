#include "store/sqlite/journal.hpp"

#include <algorithm>

namespace flexcord::store::sqlite {
namespace {

cursor use(connection& c, query q) { return cursor{c.prepared(q)}; }

/// Stores the event ids; on a known one takes back those of this step and says false.
bool remember_events(connection& c, const step& s) {
  const auto& ids = s.event_ids;
  for (auto i = ids.begin(); i != ids.end(); ++i) {
    if (i->empty() || std::find(ids.begin(), i, *i) != i) continue;
    if (use(c, query::insert_event).with(s.conversation, *i, s.at).run() > 0) continue;
    for (auto k = ids.begin(); k != i; ++k)
      if (!k->empty()) use(c, query::delete_event).with(s.conversation, *k).run();
    return false;
  }
  return true;
}

void forget_events(connection& c, const step& s) {
  for (const auto& id : s.event_ids)
    if (!id.empty()) use(c, query::delete_event).with(s.conversation, id).run();
}

/// Writes the state if it follows the stored one.
bool replace_state(connection& c, const step& s, owner_tally& change) {
  std::uint64_t stored = 0;
  std::string owner;
  {
    auto found = use(c, query::find_version);
    if (found.with(s.conversation).next()) {
      stored = found.number(0);
      owner = found.text(1);
    }
  }
  if (s.version == 0 || s.version - 1 != stored) return false;
  if (stored == 0)
    use(c, query::insert_conversation)
        .with(s.conversation, s.version, s.owner, s.at, bytes{s.state})
        .run();
  else {
    use(c, query::update_conversation)
        .with(s.version, s.owner, s.at, bytes{s.state}, s.conversation)
        .run();
    --change[owner];
  }
  ++change[s.owner];
  return true;
}

void write_lines(connection& c, const step& s) {
  std::uint64_t line = 0;
  for (const auto& t : s.transcript)
    use(c, query::insert_line)
        .with(s.conversation, s.version, line++, t.source, t.author, t.name, t.text, t.attachments,
              t.at)
        .run();
}

void write_cases(connection& c, const step& s) {
  for (const auto& change : s.cases) {
    use(c, query::update_case).with(change.status, s.at, change.number).run();
    use(c, query::insert_case_entry).with(s.at, change.entry, change.number).run();
  }
}

} // namespace

verdict write(connection& c, const step& s, owner_tally& change) {
  // A repeated event is a duplicate even when the caller's copy is out of date: it only has to be
  // acknowledged.
  if (!remember_events(c, s)) return verdict::duplicate;
  if (!replace_state(c, s, change)) {
    forget_events(c, s);
    return verdict::conflict;
  }
  for (auto id : s.done) use(c, query::delete_command).with(s.conversation, id).run();
  for (const auto& row : s.commands)
    use(c, query::insert_command)
        .with(s.conversation, row.id, row.queue, row.priority, row.created, bytes{row.payload})
        .run();
  for (const auto& kind : s.disarmed) use(c, query::disarm_timer).with(s.conversation, kind).run();
  for (const auto& t : s.armed)
    use(c, query::arm_timer).with(s.conversation, t.kind, t.generation, t.due).run();
  write_lines(c, s);
  for (const auto& l : s.links)
    use(c, query::insert_link).with(s.conversation, l.user_id, l.desk_id, l.chunk).run();
  for (const auto& a : s.aliases) use(c, query::insert_alias).with(a.alias, s.conversation).run();
  write_cases(c, s);
  return verdict::committed;
}

result<std::vector<verdict>> sqlite_journal::commit(std::span<const step> group) {
  if (group.empty()) return std::vector<verdict>{};
  return guarded([&]() -> result<std::vector<verdict>> {
    std::vector<verdict> verdicts;
    verdicts.reserve(group.size());
    owner_tally change;
    c_->begin();
    for (const auto& s : group) verdicts.push_back(write(*c_, s, change));
    c_->commit();
    for (const auto& [owner, n] : change) owners_[owner] += n;
    return verdicts;
  });
}

} // namespace flexcord::store::sqlite
