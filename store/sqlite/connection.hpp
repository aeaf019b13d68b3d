#pragma once
#include "store/journal.hpp"
#include "store/sql.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>

/// Internal to store/sqlite: the open database and its prepared statements. Everything here may
/// throw SQLite::Exception.
namespace flexcord::store::sqlite {

/// Text and blobs are both std::string; this says that a parameter is to be stored as bytes.
struct bytes {
  const std::string& value;
};

/// One use of a prepared statement: binds in order, steps, and is reset at the end of its scope.
class cursor {
public:
  explicit cursor(SQLite::Statement& s) : s_(s) {}
  ~cursor();
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  template <class... Ts>
  cursor& with(const Ts&... values) {
    (bind(values), ...);
    return *this;
  }
  bool next() { return s_.executeStep(); }
  int run() { return s_.exec(); } ///< the number of rows changed
  std::string text(int column) const { return s_.getColumn(column).getString(); }
  std::int64_t integer(int column) const { return s_.getColumn(column).getInt64(); }
  std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }

private:
  void bind(const std::string& v) { s_.bindNoCopy(++at_, v); }
  void bind(const bytes& v);
  void bind(std::int64_t v) { s_.bind(++at_, v); }
  void bind(std::uint64_t v) { s_.bind(++at_, static_cast<std::int64_t>(v)); }
  void bind(int v) { s_.bind(++at_, v); }
  SQLite::Statement& s_;
  int at_ = 0;
};

class connection {
public:
  /// Opens the file, takes the lock, sets durability. ":memory:" gives a database that dies with
  /// the connection.
  connection(const std::string& path, bool durable);
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  SQLite::Database& database() { return db_; }
  /// The prepared statement, made at its first use and kept.
  SQLite::Statement& prepared(query q);
  bool in_transaction();
  void begin();
  void commit();
  void roll_back() noexcept; ///< does nothing outside a transaction

private:
  SQLite::Database db_;
  std::array<std::optional<SQLite::Statement>, query_count> kept_;
};

/// What an SQLite error code means to an operator; `what` is SQLite's own text.
failure explain(int code, std::string_view what, const std::string& path);

/// Brings the schema up to date in one transaction. Fails when it is newer or the file belongs to
/// another program.
result<void> migrate(connection& c, const std::string& path);

} // namespace flexcord::store::sqlite
