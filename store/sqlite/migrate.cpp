#include "store/schema.hpp"
#include "store/sqlite/connection.hpp"

namespace flexcord::store::sqlite {
namespace {

constexpr dialect ours{.bytes = "BLOB", .clustered = "WITHOUT ROWID"};

bool has_table(SQLite::Database& db, const std::string& name) {
  SQLite::Statement s{db, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"};
  s.bind(1, name);
  return s.executeStep() && s.getColumn(0).getInt64() > 0;
}

bool is_empty(SQLite::Database& db) {
  return db.execAndGet("SELECT COUNT(*) FROM sqlite_master").getInt64() == 0;
}

} // namespace

result<void> migrate(connection& c, const std::string& path) {
  auto& db = c.database();
  c.begin();
  auto refuse = [&](std::string text) -> result<void> {
    c.roll_back();
    return failure{failure_kind::unusable, "store " + path + ": " + std::move(text)};
  };
  std::uint64_t stored = 0;
  if (has_table(db, "schema_version"))
    stored = static_cast<std::uint64_t>(
        db.execAndGet("SELECT COALESCE(MAX(version), 0) FROM schema_version").getInt64());
  else if (!is_empty(db))
    return refuse("this database belongs to another program");
  else
    db.exec("CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY)");
  if (stored > newest_schema())
    return refuse("made by a newer flexcord (schema " + std::to_string(stored) +
                  ", this program knows " + std::to_string(newest_schema()) +
                  "); install the newer program");
  for (const auto& m : migrations(ours)) {
    if (m.version <= stored) continue;
    for (const auto& statement : m.statements) db.exec(statement);
    db.exec("INSERT INTO schema_version (version) VALUES (" + std::to_string(m.version) + ")");
  }
  c.commit();
  return {};
}

} // namespace flexcord::store::sqlite
