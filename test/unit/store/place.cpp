#include "test/unit/store/place.hpp"
#include "test/unit/store/server.hpp"

#include <SQLiteCpp/Database.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace flexcord::store {
namespace {

constexpr int skipped = 77; // as the CMake file says

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

} // namespace

bool on_postgres() { return variable("FLEXCORD_TEST_STORE") == "postgres"; }

std::string required(const char* name) {
  if (auto value = variable(name); !value.empty()) return value;
  const bool must = variable("FLEXCORD_TEST_REQUIRED") == "1";
  std::fprintf(stderr, "%s: %s is not set; run scripts/test, or scripts/with-postgres COMMAND\n",
               must ? "FAILED" : "skipped", name);
  std::_Exit(must ? 1 : skipped);
}

place::place(bool postgres) {
  if (!postgres) return;
  schema_ = unique_name();
  operate("CREATE SCHEMA " + schema_);
}

place::~place() {
  if (!schema_.empty()) operate("DROP SCHEMA " + schema_ + " CASCADE");
}

std::string place::url(const std::string& port) const {
  if (schema_.empty()) return "sqlite:" + folder_.path("store.db");
  return url_of({.port = port,
                 .parameters = "sslmode=disable&options=-csearch_path%3D" + schema_ +
                               "&application_name=" + schema_});
}

std::vector<std::string> place::ask(const std::string& sql) const {
  if (!schema_.empty()) return rival{schema_}.say(sql);
  SQLite::Database db{folder_.path("store.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  SQLite::Statement s{db, sql};
  std::vector<std::string> rows;
  while (s.executeStep()) {
    std::string row;
    for (int i = 0; i < s.getColumnCount(); ++i)
      row += (i == 0 ? "" : "|") + s.getColumn(i).getString();
    rows.push_back(std::move(row));
  }
  return rows;
}

void place::poison() const {
  ask(!schema_.empty()
          ? "ALTER TABLE transcript ADD CHECK (text <> 'poison')"
          : "CREATE TRIGGER poison BEFORE INSERT ON transcript WHEN NEW.text = 'poison' "
            "BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
}

} // namespace flexcord::store
