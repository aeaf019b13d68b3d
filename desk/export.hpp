#pragma once
#include "desk/view.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What operators take into other tools: a row per case, a row per conversation, as CSV (RFC 4180,
/// UTF-8, CRLF) or as JSON lines. Row by row, so that nothing has to be held in memory.
namespace flexcord::desk {

/// A case. Times are milliseconds, 0: not (yet).
struct case_record {
  std::uint64_t number = 0;
  std::string kind, status, priority, title, assignee, reporter_id, reporter_name;
  std::vector<std::string> tags;
  std::uint64_t votes = 0, master = 0;
  case_times times;
};

/// A conversation with a person wanted in it, or with the bot only.
struct conversation_record {
  std::string key;          ///< "discord:<channel>"
  std::uint64_t number = 0; ///< its latest case; 0: none
  std::string user_id, user_name, agent;
  std::string outcome; ///< as the journal calls it; empty: it goes on
  millis began = 0;    ///< the first message
  millis asked = 0;    ///< for a person
  millis answered = 0; ///< by an agent, in words
  millis joined = 0, left = 0, ended = 0;
  std::uint64_t from_user = 0, from_bot = 0, from_agents = 0; ///< messages
  std::uint32_t rating = 0;                                   ///< 1 to 5; 0: none
};

/// The times that both kinds of rows tell, in whole seconds; -1: not known. First response: from
/// the request (of a case: its opening) to an agent's first words. Wait: to the agent's coming.
/// Handle: from the coming to the leaving. Resolution: from the request to the end. A time that
/// would be negative (clocks differ) is 0.
struct durations {
  std::int64_t first_response = -1, wait = -1, handle = -1, resolution = -1;
  friend bool operator==(const durations&, const durations&) = default;
};
durations durations_of(const case_record& c);
durations durations_of(const conversation_record& c);

/// The first line of a CSV.
std::string case_columns();
std::string conversation_columns();
/// One line of a CSV, one object of JSON lines; the columns' names are the objects' fields.
std::string csv_row(const case_record& c);
std::string csv_row(const conversation_record& c);
std::string json_row(const case_record& c);
std::string json_row(const conversation_record& c);

/// One cell. A text that a spreadsheet would take for a formula ("=", "+", "-", "@" after any
/// blanks) gets an apostrophe before it, and so does what follows a ";" or a tab, which some
/// settings read as the end of a cell.
std::string csv_text(std::string_view text);

} // namespace flexcord::desk
