#include "store/sql_cases.hpp"

#include <string>

namespace flexcord::store {
namespace {

const std::string columns =
    "number, kind, status, priority, title, assignee, tags, reporter, reporter_name, talk, guild, "
    "channel, master, votes, opened, updated, answered, joined, departed, resolved";

constexpr std::size_t most_words = 4;

/// For LIKE: what begins with it, or contains it. Its own wild cards mean nothing.
std::string pattern(const std::string& before, const std::string& text, const std::string& behind) {
  if (text.find_first_of("%_\\") != std::string::npos) return "\x01"; // in no word and no tag
  return before + text + behind;
}

/// The column or expression that such a list is sorted by; empty: by number.
std::string_view order_of(const std::string& sort) {
  if (sort == "updated" || sort == "opened" || sort == "votes") return sort;
  if (sort == "priority")
    return "CASE priority WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END";
  return {};
}

} // namespace

case_question question_of(const case_filter& wanted) {
  case_question q;
  q.text = "SELECT " + columns + " FROM cases WHERE status <> ''";
  auto with = [&](std::string_view condition, const parameter& value, std::string_view end = {}) {
    q.values.push_back(value);
    (q.text += condition).append("$" + std::to_string(q.values.size())).append(end);
  };
  auto when = [&](std::string_view condition, const std::string& value) {
    if (!value.empty()) with(condition, value);
  };
  when(" AND status = ", wanted.status);
  when(" AND kind = ", wanted.kind);
  when(" AND assignee = ", wanted.assignee);
  when(" AND reporter = ", wanted.reporter);
  if (!wanted.tag.empty())
    with(" AND tags LIKE ", q.kept.emplace_back(pattern("% ", wanted.tag, " %")));
  for (std::size_t i = 0; i < most_words && i < wanted.words.size(); ++i)
    with(" AND EXISTS (SELECT 1 FROM case_words WHERE case_words.number = cases.number AND "
         "case_words.word LIKE ",
         q.kept.emplace_back(pattern("", wanted.words[i], "%")), ")");
  if (wanted.below != 0) with(" AND number < ", wanted.below);
  q.text += " ORDER BY ";
  if (const auto by = order_of(wanted.sort); !by.empty()) (q.text += by) += " DESC, ";
  q.text += "number DESC";
  with(" LIMIT ", wanted.most);
  with(" OFFSET ", wanted.skip);
  return q;
}

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
  case query::find_case_facts: {
    static const auto text = "SELECT " + columns + " FROM cases WHERE number = $1";
    return text;
  }
  case query::find_unsettled_case:
    return "SELECT number FROM cases WHERE conversation = $1 AND kind = $2 AND "
           "(status IN ('open', 'pending') OR (status = 'resolved' AND resolved >= $3)) ORDER BY "
           "number DESC LIMIT 1";
  case query::read_timeline:
    return "SELECT at, status, entry, kind, author, reference, position FROM case_timeline WHERE "
           "number = $1 AND position > $2 ORDER BY position LIMIT $3";
  case query::read_newest:
    return "SELECT at, status, entry, kind, author, reference, position FROM case_timeline WHERE "
           "number = $1 ORDER BY position DESC LIMIT $2";
  default:
    return {};
  }
}

} // namespace flexcord::store
