#include "store/schema.hpp"

#include <span>

namespace flexcord::store {
namespace {

// Version 1. The row of a conversation is rewritten by every step, the others are added and
// removed.
constexpr std::string_view first[] = {
    "CREATE TABLE conversations (conversation TEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, "
    "owner TEXT NOT NULL, updated BIGINT NOT NULL, state {bytes} NOT NULL)",
    "CREATE INDEX conversations_by_owner ON conversations (owner)",
    "CREATE TABLE events (conversation TEXT NOT NULL, event TEXT NOT NULL, at BIGINT NOT NULL, "
    "PRIMARY KEY (conversation, event)) {clustered}",
    "CREATE TABLE outbox (conversation TEXT NOT NULL, id BIGINT NOT NULL, queue TEXT NOT NULL, "
    "priority BIGINT NOT NULL, created BIGINT NOT NULL, payload {bytes} NOT NULL, "
    "PRIMARY KEY (conversation, id)) {clustered}",
    "CREATE INDEX outbox_by_age ON outbox (priority, created)",
    "CREATE TABLE timers (conversation TEXT NOT NULL, kind TEXT NOT NULL, generation BIGINT NOT "
    "NULL, "
    "due BIGINT NOT NULL, PRIMARY KEY (conversation, kind)) {clustered}",
    // A line of the dialogue is named by the step that wrote it, so no counter has to be read.
    "CREATE TABLE transcript (conversation TEXT NOT NULL, version BIGINT NOT NULL, line BIGINT NOT "
    "NULL, "
    "source TEXT NOT NULL, author TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, "
    "attachments TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (conversation, version, line)) "
    "{clustered}",
    "CREATE TABLE links (conversation TEXT NOT NULL, user_message TEXT NOT NULL, desk_message TEXT "
    "NOT NULL, "
    "chunk BIGINT NOT NULL, PRIMARY KEY (conversation, user_message, desk_message)) {clustered}",
    "CREATE INDEX links_by_desk ON links (conversation, desk_message)",
    "CREATE TABLE aliases (alias TEXT NOT NULL PRIMARY KEY, conversation TEXT NOT NULL) "
    "{clustered}",
    "CREATE TABLE cases (number BIGINT NOT NULL PRIMARY KEY, conversation TEXT NOT NULL, command "
    "BIGINT NOT NULL, "
    "kind TEXT NOT NULL, reporter TEXT NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL, opened "
    "BIGINT NOT NULL, "
    "updated BIGINT NOT NULL, UNIQUE (conversation, command))",
    "CREATE TABLE case_timeline (number BIGINT NOT NULL, position BIGINT NOT NULL, at BIGINT NOT "
    "NULL, "
    "status TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (number, position)) {clustered}",
    "CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
    "INSERT INTO counters (name, value) VALUES ('case', 0)",
    "CREATE TABLE named_values (name TEXT NOT NULL PRIMARY KEY, value {bytes} NOT NULL)",
};

// Version 2: conversations by the time of their last step, for those who look for what was missed.
constexpr std::string_view second[] = {
    "CREATE INDEX conversations_by_update ON conversations (updated, conversation)",
};

// Version 3: what could not be done, for a person to decide about.
constexpr std::string_view third[] = {
    "CREATE TABLE dead_letters (conversation TEXT NOT NULL, id TEXT NOT NULL, at BIGINT NOT NULL, "
    "kind TEXT NOT NULL, reason TEXT NOT NULL, payload {bytes} NOT NULL, "
    "PRIMARY KEY (conversation, id)) {clustered}",
    "CREATE INDEX dead_letters_by_age ON dead_letters (at, conversation, id)",
};

// Version 4: the names of one conversation, for taking them away.
constexpr std::string_view fourth[] = {
    "CREATE INDEX aliases_by_conversation ON aliases (conversation)",
    "CREATE INDEX cases_by_reporter ON cases (reporter)",
};

// Version 5: what a case is listed and searched by, and who did what in it.
constexpr std::string_view fifth[] = {
    "ALTER TABLE cases ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal'",
    "ALTER TABLE cases ADD COLUMN assignee TEXT NOT NULL DEFAULT ''",
    // " one two ", so that a tag is found with its blanks.
    "ALTER TABLE cases ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN reporter_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN talk TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN guild TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN channel TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN master BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN votes BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN answered BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN joined BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN departed BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN resolved BIGINT NOT NULL DEFAULT 0",
    "UPDATE cases SET talk = conversation",
    "ALTER TABLE case_timeline ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_timeline ADD COLUMN author TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE case_timeline ADD COLUMN reference TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE case_words (word TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (word, "
    "number)) {clustered}",
    "CREATE INDEX case_words_by_number ON case_words (number)",
    "CREATE INDEX cases_by_update ON cases (updated)",
};

// Version 6: a person's own cases, the newest of a kind, and the pages of lists, without a sort.
constexpr std::string_view sixth[] = {
    "DROP INDEX cases_by_reporter",
    "DROP INDEX cases_by_update",
    "CREATE INDEX cases_of_reporter ON cases (reporter, opened, number)",
    "CREATE INDEX cases_of_kind ON cases (kind, updated, number)",
    "CREATE INDEX cases_by_update ON cases (updated, number)",
    "CREATE INDEX cases_by_opening ON cases (opened, number)",
};

struct version {
  std::uint64_t number;
  std::span<const std::string_view> statements;
};
constexpr version versions[] = {{1, first},  {2, second}, {3, third},
                                {4, fourth}, {5, fifth},  {6, sixth}};

std::string spell(std::string_view text, const dialect& d) {
  std::string result{text};
  auto replace = [&result](std::string_view mark, std::string_view by) {
    for (auto at = result.find(mark); at != std::string::npos;
         at = result.find(mark, at + by.size()))
      result.replace(at, mark.size(), by);
  };
  replace("{bytes}", d.bytes);
  replace("{clustered}", d.clustered);
  return result;
}

} // namespace

std::vector<migration> migrations(const dialect& d) {
  std::vector<migration> result;
  for (const auto& v : versions) {
    migration& one = result.emplace_back();
    one.version = v.number;
    for (auto text : v.statements) one.statements.push_back(spell(text, d));
  }
  return result;
}

std::uint64_t newest_schema() { return migrations({}).back().version; }

} // namespace flexcord::store
