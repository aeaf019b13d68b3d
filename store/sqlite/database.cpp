#include "store/sqlite/database.hpp"
#include "store/sqlite/explain.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <filesystem>

namespace flexcord::store::sqlite {
namespace {

// How long a lock that another process holds is waited for, in milliseconds: a predecessor that is
// just closing.
constexpr int lock_wait = 500;

/// Whether closing the file moves the log into it and removes the log. Of a file that is not ours,
/// damaged or replaced nothing more may be changed: what is left may be needed to save it.
void tidy_at_close(SQLite::Database& db, bool tidy) {
  sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, tidy ? 0 : 1, nullptr);
}

/// The errno of the last call that failed on the log or on the file itself; 0 when none did.
/// sqlite3_system_errno() is not set by a commit.
int system_error(SQLite::Database& db) {
  sqlite3_file* log = nullptr;
  int error = 0;
  sqlite3_file_control(db.getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log != nullptr && log->pMethods != nullptr)
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  if (error == 0) sqlite3_file_control(db.getHandle(), "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

/// SQLiteCpp's exceptions end here. `db` is null while there is none.
template <class Call>
auto edge(const std::string& path, SQLite::Database* db, Call call) {
  try {
    return call();
  } catch (const SQLite::Exception& e) {
    const int system = db == nullptr ? 0 : system_error(*db);
    auto why = explain(e.getErrorCode(), system, e.what(), path);
    if (db != nullptr && why.kind == failure_kind::damaged) tidy_at_close(*db, false);
    throw database_error{std::move(why)};
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
  cursor(SQLite::Statement& s, SQLite::Database& db, const std::string& path)
      : s_(s), db_(db), path_(path) {}
  /// Of a statement that is used once.
  cursor(std::unique_ptr<SQLite::Statement> s, SQLite::Database& db, const std::string& path)
      : own_(std::move(s)), s_(*own_), db_(db), path_(path) {}
  ~cursor() override { s_.tryReset(); }
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  bool next() override {
    return edge(path_, &db_, [this] { return s_.executeStep(); });
  }
  std::string text(int column) const override { return s_.getColumn(column).getString(); }
  std::int64_t integer(int column) const override { return s_.getColumn(column).getInt64(); }

private:
  std::unique_ptr<SQLite::Statement> own_;
  SQLite::Statement& s_;
  SQLite::Database& db_;
  const std::string& path_;
};

std::unique_ptr<SQLite::Database> open_file(const std::string& path) {
  // "./" keeps SQLite from reading a meaning into names such as "file:x".
  const bool bare = path != ":memory:" && path.front() != '/';
  auto db = std::make_unique<SQLite::Database>(
      bare ? "./" + path : path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, lock_wait);
  sqlite3_extended_result_codes(db->getHandle(), 0);
  if (sqlite3_db_readonly(db->getHandle(), "main") == 1)
    throw SQLite::Exception("attempt to write a readonly database", SQLITE_READONLY);
  return db;
}

} // namespace

connection::connection(std::string path, const open_options& options)
    : path_(std::move(path)), db_(edge(path_, nullptr, [&] { return open_file(path_); })) {
  // The exclusive lock is the kernel's (fcntl): it keeps a second node away and vanishes with a
  // killed process. Taken before the first read, it also spares SQLite the shared-memory index of
  // the write-ahead log.
  tidy_at_close(*db_, false);
  pragma("locking_mode = EXCLUSIVE");
  admit(*this);
  look_through(options.look_through);
  pragma("journal_mode = WAL");
  pragma(options.durable ? "synchronous = FULL" : "synchronous = NORMAL");
  // What is deleted is overwritten; it does not wait in free pages to be read.
  pragma("secure_delete = ON");
  pragma("cache_size = -65536");
  pragma("temp_store = MEMORY");
  tidy_at_close(*db_, true);
  if (path_ == ":memory:") return;
  file_.emplace(path_);
  log_.emplace(path_ + "-wal"); // SQLite makes it with the first write
}

void connection::look_through(std::uint64_t limit) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path_, none);
  if (none || size == 0 || size > limit) return;
  const auto found = edge(path_, db_.get(), [this] {
    SQLite::Statement s{*db_, "PRAGMA quick_check(1)"};
    return s.executeStep() ? s.getColumn(0).getString() : std::string{};
  });
  if (found != "ok") throw database_error{explain(SQLITE_CORRUPT, 0, found, path_)};
}

void connection::check_place() {
  if (log_ && !log_->known()) log_.emplace(path_ + "-wal");
  const bool lost = (file_ && !file_->still_there()) || (log_ && !log_->still_there());
  if (!lost) return;
  tidy_at_close(*db_, false);
  constexpr auto cause = "the file was removed or replaced while it was in use";
  throw database_error{{failure_kind::damaged,
                        "store " + path_ + ": " + cause +
                            "; put it back with its -wal, or restore a backup, and start again",
                        cause}};
}

SQLite::Statement& connection::prepared(query q, parameters values) {
  auto& slot = kept_[static_cast<std::size_t>(q)];
  if (!slot) slot.emplace(*db_, std::string{sql(q)});
  binder next{*slot};
  for (const auto& v : values) std::visit(next, v.value);
  return *slot;
}

std::unique_ptr<rows> connection::read(query q, parameters values) {
  return edge(path_, db_.get(),
              [&] { return std::make_unique<cursor>(prepared(q, values), *db_, path_); });
}

std::unique_ptr<rows> connection::read(const std::string& text, std::span<const parameter> values) {
  return edge(path_, db_.get(), [&] {
    auto s = std::make_unique<SQLite::Statement>(*db_, text);
    binder next{*s};
    for (const auto& v : values) std::visit(next, v.value);
    return std::make_unique<cursor>(std::move(s), *db_, path_);
  });
}

std::uint64_t connection::run(query q, parameters values) {
  if (sqlite3_get_autocommit(db_->getHandle()) != 0) check_place();
  return edge(path_, db_.get(), [&] {
    cursor used{prepared(q, values), *db_, path_};
    used.next();
    return static_cast<std::uint64_t>(db_->getChanges());
  });
}

void connection::begin() {
  check_place();
  execute("BEGIN IMMEDIATE");
}

void connection::commit() { execute("COMMIT"); }

void connection::roll_back() noexcept {
  // SQLite rolls back by itself after some errors (disk full); a second ROLLBACK would only report
  // that.
  if (sqlite3_get_autocommit(db_->getHandle()) == 0) db_->tryExec("ROLLBACK");
}

void connection::execute(const std::string& statement) {
  edge(path_, db_.get(), [&] { db_->exec(statement); });
}

bool connection::scrub() {
  // Overwriting misses bytes that moved within a page; writing everything anew does not. In memory
  // that copy would take as much as the file.
  execute("PRAGMA temp_store = FILE");
  execute("VACUUM");
  execute("PRAGMA temp_store = MEMORY");
  execute("PRAGMA wal_checkpoint(TRUNCATE)");
  return true;
}

std::vector<std::string> connection::tables() {
  return edge(path_, db_.get(), [&] {
    std::vector<std::string> names;
    SQLite::Statement s{*db_, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"};
    while (s.executeStep()) names.push_back(s.getColumn(0).getString());
    return names;
  });
}

} // namespace flexcord::store::sqlite
