#include "store/database.hpp"

#include <algorithm>

namespace flexcord::store {

std::optional<std::uint64_t> admit(database& db) {
  const auto found = db.tables();
  if (found.empty()) return std::nullopt;
  if (std::find(found.begin(), found.end(), "schema_version") == found.end())
    throw database_error{failed(db, failure_kind::damaged,
                                "this database belongs to another program; name a place of "
                                "flexcord's own in store.url")};
  auto row = db.read(query::read_schema);
  const std::uint64_t stored = row->next() ? row->number(0) : 0;
  if (stored > newest_schema())
    throw database_error{failed(db, failure_kind::unusable,
                                "made by a newer flexcord (schema " + std::to_string(stored) +
                                    ", this program knows " + std::to_string(newest_schema()) +
                                    "); install the newer program")};
  return stored;
}

void migrate(database& db) {
  db.begin();
  try {
    const auto stored = admit(db);
    if (!stored) db.execute("CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY)");
    for (const auto& m : migrations(db.spelling())) {
      if (m.version <= stored.value_or(0)) continue;
      // First the number: of two nodes that start at once, the second one stops here.
      db.run(query::add_schema, {m.version});
      for (const auto& statement : m.statements) db.execute(statement);
    }
    db.commit();
  } catch (const database_error&) {
    db.roll_back();
    throw;
  }
}

} // namespace flexcord::store
