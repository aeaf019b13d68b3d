#include "store/postgres/explain.hpp"
#include "store/postgres/session.hpp"

#include <algorithm>

namespace flexcord::store::postgres {
namespace {

/// Where a SQLSTATE stands in a connection's error ("FATAL:  28P01: text"); empty when there is
/// none.
std::string state_in(std::string_view error) {
  constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (auto at = error.find(":  "); at != std::string_view::npos; at = error.find(":  ", at + 1)) {
    const auto rest = error.substr(at + 3);
    if (rest.size() > 5 && rest[5] == ':' && rest.find_first_not_of(letters) == 5)
      return std::string{rest.substr(0, 5)};
  }
  return {};
}

/// Without the lines that tell where in the server's source the error was made.
std::string without_location(std::string_view error) {
  std::string text;
  while (!error.empty()) {
    const auto end = std::min(error.find('\n'), error.size() - 1) + 1;
    if (!error.starts_with("LOCATION:")) text += error.substr(0, end);
    error.remove_prefix(end);
  }
  return text;
}

[[noreturn]] void fail(PGconn* c, const address& a) {
  const std::string error = PQerrorMessage(c);
  auto state = state_in(error);
  if (state.empty() && PQconnectionNeedsPassword(c) != 0) state = "28P01";
  throw database_error{explain(state, tidy(without_location(error), a), a.shown)};
}

} // namespace

std::string settings(const open_options& o) {
  // The server gives up first: a statement that it cancelled leaves nothing in doubt.
  const auto patience = std::to_string(o.patience.count() * 3 / 4);
  return "SELECT set_config(s.name, v.value, false) FROM pg_settings s JOIN (VALUES "
         "('enable_seqscan', 'off'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off'), "
         "('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), "
         "('tcp_keepalives_count', '3'), ('idle_in_transaction_session_timeout', '" +
         patience + "'), ('statement_timeout', '" + patience + "'), ('synchronous_commit', '" +
         (o.durable ? "on" : "off") +
         "')) AS v (name, value) ON s.name = v.name "
         // Who asked the server for more than "on" (a standby's confirmation) keeps it.
         "WHERE v.value <> 'on' OR s.setting = 'off'";
}

connection_handle connect(const address& a, const open_options& o) {
  using namespace std::chrono;
  // What stands before dbname can be set otherwise in the URL.
  const auto wait = std::clamp(ceil<seconds>(o.patience), 2s, 5s);
  const auto timeout = std::to_string(wait.count());
  const auto unanswered = std::to_string(o.patience.count());
  const char* names[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                         "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                         "dbname",           "client_encoding",  nullptr};
  const char* values[] = {timeout.c_str(), "10",          "5",    "3",    unanswered.c_str(),
                          "flexcord",      a.url.c_str(), "UTF8", nullptr};
  connection_handle c{PQconnectStartParams(names, values, 1), PQfinish};
  if (!c) throw std::bad_alloc{};
  // Only a connection that exists can be asked to name the SQLSTATE in its errors and to keep
  // notices off standard error; so it is begun, told, and begun again.
  PQsetErrorVerbosity(c.get(), PQERRORS_VERBOSE);
  PQsetNoticeProcessor(
      c.get(), [](void*, const char*) {}, nullptr);
  PQreset(c.get());
  if (PQstatus(c.get()) != CONNECTION_OK) fail(c.get(), a);
  if (const std::string_view encoding = PQparameterStatus(c.get(), "server_encoding");
      encoding != "UTF8")
    throw database_error{
        {failure_kind::unusable, "store " + a.shown + ": the database has the encoding " +
                                     std::string{encoding} + "; flexcord needs UTF8"}};
  return c;
}

} // namespace flexcord::store::postgres
