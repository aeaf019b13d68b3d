#include "store/sql.hpp"

#include <string>

namespace flexcord::store {
namespace {

const std::string columns =
    "number, kind, status, priority, title, assignee, tags, reporter, reporter_name, talk, guild, "
    "channel, master, votes, opened, updated, answered, joined, departed, resolved";

/// A wish that holds for every row when it is empty.
std::string when_given(int n, const std::string& condition) {
  return "(CAST($" + std::to_string(n) + " AS TEXT) = '' OR " + condition + ")";
}

std::string has_word(int n) {
  return when_given(n, "EXISTS (SELECT 1 FROM case_words WHERE case_words.number = cases.number "
                       "AND case_words.word LIKE $" +
                           std::to_string(n) + ")");
}

std::string list() {
  std::string text = "SELECT " + columns + " FROM cases WHERE status <> '' AND " +
                     when_given(1, "status = $1") + " AND " + when_given(2, "kind = $2") + " AND " +
                     when_given(3, "assignee = $3") + " AND " + when_given(4, "reporter = $4") +
                     " AND " + when_given(5, "tags LIKE $5");
  for (int n = 6; n <= 9; ++n) text += " AND " + has_word(n);
  return text +
         " ORDER BY CASE CAST($10 AS TEXT) WHEN 'updated' THEN updated WHEN 'opened' THEN opened "
         "WHEN 'votes' THEN votes WHEN 'priority' THEN CASE priority WHEN 'urgent' THEN 3 WHEN "
         "'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END ELSE 0 END DESC, number DESC LIMIT $11 "
         "OFFSET $12";
}

} // namespace

std::string_view cases_sql(query q) {
  switch (q) {
  case query::write_case_facts:
    return "UPDATE cases SET status = $1, priority = $2, title = $3, assignee = $4, tags = $5, "
           "reporter = $6, reporter_name = $7, talk = $8, guild = $9, channel = $10, master = $11, "
           "votes = $12, answered = $13, joined = $14, departed = $15, resolved = $16, updated = "
           "$17 WHERE number = $18";
  case query::forget_case_words:
    return "DELETE FROM case_words WHERE number = $1";
  case query::insert_case_word:
    return "INSERT INTO case_words (word, number) VALUES ($1, $2) ON CONFLICT (word, number) DO "
           "NOTHING";
  case query::list_cases: {
    static const auto text = list();
    return text;
  }
  case query::find_case_facts: {
    static const auto text = "SELECT " + columns + " FROM cases WHERE number = $1";
    return text;
  }
  case query::find_unsettled_case:
    return "SELECT number FROM cases WHERE (conversation = $1 OR talk = $1) AND kind = $2 AND "
           "(status IN ('open', 'pending') OR (status = 'resolved' AND resolved >= $3)) ORDER BY "
           "number DESC LIMIT 1";
  case query::read_timeline:
    return "SELECT at, status, entry, kind, author, reference, position FROM case_timeline WHERE "
           "number = $1 AND position > $2 ORDER BY position LIMIT $3";
  default:
    return {};
  }
}

} // namespace flexcord::store
