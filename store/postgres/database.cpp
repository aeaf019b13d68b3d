#include "store/postgres/database.hpp"

namespace flexcord::store::postgres {

namespace {
constexpr auto long_try = std::chrono::seconds{1};
} // namespace

session& server::connected() {
  if (session_) return *session_;
  // A server that swallows connections would hold up every call. After a try that took long, calls
  // fail at once for as long.
  const auto began = std::chrono::steady_clock::now();
  if (refusal_ && began < next_try_) throw database_error{*refusal_};
  try {
    session_ = std::make_unique<session>(address_, options_);
    refusal_.reset();
    return *session_;
  } catch (const database_error& e) {
    const auto now = std::chrono::steady_clock::now();
    refusal_ = e.why;
    next_try_ = now - began > long_try ? now + (now - began) : now;
    throw database_error{e.why};
  }
}

std::vector<answer> server::exchange(std::span<const statement> all) {
  auto& s = connected();
  try {
    return s.exchange(all);
  } catch (const refused& r) {
    // A new connection may find a server that writes, and prepares its statements anew.
    if (r.state == "25006" || r.state == "26000" || r.state == "0A000") session_.reset();
    throw;
  } catch (...) {
    session_.reset();
    throw;
  }
}

std::unique_ptr<rows> server::read(query q, parameters values) {
  const statement s{sql(q), values};
  return std::make_unique<answered_rows>(std::move(exchange({&s, 1}).front()));
}

std::unique_ptr<rows> server::read(const std::string& text, std::span<const parameter> values) {
  // Not prepared: the planner then sees the values, and a connection does not gather plans.
  statement s{text, {}, statement::use::once};
  for (const auto& v : values) s.with(v);
  return std::make_unique<answered_rows>(std::move(exchange({&s, 1}).front()));
}

std::uint64_t server::run(query q, parameters values) {
  const statement s{sql(q), values};
  return changed(exchange({&s, 1}).front());
}

void server::begin() { execute("BEGIN"); }

void server::commit() { execute("COMMIT"); }

void server::roll_back() noexcept {
  if (!session_ || !session_->in_transaction()) return;
  try {
    execute("ROLLBACK");
  } catch (const std::exception&) {
    session_.reset();
  }
}

void server::execute(const std::string& text) {
  const statement s{text, {}, statement::use::once};
  exchange({&s, 1});
}

std::vector<std::string> server::tables() {
  const statement s{"SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables WHERE schemaname = "
                    "current_schema()"};
  answered_rows found{std::move(exchange({&s, 1}).front())};
  std::vector<std::string> names;
  while (found.next()) names.push_back(found.text(0));
  return names;
}

} // namespace flexcord::store::postgres
