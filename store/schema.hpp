#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The tables, as a list of migrations that every backend runs in order. Only what SQLite and
/// PostgreSQL share.
namespace flexcord::store {

/// What the databases do not agree on.
struct dialect {
  std::string_view bytes; ///< type of a binary column
  std::string_view
      clustered; ///< what follows a table that is best stored in the order of its primary key
};

/// Statements that lead from version - 1 to `version`.
struct migration {
  std::uint64_t version = 0;
  std::vector<std::string> statements;
};

/// All migrations, oldest first; versions are 1, 2, 3, …
std::vector<migration> migrations(const dialect& d);

/// The version that this program writes.
std::uint64_t newest_schema();

} // namespace flexcord::store
