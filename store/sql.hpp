#pragma once
#include <cstddef>
#include <string_view>

/// The statements of the journal, shared by all backends. `$1`, `$2`, … appear first in rising
/// order, so that a database that numbers parameters by first appearance (SQLite) and one that
/// reads the number (PostgreSQL) agree.
namespace flexcord::store {

enum class query : std::size_t {
  read_schema,
  add_schema,
  find_version,
  insert_conversation,
  update_conversation,
  insert_event,
  delete_event,
  find_event,
  insert_command,
  delete_command,
  arm_timer,
  disarm_timer,
  insert_line,
  insert_link,
  insert_alias,
  update_case,
  insert_case_entry,
  load_conversation,
  load_outbox,
  load_timers,
  unfinished,
  list_timers,
  list_recent,
  transcript,
  first_event,
  events_since,
  lines_since,
  all_links,
  dead_letters_of,
  links_of_user,
  links_of_desk,
  find_alias,
  find_case,
  next_case,
  read_case_counter,
  insert_case,
  insert_dead_letter,
  delete_dead_letter,
  list_dead_letters,
  find_dead_letter,
  count_dead_letters,
  get_value,
  put_value,
  count_owners,
  count_outbox,
  page_transcript,
  page_links,
  page_events,
  page_dead_letters,
  page_conversations,
  forget_transcript,
  forget_links,
  forget_events,
  forget_dead_letters,
  forget_transcript_of,
  forget_links_of,
  forget_events_of,
  forget_aliases_of,
  detach_cases_of,
  forget_conversations,
  list_conversations,
  list_records,
  events_of,
  count_events,
  links_of,
  aliases_of,
  cases_of,
  timeline_of,
  erase_transcript,
  erase_links,
  erase_aliases,
  erase_timers,
  erase_outbox,
  erase_dead_letters,
  erase_timelines,
  erase_case_words,
  erase_cases,
  write_case_facts,
  forget_case_words,
  insert_case_word,
  find_case_facts,
  find_unsettled_case,
  read_timeline,
  read_newest,
  forget_in_timeline,
  end_of_queries ///< not one
};
inline constexpr std::size_t query_count = static_cast<std::size_t>(query::end_of_queries);

std::string_view sql(query q);
/// The part of sql() that is about retention.
std::string_view retention_sql(query q);
/// The part of sql() that is about one person's data.
std::string_view privacy_sql(query q);
/// The part of sql() that is about lists of cases.
std::string_view cases_sql(query q);

} // namespace flexcord::store
