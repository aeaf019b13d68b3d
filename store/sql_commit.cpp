#include "store/sql_cases.hpp"
#include "store/sql_journal.hpp"

#include <algorithm>

namespace flexcord::store {
namespace {

/// Stores the event ids; on a known one takes back those of this step and says false.
bool remember_events(database& db, const step& s) {
  const auto& ids = s.event_ids;
  for (auto i = ids.begin(); i != ids.end(); ++i) {
    if (i->empty() || std::find(ids.begin(), i, *i) != i) continue;
    if (db.run(query::insert_event, {s.conversation, *i, s.at}) > 0) continue;
    for (auto k = ids.begin(); k != i; ++k)
      if (!k->empty()) db.run(query::delete_event, {s.conversation, *k});
    return false;
  }
  return true;
}

void forget_events(database& db, const step& s) {
  for (const auto& id : s.event_ids)
    if (!id.empty()) db.run(query::delete_event, {s.conversation, id});
}

struct stored_version {
  std::uint64_t version = 0;
  std::string owner;
};

stored_version find_version(database& db, const std::string& conversation) {
  auto found = db.read(query::find_version, {conversation});
  if (!found->next()) return {};
  return {static_cast<std::uint64_t>(found->number(0)), found->text(1)};
}

bool follows(const step& s, const stored_version& stored) {
  return s.version != 0 && s.version - 1 == stored.version;
}

/// Writes the state if it follows the stored one.
bool replace_state(database& db, const step& s, owner_tally& change) {
  const auto stored = find_version(db, s.conversation);
  if (!follows(s, stored)) return false;
  if (stored.version == 0)
    db.run(query::insert_conversation, {s.conversation, s.version, s.owner, s.at, bytes{s.state}});
  else {
    db.run(query::update_conversation, {s.version, s.owner, s.at, bytes{s.state}, s.conversation});
    if (stored.owner != no_talk) --change[stored.owner];
  }
  if (s.owner != no_talk) ++change[s.owner];
  return true;
}

void write_lines(database& db, const step& s) {
  std::uint64_t line = 0;
  for (const auto& t : s.transcript)
    db.run(query::insert_line, {s.conversation, s.version, line++, t.source, t.author, t.name,
                                t.text, t.attachments, t.at});
}

} // namespace

verdict write(database& db, const step& s, owner_tally& change) {
  // A repeated event is known even when the caller's copy is out of date: it is to be acknowledged.
  if (!remember_events(db, s))
    return follows(s, find_version(db, s.conversation)) ? verdict::duplicate : verdict::overtaken;
  if (!replace_state(db, s, change)) {
    forget_events(db, s);
    return verdict::conflict;
  }
  for (auto id : s.done) db.run(query::delete_command, {s.conversation, id});
  for (const auto& row : s.commands)
    db.run(query::insert_command,
           {s.conversation, row.id, row.queue, row.priority, row.created, bytes{row.payload}});
  for (const auto& kind : s.disarmed) db.run(query::disarm_timer, {s.conversation, kind});
  for (const auto& t : s.armed)
    db.run(query::arm_timer, {s.conversation, t.kind, t.generation, t.due});
  write_lines(db, s);
  for (const auto& l : s.links)
    db.run(query::insert_link, {s.conversation, l.user_id, l.desk_id, l.chunk});
  for (const auto& a : s.aliases) db.run(query::insert_alias, {a.alias, s.conversation});
  write_cases(s, [&](query q, parameters values) { db.run(q, values); });
  for (const auto& id : s.revived) db.run(query::delete_dead_letter, {s.conversation, id});
  for (const auto& d : s.dead) insert(db, d);
  return verdict::committed;
}

result<std::vector<verdict>> sql_journal::commit(std::span<const step> group) {
  if (group.empty()) return std::vector<verdict>{};
  return guarded([&]() -> result<std::vector<verdict>> {
    std::vector<verdict> verdicts;
    verdicts.reserve(group.size());
    owner_tally change;
    db_->begin();
    for (const auto& s : group) verdicts.push_back(write(*db_, s, change));
    db_->commit();
    add(change);
    return verdicts;
  });
}

} // namespace flexcord::store
