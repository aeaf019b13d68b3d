#pragma once
#include "actors/privacy/talk.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What /api/v1/export and /api/v1/erase answer, and the receipt, as JSON. Times are milliseconds
/// since the Unix epoch. The form of the export stands in this folder's README.
namespace flexcord::actors::privacy {

std::string export_page(const person& p, std::int64_t at);

/// How much a talk holds, before it is erased; or what went.
struct talk_count {
  std::string conversation;
  std::uint64_t lines = 0, links = 0, names = 0, timers = 0, commands = 0, dead_letters = 0,
                cases = 0, events = 0;
  std::string why_not; ///< why it is not erased
};
talk_count count_of(const talk& t);
/// Its cases have lost their words with their records' steps before.
talk_count count_of(const talk& t, const store::erased& gone);

/// The answer to a question before, and to the erasing of the journal.
struct journal_part {
  std::vector<talk_count> talks;
  std::uint64_t other_cases = 0;
  std::uint64_t named_in = 0; ///< cases of others that they voted for or wait for news of
  bool scrubbed = false;
};
std::string journal_page(const journal_part& p);
bool read_journal_page(std::string_view text, journal_part& to);

/// What was deleted elsewhere, a batch at a time; `after` is where the next batch begins.
struct away_part {
  std::vector<std::string> deleted;
  std::uint64_t failed = 0;
  bool more = false;
  std::string after, problem;
};
std::string away_page(const away_part& p);
bool read_away_page(std::string_view text, away_part& to);

/// The receipt of an erasure: ids and counts, no names, no texts.
struct receipt {
  std::string user, by;
  std::int64_t at = 0;
  bool complete = false;
  std::string problem; ///< why it is not complete
  bool with_twilio = false, with_discord = false;
  away_part twilio, discord;
  journal_part journal;
  bool journal_done = false;
};
std::string receipt_page(const receipt& r);

} // namespace flexcord::actors::privacy
