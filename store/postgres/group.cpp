#include "store/postgres/group.hpp"

#include "store/sql_cases.hpp"

#include <map>
#include <set>
#include <tuple>

namespace flexcord::store::postgres {
namespace {

using std::string_view;
using type = column::type;

// No ON CONFLICT: a row that is there already is a wrong assumption.
constexpr string_view count_owners_of =
    "SELECT owner, COUNT(*) FROM conversations WHERE conversation = ANY (CAST($1 AS TEXT[])) AND "
    "owner <> 'record' GROUP BY owner";
constexpr string_view insert_events =
    "INSERT INTO events (conversation, event, at) SELECT * FROM unnest(CAST($1 AS TEXT[]), "
    "CAST($2 AS TEXT[]), CAST($3 AS BIGINT[]))";
constexpr string_view insert_conversations =
    "INSERT INTO conversations (conversation, version, owner, updated, state) SELECT * FROM "
    "unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS TEXT[]), CAST($4 AS BIGINT[]), "
    "CAST($5 AS BYTEA[]))";
// Divides by zero when a conversation has another version, or is missing.
constexpr string_view update_conversations =
    "WITH moved AS (UPDATE conversations AS c SET version = n.version, owner = n.owner, updated = "
    "n.updated, state = n.state FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS "
    "TEXT[]), CAST($4 AS BIGINT[]), CAST($5 AS BYTEA[]), CAST($6 AS BIGINT[])) AS n "
    "(conversation, version, owner, updated, state, follows) WHERE c.conversation = "
    "n.conversation AND c.version = n.follows RETURNING 1) "
    "SELECT 1 / CAST(COUNT(*) = CAST($7 AS BIGINT) AS INTEGER) FROM moved";
constexpr string_view delete_commands =
    "DELETE FROM outbox AS o USING unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[])) AS n "
    "(conversation, id) WHERE o.conversation = n.conversation AND o.id = n.id";
constexpr string_view insert_commands =
    "INSERT INTO outbox (conversation, id, queue, priority, created, payload) SELECT * FROM "
    "unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS TEXT[]), CAST($4 AS BIGINT[]), "
    "CAST($5 AS BIGINT[]), CAST($6 AS BYTEA[])) "
    "ON CONFLICT (conversation, id) DO UPDATE SET queue = excluded.queue, priority = "
    "excluded.priority, created = excluded.created, payload = excluded.payload";
constexpr string_view disarm_timers =
    "DELETE FROM timers AS t USING unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[])) AS n "
    "(conversation, kind) WHERE t.conversation = n.conversation AND t.kind = n.kind";
constexpr string_view arm_timers =
    "INSERT INTO timers (conversation, kind, generation, due) SELECT * FROM unnest(CAST($1 AS "
    "TEXT[]), CAST($2 AS TEXT[]), CAST($3 AS BIGINT[]), CAST($4 AS BIGINT[])) "
    "ON CONFLICT (conversation, kind) DO UPDATE SET generation = excluded.generation, due = "
    "excluded.due";
constexpr string_view insert_lines =
    "INSERT INTO transcript (conversation, version, line, source, author, name, text, "
    "attachments, at) SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS "
    "BIGINT[]), CAST($4 AS TEXT[]), CAST($5 AS TEXT[]), CAST($6 AS TEXT[]), CAST($7 AS TEXT[]), "
    "CAST($8 AS TEXT[]), CAST($9 AS BIGINT[]))";
constexpr string_view insert_links =
    "INSERT INTO links (conversation, user_message, desk_message, chunk) SELECT * FROM "
    "unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[]), CAST($3 AS TEXT[]), CAST($4 AS BIGINT[])) "
    "ON CONFLICT (conversation, user_message, desk_message) DO UPDATE SET chunk = excluded.chunk";
constexpr string_view insert_aliases =
    "INSERT INTO aliases (alias, conversation) SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 "
    "AS TEXT[])) ON CONFLICT (alias) DO UPDATE SET conversation = excluded.conversation";

constexpr string_view delete_letters =
    "DELETE FROM dead_letters AS d USING unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[])) AS n "
    "(conversation, id) WHERE d.conversation = n.conversation AND d.id = n.id";
constexpr string_view insert_letters =
    "INSERT INTO dead_letters (conversation, id, at, kind, reason, payload) SELECT * FROM "
    "unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[]), CAST($3 AS BIGINT[]), CAST($4 AS TEXT[]), "
    "CAST($5 AS TEXT[]), CAST($6 AS BYTEA[])) ON CONFLICT (conversation, id) DO NOTHING";

/// Rows of one statement, collected column by column.
class table {
public:
  table(string_view sql, std::initializer_list<type> types)
      : sql_(sql), columns_(types.begin(), types.end()) {}
  template <class... Ts>
  void row(const Ts&... values) {
    std::size_t at = 0;
    (columns_[at++].add(values), ...);
  }
  std::uint64_t size() const { return columns_.front().size(); }
  statement take() const {
    statement s{sql_};
    for (const auto& c : columns_) s.with(c);
    return s;
  }
  void append_to(std::vector<statement>& all) const {
    if (size() > 0) all.push_back(take());
  }

private:
  string_view sql_;
  std::vector<column> columns_;
};

/// What is left of the steps when they are taken together: of several changes of one row, the last.
struct folded {
  struct move {
    std::uint64_t follows;
    const step* last;
  };
  std::map<string_view, move> conversations;
  std::map<std::pair<string_view, std::uint64_t>, const outbox_row*> outbox; ///< null: removed
  std::map<std::pair<string_view, string_view>, const timer_row*> timers;    ///< null: removed
  std::map<std::tuple<string_view, string_view, string_view>, std::uint64_t> links;
  std::map<string_view, string_view> aliases;

  void add(const step& s) {
    const string_view key = s.conversation;
    conversations.try_emplace(key, move{s.version - 1, &s}).first->second.last = &s;
    for (auto id : s.done) outbox[{key, id}] = nullptr;
    for (const auto& c : s.commands) outbox[{key, c.id}] = &c;
    for (const auto& kind : s.disarmed) timers[{key, kind}] = nullptr;
    for (const auto& t : s.armed) timers[{key, t.kind}] = &t;
    for (const auto& l : s.links) links[{key, l.user_id, l.desk_id}] = l.chunk;
    for (const auto& a : s.aliases) aliases[a.alias] = key;
  }
};

void add_events(const step& s, table& events) {
  std::set<string_view> of_step;
  for (const auto& id : s.event_ids)
    if (!id.empty() && of_step.insert(id).second) events.row(s.conversation, id, s.at);
}

void add_lines(const step& s, table& lines) {
  std::uint64_t line = 0;
  for (const auto& t : s.transcript)
    lines.row(s.conversation, s.version, line++, t.source, t.author, t.name, t.text, t.attachments,
              t.at);
}

void write_conversations(const folded& f, group_write& to) {
  column moved{type::text};
  table fresh{insert_conversations,
              {type::text, type::integer, type::text, type::integer, type::bytes}};
  table later{update_conversations,
              {type::text, type::integer, type::text, type::integer, type::bytes, type::integer}};
  for (const auto& [key, m] : f.conversations) {
    const auto& s = *m.last;
    if (s.owner != no_talk) ++to.gained[s.owner];
    if (m.follows == 0) {
      fresh.row(key, s.version, s.owner, s.at, s.state);
    } else {
      moved.add(key);
      later.row(key, s.version, s.owner, s.at, s.state, m.follows);
    }
  }
  if (!moved.empty()) {
    to.former_owners = to.statements.size();
    to.statements.push_back(statement{count_owners_of}.with(moved));
    to.statements.push_back(later.take().with(later.size()));
  }
  fresh.append_to(to.statements);
}

void write_work(const folded& f, std::vector<statement>& to) {
  table done{delete_commands, {type::text, type::integer}};
  table commands{
      insert_commands,
      {type::text, type::integer, type::text, type::integer, type::integer, type::bytes}};
  for (const auto& [key, c] : f.outbox)
    if (c == nullptr)
      done.row(key.first, key.second);
    else
      commands.row(key.first, c->id, c->queue, c->priority, c->created, c->payload);
  table disarmed{disarm_timers, {type::text, type::text}};
  table armed{arm_timers, {type::text, type::text, type::integer, type::integer}};
  for (const auto& [key, t] : f.timers)
    if (t == nullptr)
      disarmed.row(key.first, key.second);
    else
      armed.row(key.first, t->kind, t->generation, t->due);
  for (const auto* t : {&done, &commands, &disarmed, &armed}) t->append_to(to);
}

void write_names(const folded& f, std::vector<statement>& to) {
  table links{insert_links, {type::text, type::text, type::text, type::integer}};
  for (const auto& [key, chunk] : f.links)
    std::apply([&](auto... names) { links.row(names..., chunk); }, key);
  table aliases{insert_aliases, {type::text, type::text}};
  for (const auto& [alias, key] : f.aliases) aliases.row(alias, key);
  links.append_to(to);
  aliases.append_to(to);
}

} // namespace

group_write write_group(std::span<const step> group, const std::vector<verdict>& verdicts,
                        const marker& mark, const std::string& forget) {
  folded f;
  table events{insert_events, {type::text, type::text, type::integer}};
  table lines{insert_lines,
              {type::text, type::integer, type::integer, type::text, type::text, type::text,
               type::text, type::text, type::integer}};
  std::vector<statement> cases;
  table revived{delete_letters, {type::text, type::text}};
  table dead{insert_letters,
             {type::text, type::text, type::integer, type::text, type::text, type::bytes}};
  // First of all rows: a rival's commit of this very group waits for us or stops here.
  events.row(std::string{}, mark.name, mark.at);
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto& s = group[i];
    if (verdicts[i] != verdict::committed) continue;
    f.add(s);
    add_events(s, events);
    add_lines(s, lines);
    write_cases(s, [&](query q, parameters values) { cases.emplace_back(sql(q), values); });
    for (const auto& id : s.revived) revived.row(s.conversation, id);
    for (const auto& d : s.dead) dead.row(d.conversation, d.id, d.at, d.kind, d.reason, d.payload);
  }
  group_write all;
  all.statements.emplace_back("BEGIN");
  events.append_to(all.statements);
  if (!forget.empty())
    all.statements.emplace_back(sql(query::delete_event), parameters{std::string{}, forget});
  write_conversations(f, all);
  write_work(f, all.statements);
  lines.append_to(all.statements);
  write_names(f, all.statements);
  revived.append_to(all.statements);
  dead.append_to(all.statements);
  for (auto& c : cases) all.statements.push_back(std::move(c));
  all.statements.emplace_back("COMMIT");
  return all;
}

bool is_wrong_assumption(std::string_view state) {
  return state == "23505" || state == "22012" || state.starts_with("40");
}

} // namespace flexcord::store::postgres
