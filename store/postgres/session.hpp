#pragma once
#include "store/postgres/address.hpp"
#include "store/postgres/statement.hpp"

#include <chrono>
#include <map>
#include <span>

namespace flexcord::store::postgres {

/// Thrown when the server refuses a statement: the connection is fine, the transaction is not.
struct refused : database_error {
  refused(failure f, std::string s) : database_error(std::move(f)), state(std::move(s)) {}
  std::string state; ///< the SQLSTATE
};

using connection_handle = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// Connects. Throws database_error.
connection_handle connect(const address& a, const open_options& o);

/// The statement that sets what the server knows of our settings: another database that speaks the
/// protocol may lack some. Rows are only looked up by key here, but a plan is kept from when a
/// table was small; and a dead client's locks must not outlive it for long.
std::string settings(const open_options& o);

/// One connection, in pipeline mode from its beginning to its end. Not used again after it threw
/// anything but `refused`.
class session {
public:
  /// Connects. Throws database_error.
  session(const address& a, const open_options& o);
  /// Sends all statements at once and waits for all answers: one round trip. After the first
  /// refused statement the server skips the others. Throws lost when the connection broke or the
  /// server did not answer in time: then nothing is known of what it did.
  std::vector<answer> exchange(std::span<const statement> all);
  answer exchange(const statement& one);
  bool in_transaction() const;

private:
  using time = std::chrono::steady_clock::time_point;
  /// Says whether a request to prepare it went before.
  bool send(const statement& s);
  /// The answer to one request. Throws refused.
  answer take(time deadline);
  answer next(time deadline);
  void wait(time deadline);
  [[noreturn]] void lose(std::string_view why) const;

  const address& address_;
  std::chrono::milliseconds patience_;
  connection_handle connection_;
  std::map<std::string_view, std::string> prepared_; ///< text to name
  std::size_t names_ = 0;
};

} // namespace flexcord::store::postgres
