#include "test/unit/store/server.hpp"
#include "test/unit/store/place.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace flexcord::store {

std::string server_url() { return required("FLEXCORD_TEST_POSTGRES"); }

std::string url_of(const url_parts& parts) {
  // postgresql://USER@HOST:PORT/DATABASE
  const auto given = server_url();
  const auto at = given.find('@') + 1;
  const auto port = parts.port.empty() ? server_port() : parts.port;
  return "postgresql://" + parts.user + (parts.password.empty() ? "" : ":" + parts.password) + "@" +
         given.substr(at, given.find(':', at) - at) + ":" + port + "/" + parts.database +
         (parts.parameters.empty() ? "" : "?" + parts.parameters);
}

std::string server_port() {
  const auto url = server_url();
  const auto colon = url.rfind(':');
  return url.substr(colon + 1, url.find('/', colon) - colon - 1);
}

rival::rival(const std::string& schema) : connection_(PQconnectdb(server_url().c_str())) {
  PQsetNoticeProcessor(
      static_cast<PGconn*>(connection_), [](void*, const char*) {}, nullptr);
  say("SET search_path TO " + schema);
}

rival::~rival() { PQfinish(static_cast<PGconn*>(connection_)); }

std::vector<std::string> rival::say(const std::string& sql) {
  auto* const c = static_cast<PGconn*>(connection_);
  const std::unique_ptr<PGresult, decltype(&PQclear)> r{PQexec(c, sql.c_str()), PQclear};
  const auto status = PQresultStatus(r.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    std::fprintf(stderr, "the test server refuses \"%s\": %s\n", sql.c_str(), PQerrorMessage(c));
    std::abort();
  }
  std::vector<std::string> rows;
  for (int i = 0; i < PQntuples(r.get()); ++i) {
    std::string row;
    for (int k = 0; k < PQnfields(r.get()); ++k)
      row += (k == 0 ? "" : "|") + std::string{PQgetvalue(r.get(), i, k)};
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> operate(const std::string& sql) { return rival{}.say(sql); }

std::size_t disconnect(const std::string& application) {
  return operate("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE "
                 "application_name = '" +
                 application + "'")
      .size();
}

std::string unique_name() {
  static int count = 0;
  static const auto random = std::random_device{}();
  return "t" + std::to_string(getpid()) + "_" + std::to_string(random) + "_" +
         std::to_string(++count);
}

} // namespace flexcord::store
