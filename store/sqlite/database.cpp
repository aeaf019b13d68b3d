#include "store/sqlite/database.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace flexcord::store::sqlite {
namespace {

// How long a lock that another process holds is waited for, in milliseconds: a predecessor that is
// just closing.
constexpr int lock_wait = 500;

/// SQLiteCpp's exceptions end here.
template <class Call>
auto edge(const std::string& path, Call call) {
  try {
    return call();
  } catch (const SQLite::Exception& e) {
    throw database_error{explain(e.getErrorCode(), e.what(), path)};
  }
}

/// Gives a statement its next value.
struct binder {
  SQLite::Statement& s;
  int at = 0;
  void operator()(std::int64_t v) { s.bind(++at, v); }
  void operator()(const std::string* v) { s.bindNoCopy(++at, *v); }
  void operator()(bytes v) {
    // A null pointer would store NULL, and an empty std::string may not have one to give.
    const void* data = v.value.empty() ? "" : v.value.data();
    s.bindNoCopy(++at, data, static_cast<int>(v.value.size()));
  }
};

/// One use of a prepared statement, which is reset at the end of its scope. Its values point into
/// the caller's strings: nothing reads them after a reset, and the next use binds all of them anew.
class cursor final : public rows {
public:
  cursor(SQLite::Statement& s, const std::string& path) : s_(s), path_(path) {}
  ~cursor() override { s_.tryReset(); }
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  bool next() override {
    return edge(path_, [this] { return s_.executeStep(); });
  }
  std::string text(int column) const override { return s_.getColumn(column).getString(); }
  std::int64_t integer(int column) const override { return s_.getColumn(column).getInt64(); }

private:
  SQLite::Statement& s_;
  const std::string& path_;
};

std::unique_ptr<SQLite::Database> open_file(const std::string& path, bool durable) {
  // "./" keeps SQLite from reading a meaning into names such as "file:x".
  const bool bare = path != ":memory:" && path.front() != '/';
  auto db = std::make_unique<SQLite::Database>(
      bare ? "./" + path : path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, lock_wait);
  sqlite3_extended_result_codes(db->getHandle(), 0);
  if (sqlite3_db_readonly(db->getHandle(), "main") == 1)
    throw SQLite::Exception("attempt to write a readonly database", SQLITE_READONLY);
  // The exclusive lock is the kernel's (fcntl): it keeps a second node away and vanishes with a
  // killed process. Taken before the first read, it also spares SQLite the shared-memory index of
  // the write-ahead log.
  db->exec("PRAGMA locking_mode = EXCLUSIVE");
  db->exec("PRAGMA journal_mode = WAL");
  db->exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  db->exec("PRAGMA cache_size = -65536");
  db->exec("PRAGMA temp_store = MEMORY");
  return db;
}

} // namespace

connection::connection(std::string path, bool durable)
    : path_(std::move(path)), db_(edge(path_, [&] { return open_file(path_, durable); })) {}

SQLite::Statement& connection::prepared(query q, parameters values) {
  auto& slot = kept_[static_cast<std::size_t>(q)];
  if (!slot) slot.emplace(*db_, std::string{sql(q)});
  binder next{*slot};
  for (const auto& v : values) std::visit(next, v.value);
  return *slot;
}

std::unique_ptr<rows> connection::read(query q, parameters values) {
  return edge(path_, [&] { return std::make_unique<cursor>(prepared(q, values), path_); });
}

std::uint64_t connection::run(query q, parameters values) {
  return edge(path_, [&] {
    cursor used{prepared(q, values), path_};
    used.next();
    return static_cast<std::uint64_t>(db_->getChanges());
  });
}

void connection::begin() { execute("BEGIN IMMEDIATE"); }

void connection::commit() { execute("COMMIT"); }

void connection::roll_back() noexcept {
  // SQLite rolls back by itself after some errors (disk full); a second ROLLBACK would only report
  // that.
  if (sqlite3_get_autocommit(db_->getHandle()) == 0) db_->tryExec("ROLLBACK");
}

void connection::execute(const std::string& statement) {
  edge(path_, [&] { db_->exec(statement); });
}

std::vector<std::string> connection::tables() {
  return edge(path_, [&] {
    std::vector<std::string> names;
    SQLite::Statement s{*db_, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"};
    while (s.executeStep()) names.push_back(s.getColumn(0).getString());
    return names;
  });
}

failure explain(int code, std::string_view what, const std::string& path) {
  auto say = [&](failure_kind kind, std::string_view text) {
    return failure{kind, "store " + path + ": " + std::string{text} +
                             " (SQLite: " + std::string{what} + ")"};
  };
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return say(failure_kind::unavailable,
               "in use by another process; only one flexcord may open it");
  case SQLITE_FULL:
    return say(failure_kind::unavailable, "the disk is full");
  case SQLITE_IOERR:
    return say(failure_kind::unavailable, "reading or writing failed");
  case SQLITE_NOMEM:
    return say(failure_kind::unavailable, "out of memory");
  case SQLITE_NOTADB:
    return say(failure_kind::unusable, "this file is not an SQLite database");
  case SQLITE_CORRUPT:
    return say(failure_kind::unusable, "the database is damaged; restore a backup");
  case SQLITE_READONLY:
    return say(failure_kind::unusable,
               "no permission to write; check the owner of the file and of its folder");
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return say(failure_kind::unusable,
               "cannot be opened; check that it is a file and its permissions");
  case SQLITE_TOOBIG:
    return say(failure_kind::unusable, "a value is too large to be stored");
  default:
    return say(failure_kind::unavailable, "the call failed");
  }
}

} // namespace flexcord::store::sqlite
