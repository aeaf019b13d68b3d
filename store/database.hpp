#pragma once
#include "store/journal.hpp"
#include "store/schema.hpp"
#include "store/sql.hpp"

#include <exception>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>

/// Internal to store: what the journal asks of a database. Every call may throw database_error; the
/// journal catches at its own edge.
namespace flexcord::store {

/// Why a call to the database failed, ready for the caller of the journal.
struct database_error : std::exception {
  explicit database_error(failure f, bool l = false) : why(std::move(f)), lost(l) {}
  const char* what() const noexcept override { return why.detail.c_str(); }
  failure why;
  bool lost; ///< the connection broke and nobody knows how far the call came; there will be a new
             ///< one
};

/// Text and bytes are both std::string; this says that a parameter is to be stored as bytes.
struct bytes {
  const std::string& value;
};

/// One value given to a statement. Refers to the caller's strings: for the length of the call.
struct parameter {
  parameter(int v) : value(std::int64_t{v}) {}
  parameter(std::int64_t v) : value(v) {}
  parameter(std::uint64_t v) : value(static_cast<std::int64_t>(v)) {}
  parameter(const std::string& v) : value(&v) {}
  parameter(bytes v) : value(v) {}
  std::variant<std::int64_t, const std::string*, bytes> value;
};
using parameters = std::initializer_list<parameter>;

/// The answer to a query, one row after the other. End its scope before the same query is read
/// again.
class rows {
public:
  virtual ~rows() = default;
  virtual bool next() = 0;                        ///< the first call goes to the first row
  virtual std::string text(int column) const = 0; ///< texts and bytes
  virtual std::int64_t integer(int column) const = 0;
  std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
};

/// An open database: SQLite's file or a connection to PostgreSQL. One thread.
class database {
public:
  virtual ~database() = default;
  virtual std::unique_ptr<rows> read(query q, parameters values = {}) = 0;
  /// The same for a question that is put together, of a bounded number of forms; it and its values
  /// live as long as the answer.
  virtual std::unique_ptr<rows> read(const std::string& text,
                                     std::span<const parameter> values) = 0;
  /// Runs a statement and says how many rows it changed.
  virtual std::uint64_t run(query q, parameters values = {}) = 0;
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0; ///< does nothing outside a transaction
  /// Runs a statement of the schema.
  virtual void execute(const std::string& statement) = 0;
  /// Names of the tables in the place that is or will be ours.
  virtual std::vector<std::string> tables() = 0;
  /// See journal::scrub().
  virtual bool scrub() { return false; }
  virtual dialect spelling() const = 0;
  /// Where the store is, for failures: a path, or an address without its password.
  virtual const std::string& place() const = 0;
};

/// A failure as operators read it: "store PLACE: TEXT".
inline failure failed(const database& db, failure_kind kind, std::string_view text) {
  return {kind, "store " + db.place() + ": " + std::string{text}, std::string{text}};
}

/// The schema that is there, nothing when the place is empty. Changes nothing; fails when it is
/// newer or the place belongs to another program.
std::optional<std::uint64_t> admit(database& db);

/// Brings the schema up to date in one transaction; fails like admit().
void migrate(database& db);

} // namespace flexcord::store
