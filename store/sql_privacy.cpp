#include "store/sql_cases.hpp"
#include "store/sql_journal.hpp"

namespace flexcord::store {
namespace {

/// The stored version of a conversation; 0: it has no record.
std::uint64_t version_of(database& db, const std::string& conversation) {
  auto row = db.read(query::find_version, {conversation});
  return row->next() ? row->number(0) : 0;
}

std::vector<timeline_row> timeline_of(database& db, std::uint64_t number) {
  std::vector<timeline_row> all;
  auto row = db.read(query::timeline_of, {number});
  while (row->next()) all.push_back(timeline_row_of(*row));
  return all;
}

result<std::vector<recent_row>> page_of(database& db, query q, const std::string& after,
                                        std::size_t most) {
  std::vector<recent_row> page;
  auto row = db.read(q, {after, std::uint64_t{most}});
  while (row->next()) page.push_back({row->text(0), row->integer(1), row->text(2)});
  return page;
}

std::uint64_t erase_cases(database& db, const erasure& e) {
  std::uint64_t changed = 0;
  auto take = [&](const std::string& conversation, std::uint64_t number) {
    db.run(query::erase_timelines, {conversation, number});
    db.run(query::erase_case_words, {conversation, number});
    changed += db.run(query::erase_cases, {conversation, number});
  };
  if (!e.conversation.empty()) take(e.conversation, 0);
  for (auto number : e.cases) take({}, number);
  return changed;
}

} // namespace

result<std::vector<recent_row>> sql_journal::conversations(const std::string& after,
                                                           std::size_t most) {
  return guarded([&] { return page_of(*db_, query::list_conversations, after, most); });
}

result<std::vector<recent_row>> sql_journal::records(const std::string& after, std::size_t most) {
  return guarded([&] { return page_of(*db_, query::list_records, after, most); });
}

result<whole> sql_journal::everything(const std::string& conversation) {
  auto record = load(conversation);
  if (!record) return record.error();
  auto lines = transcript(conversation, std::size_t{1} << 30);
  if (!lines) return lines.error();
  return guarded([&]() -> result<whole> {
    whole w{std::move(*record), std::move(*lines), {}, {}, {}, {}};
    auto events = db_->read(query::events_of, {conversation});
    while (events->next()) w.events.push_back({events->text(0), events->integer(1)});
    auto links = db_->read(query::links_of, {conversation});
    while (links->next()) w.links.push_back({links->text(0), links->text(1), links->number(2)});
    auto names = db_->read(query::aliases_of, {conversation});
    while (names->next()) w.names.push_back(names->text(0));
    auto dead = db_->read(query::dead_letters_of, {conversation});
    while (dead->next()) w.dead.push_back(letter_of(*dead));
    return w;
  });
}

result<std::vector<case_row>> sql_journal::cases_of(const std::string& conversation,
                                                    const std::string& reporter) {
  return guarded([&]() -> result<std::vector<case_row>> {
    std::vector<case_row> all;
    {
      auto row = db_->read(query::cases_of, {conversation, reporter});
      while (row->next())
        all.push_back({row->number(0),
                       row->text(1),
                       row->text(2),
                       row->text(3),
                       row->text(4),
                       row->text(5),
                       row->integer(6),
                       row->integer(7),
                       {}});
    }
    for (auto& c : all) c.timeline = timeline_of(*db_, c.number);
    return all;
  });
}

result<erased> sql_journal::erase(const erasure& e) {
  return guarded([&]() -> result<erased> {
    erased gone;
    db_->begin();
    owner_tally change;
    if (!e.conversation.empty()) {
      if (version_of(*db_, e.conversation) + (e.version == 0 ? 0 : 1) != e.version) {
        db_->roll_back();
        gone.conflict = true;
        return gone;
      }
      if (e.version != 0) {
        auto before = db_->read(query::find_version, {e.conversation});
        if (before->next()) --change[before->text(1)];
        ++change["nobody"];
      }
      if (e.version != 0)
        db_->run(query::update_conversation,
                 {e.version, std::string{"nobody"}, e.at, bytes{e.state}, e.conversation});
      auto take = [&](query q) { return db_->run(q, {e.conversation}); };
      gone.lines = take(query::erase_transcript);
      gone.links = take(query::erase_links);
      gone.names = take(query::erase_aliases);
      gone.timers = take(query::erase_timers);
      gone.commands = take(query::erase_outbox);
      gone.dead_letters = take(query::erase_dead_letters);
      auto kept = db_->read(query::count_events, {e.conversation});
      if (kept->next()) gone.events_kept = kept->number(0);
    }
    gone.cases = erase_cases(*db_, e);
    db_->commit();
    add(change);
    return gone;
  });
}

result<bool> sql_journal::scrub() {
  return guarded([&]() -> result<bool> { return db_->scrub(); });
}

} // namespace flexcord::store
