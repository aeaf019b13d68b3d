#include "store/sql_journal.hpp"

#include <limits>

namespace flexcord::store {

dead_letter letter_of(const rows& row) {
  return {row.text(0), row.text(1), row.integer(2), row.text(3), row.text(4), row.text(5)};
}

void insert(database& db, const dead_letter& d) {
  db.run(query::insert_dead_letter,
         {d.conversation, d.id, d.at, d.kind, d.reason, bytes{d.payload}});
}

result<void> sql_journal::bury(const dead_letter& letter, std::uint64_t outbox_id) {
  return guarded([&]() -> result<void> {
    db_->begin();
    insert(*db_, letter);
    if (outbox_id != 0) db_->run(query::delete_command, {letter.conversation, outbox_id});
    db_->commit();
    return {};
  });
}

result<std::vector<dead_letter>> sql_journal::dead_letters(const std::optional<dead_letter>& last,
                                                           std::size_t most) {
  return guarded([&]() -> result<std::vector<dead_letter>> {
    std::vector<dead_letter> page;
    dead_letter before;
    before.at = std::numeric_limits<std::int64_t>::min();
    if (last) before = *last;
    auto row = db_->read(query::list_dead_letters,
                         {before.at, before.conversation, before.id, std::uint64_t{most}});
    while (row->next()) page.push_back(letter_of(*row));
    return page;
  });
}

result<std::optional<dead_letter>> sql_journal::dead_letter_of(const std::string& conversation,
                                                               const std::string& id) {
  return guarded([&]() -> result<std::optional<dead_letter>> {
    auto row = db_->read(query::find_dead_letter, {conversation, id});
    if (!row->next()) return std::optional<dead_letter>{};
    return std::optional{letter_of(*row)};
  });
}

result<bool> sql_journal::drop_dead_letter(const std::string& conversation, const std::string& id) {
  return guarded([&]() -> result<bool> {
    return db_->run(query::delete_dead_letter, {conversation, id}) > 0;
  });
}

} // namespace flexcord::store
