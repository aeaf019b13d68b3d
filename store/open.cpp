#include "store/postgres/open.hpp"
#include "store/journal.hpp"
#include "store/sqlite/database.hpp"

#include <string_view>

namespace flexcord::store {

result<std::unique_ptr<journal>> open(const std::string& url, const open_options& options) {
  constexpr std::string_view sqlite_scheme = "sqlite:";
  if (url.starts_with(sqlite_scheme)) {
    const auto path = url.substr(sqlite_scheme.size());
    if (path.empty())
      return failure{failure_kind::unusable, "store.url names no file; expected sqlite:PATH"};
    return sqlite::open(path, options);
  }
  if (postgres::is_postgres(url)) return postgres::open(url, options);
  // A URL of another kind may hold a password: name its scheme only.
  const auto scheme = url.substr(0, url.find(':'));
  return failure{failure_kind::unusable,
                 "store.url has the scheme \"" + scheme.substr(0, 32) +
                     "\"; expected sqlite:PATH or postgresql://USER@HOST/DATABASE"};
}

} // namespace flexcord::store
