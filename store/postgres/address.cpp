#include "store/postgres/address.hpp"
#include "store/postgres/open.hpp"

#include <libpq-fe.h>

namespace flexcord::store::postgres {

bool is_postgres(std::string_view url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

result<address> parse(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree};
  if (!options || url.find('\0') != std::string::npos)
    return failure{failure_kind::unusable,
                   "store.url is not a valid PostgreSQL URL; expected "
                   "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of a "
                   "part written as %XX, such as %40 for @"};
  auto part = [&](std::string_view name) -> std::string {
    for (const auto* o = options.get(); o->keyword != nullptr; ++o)
      if (name == o->keyword && o->val != nullptr) return o->val;
    return {};
  };
  address a{url, "postgresql://", part("password")};
  if (const auto user = part("user"); !user.empty()) a.shown += user + '@';
  a.shown += part("host").empty() ? part("hostaddr") : part("host");
  if (const auto port = part("port"); !port.empty()) a.shown += ':' + port;
  a.shown += '/' + part("dbname");
  return a;
}

std::string tidy(std::string_view text, const address& a) {
  std::string line;
  for (unsigned char c : text) {
    const bool space = c <= ' ' || c == 0x7f;
    if (!space)
      line += static_cast<char>(c);
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  if (a.password.empty()) return line;
  for (auto at = line.find(a.password); at != std::string::npos; at = line.find(a.password, at + 3))
    line.replace(at, a.password.size(), "***");
  return line;
}

} // namespace flexcord::store::postgres
