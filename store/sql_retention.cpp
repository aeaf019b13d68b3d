#include "store/sql_journal.hpp"

namespace flexcord::store {

const char* name_of(forgettable kind) {
  switch (kind) {
  case forgettable::transcript:
    return "transcript";
  case forgettable::links:
    return "links";
  case forgettable::events:
    return "events";
  case forgettable::dead_letters:
    return "dead_letters";
  case forgettable::conversations:
    return "conversations";
  }
  return "";
}

std::int64_t forget_before::of(forgettable kind) const {
  switch (kind) {
  case forgettable::transcript:
  case forgettable::links:
    return transcript;
  case forgettable::events:
    return events;
  case forgettable::dead_letters:
    return dead_letters;
  case forgettable::conversations:
    return conversations;
  }
  return 0;
}

namespace {

/// The last row of the page behind `from`; nothing when no row is left. Pages of transcript, links
/// and events hold young rows too: they have no index by age, which every step would pay for.
std::optional<forget_place> last_of_page(database& db, std::int64_t before, forget_place from,
                                         std::uint64_t most) {
  auto text_page = [&](query q) {
    auto row = db.read(q, {from.conversation, from.id, most});
    if (!row->next()) return false;
    from.conversation = row->text(0);
    from.id = row->text(1);
    return true;
  };
  auto aged_page = [&](query q) { // by age: what is young is not on it
    auto row = db.read(q, {before, most});
    if (!row->next()) return false;
    from.version = row->number(0);
    from.conversation = row->text(1);
    from.id = row->text(2);
    return true;
  };
  bool found = false;
  switch (from.kind) {
  case forgettable::transcript: {
    auto row = db.read(query::page_transcript, {from.conversation, from.version, most});
    found = row->next();
    if (found) from.conversation = row->text(0), from.version = row->number(1);
    break;
  }
  case forgettable::links:
    found = text_page(query::page_links);
    break;
  case forgettable::events:
    found = text_page(query::page_events);
    break;
  case forgettable::dead_letters:
    found = aged_page(query::page_dead_letters);
    break;
  case forgettable::conversations:
    found = aged_page(query::page_conversations);
    break;
  }
  return found ? std::optional{std::move(from)} : std::nullopt;
}

/// Takes away what is old between `from` and `to`; says how many rows that were.
std::uint64_t take_away(database& db, std::int64_t before, const forget_place& from,
                        const forget_place& to) {
  switch (to.kind) {
  case forgettable::transcript:
    return db.run(query::forget_transcript,
                  {from.conversation, from.version, to.conversation, to.version, before});
  case forgettable::links:
    return db.run(query::forget_links,
                  {from.conversation, from.id, to.conversation, to.id, before});
  case forgettable::events:
    return db.run(query::forget_events,
                  {from.conversation, from.id, to.conversation, to.id, before});
  case forgettable::dead_letters:
    return db.run(query::forget_dead_letters, {to.version, to.conversation, to.id});
  case forgettable::conversations:
    // A new conversation of this key begins with command 1: neither ids of the old one nor its
    // cases may be taken for its own.
    for (auto q : {query::forget_transcript_of, query::forget_links_of, query::forget_events_of,
                   query::forget_aliases_of, query::detach_cases_of})
      db.run(q, {to.version, to.conversation});
    return db.run(query::forget_conversations, {to.version, to.conversation});
  }
  return 0;
}

std::optional<forget_place> begin_of_next_kind(forgettable kind) {
  if (kind == last_forgettable) return std::nullopt;
  return forget_place{static_cast<forgettable>(static_cast<int>(kind) + 1), {}, {}, 0};
}

} // namespace

result<forgotten> sql_journal::forget(const forget_before& limits, const forget_place& from,
                                      std::size_t most) {
  int runs = 0;
  return guarded([&]() -> result<forgotten> {
    const bool again = ++runs > 1; // a lost connection: nobody knows what the first run did
    const auto before = limits.of(from.kind);
    if (before <= 0) return forgotten{from.kind, 0, begin_of_next_kind(from.kind)};
    db_->begin();
    const auto to = last_of_page(*db_, before, from, most);
    const auto rows = to ? take_away(*db_, before, from, *to) : 0;
    db_->commit();
    if (from.kind == forgettable::conversations) {
      if (again)
        recount();
      else
        add({{"nobody", -static_cast<std::int64_t>(rows)}});
    }
    return forgotten{from.kind, rows, to ? to : begin_of_next_kind(from.kind)};
  });
}

} // namespace flexcord::store
