#include "store/postgres/open.hpp"
#include "store/postgres/journal.hpp"

#include <algorithm>
#include <array>

namespace flexcord::store::postgres {
namespace {

/// True when another node made the tables at the same moment.
bool is_rival(const refused& r) {
  constexpr std::array<std::string_view, 5> states = {"23505", "42710", "42P07", "40001", "40P01"};
  return std::find(states.begin(), states.end(), r.state) != states.end();
}

} // namespace

result<std::unique_ptr<journal>> open(const std::string& url, const open_options& o) {
  auto where = parse(url);
  if (!where) return where.error();
  for (int tries = 1;; ++tries) {
    try {
      return std::unique_ptr<journal>{
          std::make_unique<group_journal>(std::make_unique<server>(*where, o))};
    } catch (const refused& r) {
      if (!is_rival(r) || tries == 5) return r.why;
    } catch (const database_error& e) {
      return e.why;
    } catch (const std::exception& e) {
      return failure{failure_kind::unavailable, "store " + where->shown + ": " + e.what()};
    }
  }
}

} // namespace flexcord::store::postgres
