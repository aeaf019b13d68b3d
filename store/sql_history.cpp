#include "store/sql_journal.hpp"

namespace flexcord::store {

result<std::optional<history>> sql_journal::history_of(const std::string& conversation,
                                                       std::int64_t since) {
  auto stored = load(conversation);
  if (!stored) return stored.error();
  if (!*stored) return std::optional<history>{};
  return guarded([&]() -> result<std::optional<history>> {
    history found;
    found.now = **stored;
    if (auto row = db_->read(query::first_event, {conversation}); row->next())
      found.first = row->integer(0);
    auto events = db_->read(query::events_since, {conversation, since});
    while (events->next()) found.events.push_back(events->text(0));
    auto line = db_->read(query::lines_since, {conversation, since});
    while (line->next())
      found.lines.push_back({line->text(0), line->text(1), line->text(2), line->text(3),
                             line->text(4), line->integer(5)});
    auto link = db_->read(query::all_links, {conversation});
    while (link->next()) found.links.push_back({link->text(0), link->text(1), link->number(2)});
    auto letter = db_->read(query::dead_letters_of, {conversation});
    while (letter->next()) found.dead.push_back(letter_of(*letter));
    return std::optional{std::move(found)};
  });
}

} // namespace flexcord::store
