#include "store/sqlite/connection.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace flexcord::store::sqlite {
namespace {

// How long a lock that another process holds is waited for, in milliseconds: a predecessor that is
// just closing.
constexpr int lock_wait = 500;

} // namespace

// Parameters point into the caller's strings. Nothing reads them after a reset, and the next use
// binds all of them anew.
cursor::~cursor() { s_.tryReset(); }

void cursor::bind(const bytes& v) {
  // A null pointer would store NULL, and an empty std::string may not have one to give.
  const void* data = v.value.empty() ? "" : v.value.data();
  s_.bindNoCopy(++at_, data, static_cast<int>(v.value.size()));
}

connection::connection(const std::string& path, bool durable)
    : db_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, lock_wait) {
  sqlite3_extended_result_codes(db_.getHandle(), 0);
  if (sqlite3_db_readonly(db_.getHandle(), "main") == 1)
    throw SQLite::Exception("attempt to write a readonly database", SQLITE_READONLY);
  // The exclusive lock is the kernel's (fcntl): it keeps a second node away and vanishes with a
  // killed process. Taken before the first read, it also spares SQLite the shared-memory index of
  // the write-ahead log.
  db_.exec("PRAGMA locking_mode = EXCLUSIVE");
  db_.exec("PRAGMA journal_mode = WAL");
  db_.exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  db_.exec("PRAGMA cache_size = -65536");
  db_.exec("PRAGMA temp_store = MEMORY");
}

SQLite::Statement& connection::prepared(query q) {
  auto& slot = kept_[static_cast<std::size_t>(q)];
  if (!slot) slot.emplace(db_, std::string{sql(q)});
  return *slot;
}

bool connection::in_transaction() { return sqlite3_get_autocommit(db_.getHandle()) == 0; }

void connection::begin() { db_.exec("BEGIN IMMEDIATE"); }

void connection::commit() { db_.exec("COMMIT"); }

void connection::roll_back() noexcept {
  // SQLite rolls back by itself after some errors (disk full); a second ROLLBACK would only report
  // that.
  if (in_transaction()) db_.tryExec("ROLLBACK");
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
