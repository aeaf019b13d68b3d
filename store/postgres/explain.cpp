#include "store/postgres/explain.hpp"

namespace flexcord::store::postgres {
namespace {

constexpr auto retry = failure_kind::unavailable;
constexpr auto act = failure_kind::unusable;
constexpr auto stop = failure_kind::damaged;

/// A row for one SQLSTATE, or for a class of them (two characters). The first that fits counts.
struct meaning {
  std::string_view state;
  failure_kind kind;
  std::string_view text;
};

// clang-format off
constexpr meaning meanings[] = {
  {"28P01", act,   "wrong user name or password; see the user part of store.url, or PGPASSWORD"},
  {"28",    act,   "the server does not let this user in; see its pg_hba.conf"},
  {"26000", retry, "a prepared statement is gone; a pooler between must give each client a server connection of its own"},
  {"3D000", act,   "the database does not exist; make it with CREATE DATABASE, in encoding UTF8"},
  {"3F000", act,   "the schema does not exist; see search_path"},
  {"42501", act,   "no permission; flexcord needs a schema that its user owns (GRANT CREATE, USAGE ON SCHEMA, or ALTER SCHEMA … OWNER TO)"},
  {"42P01", stop,  "a table of flexcord's is gone; see search_path, or restore a backup"},
  {"42P",   act,   "the tables are not as flexcord makes them"},
  {"42703", stop,  "the tables are not as flexcord makes them"},
  {"42",    act,   "the server does not know a statement of flexcord's; is it PostgreSQL 12 or newer?"},
  {"0A000", act,   "the server does not support a statement of flexcord's; is it PostgreSQL 12 or newer?"},
  {"25006", retry, "the server only reads (a standby?); name the primary, or all hosts with target_session_attrs=read-write"},
  {"53100", retry, "the server's disk is full"},
  {"53300", retry, "the server has no connection left (max_connections)"},
  {"53",    retry, "the server is out of resources"},
  {"54",    act,   "a value is too large to be stored"},
  {"57014", retry, "a statement took too long"},
  {"57P03", retry, "the server is starting or stopping"},
  {"57P",   retry, "the server ended the connection"},
  {"40",    retry, "another connection wrote the same rows at the same moment"},
  {"XX001", stop,  "the database is damaged; restore a backup"},
  {"XX002", stop,  "the database is damaged; restore a backup"},
  {"08",    retry, "the connection to the server was lost"},
};
// clang-format on

} // namespace

failure explain(std::string_view state, std::string_view what, const std::string& place) {
  auto say = [&](failure_kind kind, std::string_view text) {
    std::string detail = "store " + place + ": " + std::string{text} + " (PostgreSQL: ";
    if (!state.empty()) detail += std::string{state} + " ";
    return failure{kind, detail + std::string{what} + ")", std::string{text}};
  };
  for (const auto& m : meanings)
    if (!state.empty() && state.starts_with(m.state)) return say(m.kind, m.text);
  return say(retry, state.empty() ? "the server cannot be reached" : "the call failed");
}

} // namespace flexcord::store::postgres
