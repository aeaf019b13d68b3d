#include "store/sql.hpp"

namespace flexcord::store {

std::string_view privacy_sql(query q) {
  switch (q) {
  case query::list_conversations:
    return "SELECT conversation, updated, state FROM conversations WHERE conversation > $1 AND "
           "owner <> 'record' ORDER BY conversation LIMIT $2";
  case query::list_records:
    return "SELECT conversation, updated, state FROM conversations WHERE conversation > $1 AND "
           "owner = 'record' ORDER BY conversation LIMIT $2";
  case query::events_of:
    return "SELECT event, at FROM events WHERE conversation = $1 ORDER BY at, event";
  case query::count_events:
    return "SELECT COUNT(*) FROM events WHERE conversation = $1";
  case query::links_of:
    return "SELECT user_message, desk_message, chunk FROM links WHERE conversation = $1 ORDER BY "
           "user_message, chunk, desk_message";
  case query::aliases_of:
    return "SELECT alias FROM aliases WHERE conversation = $1 ORDER BY alias";
  case query::cases_of:
    return "SELECT number, conversation, kind, reporter, title, status, opened, updated FROM cases "
           "WHERE conversation = $1 OR (reporter = $2 AND reporter <> '') ORDER BY number";
  case query::timeline_of:
    return "SELECT at, status, entry, kind, author, reference, position FROM case_timeline WHERE "
           "number = $1 ORDER BY position";
  case query::erase_transcript:
    return "DELETE FROM transcript WHERE conversation = $1";
  case query::erase_links:
    return "DELETE FROM links WHERE conversation = $1";
  case query::erase_aliases:
    return "DELETE FROM aliases WHERE conversation = $1";
  case query::erase_timers:
    return "DELETE FROM timers WHERE conversation = $1";
  case query::erase_outbox:
    return "DELETE FROM outbox WHERE conversation = $1";
  case query::erase_dead_letters:
    return "DELETE FROM dead_letters WHERE conversation = $1";
  case query::erase_timelines:
    return "DELETE FROM case_timeline WHERE number IN (SELECT number FROM cases WHERE "
           "(conversation = $1 AND conversation <> '') OR number = $2)";
  case query::forget_in_timeline:
    return "UPDATE case_timeline SET reference = '' WHERE number = $1 AND reference = $2";
  case query::erase_case_words:
    return "DELETE FROM case_words WHERE number IN (SELECT number FROM cases WHERE "
           "(conversation = $1 AND conversation <> '') OR number = $2)";
  case query::erase_cases:
    // Only those that still say something, so that the count of a second time is 0.
    return "UPDATE cases SET reporter = '', reporter_name = '', title = '', tags = '' WHERE "
           "((conversation = $1 AND conversation <> '') OR number = $2) AND (reporter <> '' OR "
           "title <> '' OR tags <> '')";
  default:
    return cases_sql(q);
  }
}

} // namespace flexcord::store
