#include "store/database.hpp"

#include <algorithm>

namespace flexcord::store {

void migrate(database& db) {
  auto refuse = [&](std::string_view text) {
    db.roll_back();
    throw database_error{failed(db, failure_kind::unusable, text)};
  };
  db.begin();
  const auto found = db.tables();
  if (found.empty())
    db.execute("CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY)");
  else if (std::find(found.begin(), found.end(), "schema_version") == found.end())
    refuse("this database belongs to another program");
  std::uint64_t stored = 0;
  if (auto row = db.read(query::read_schema); row->next()) stored = row->number(0);
  if (stored > newest_schema())
    refuse("made by a newer flexcord (schema " + std::to_string(stored) + ", this program knows " +
           std::to_string(newest_schema()) + "); install the newer program");
  for (const auto& m : migrations(db.spelling())) {
    if (m.version <= stored) continue;
    // First the number: of two nodes that start at once, the second one stops here.
    db.run(query::add_schema, {m.version});
    for (const auto& statement : m.statements) db.execute(statement);
  }
  db.commit();
}

} // namespace flexcord::store
