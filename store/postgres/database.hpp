#pragma once
#include "store/postgres/session.hpp"

#include <optional>

/// The shared database: a PostgreSQL server, or one that speaks its protocol and SQL.
namespace flexcord::store::postgres {

/// A server and the connection to it, made at the first use and anew after it was lost.
class server final : public database {
public:
  server(address a, const open_options& o) : address_(std::move(a)), options_(o) {}
  std::unique_ptr<rows> read(query q, parameters values) override;
  std::unique_ptr<rows> read(const std::string& text, std::span<const parameter> values) override;
  std::uint64_t run(query q, parameters values) override;
  void begin() override;
  void commit() override;
  void roll_back() noexcept override;
  void execute(const std::string& statement) override;
  std::vector<std::string> tables() override;
  dialect spelling() const override { return {.bytes = "BYTEA", .clustered = ""}; }
  const std::string& place() const override { return address_.shown; }
  /// One round trip, see session.
  std::vector<answer> exchange(std::span<const statement> all);

private:
  session& connected();

  address address_;
  open_options options_;
  std::unique_ptr<session> session_;
  std::optional<failure> refusal_; ///< of the last try to connect
  std::chrono::steady_clock::time_point next_try_;
};

} // namespace flexcord::store::postgres
