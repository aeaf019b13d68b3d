#pragma once
#include "store/database.hpp"
#include "store/sqlite/identity.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <optional>

/// The embedded database: one SQLite file, one process, one thread.
namespace flexcord::store::sqlite {

/// An open file and its prepared statements.
class connection final : public database {
public:
  /// Opens the file, takes the lock, looks whether it is ours and whole, sets durability. Of a file
  /// that is refused nothing is changed. ":memory:" gives a database that dies with the connection.
  connection(std::string path, const open_options& options);
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  std::unique_ptr<rows> read(query q, parameters values) override;
  std::unique_ptr<rows> read(const std::string& text, std::span<const parameter> values) override;
  std::uint64_t run(query q, parameters values) override;
  void begin() override;
  void commit() override;
  void roll_back() noexcept override;
  void execute(const std::string& statement) override;
  std::vector<std::string> tables() override;
  bool scrub() override;
  dialect spelling() const override { return {.bytes = "BLOB", .clustered = "WITHOUT ROWID"}; }
  const std::string& place() const override { return path_; }

private:
  /// The prepared statement with its values, made at its first use and kept.
  SQLite::Statement& prepared(query q, parameters values);
  void pragma(const char* words) { execute(std::string{"PRAGMA "} + words); }
  void look_through(std::uint64_t limit);
  /// Before a write: nothing may be stored in a file that nobody will find.
  void check_place();

  std::string path_;
  std::unique_ptr<SQLite::Database> db_;
  std::optional<identity> file_, log_; ///< the database's file and its write-ahead log
  std::array<std::optional<SQLite::Statement>, query_count> kept_;
};

/// Opens the journal in a file; creates it when missing, but not its folder.
result<std::unique_ptr<journal>> open(const std::string& path, const open_options& options);

} // namespace flexcord::store::sqlite
