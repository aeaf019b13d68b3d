#pragma once
#include "store/database.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <optional>

/// The embedded database: one SQLite file, one process, one thread.
namespace flexcord::store::sqlite {

/// An open file and its prepared statements.
class connection final : public database {
public:
  /// Opens the file, takes the lock, sets durability. ":memory:" gives a database that dies with
  /// the connection.
  connection(std::string path, bool durable);
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  std::unique_ptr<rows> read(query q, parameters values) override;
  std::uint64_t run(query q, parameters values) override;
  void begin() override;
  void commit() override;
  void roll_back() noexcept override;
  void execute(const std::string& statement) override;
  std::vector<std::string> tables() override;
  dialect spelling() const override { return {.bytes = "BLOB", .clustered = "WITHOUT ROWID"}; }
  const std::string& place() const override { return path_; }

private:
  /// The prepared statement with its values, made at its first use and kept.
  SQLite::Statement& prepared(query q, parameters values);

  std::string path_;
  std::unique_ptr<SQLite::Database> db_;
  std::array<std::optional<SQLite::Statement>, query_count> kept_;
};

/// What an SQLite error code means to an operator; `what` is SQLite's own text.
failure explain(int code, std::string_view what, const std::string& path);

/// Opens the journal in a file; creates it when missing, but not its folder.
result<std::unique_ptr<journal>> open(const std::string& path, bool durable);

} // namespace flexcord::store::sqlite
