#include "store/postgres/session.hpp"
#include "store/postgres/explain.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace flexcord::store::postgres {
namespace {

std::string_view field(const answer& a, int code) {
  const char* text = PQresultErrorField(a.get(), code);
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

} // namespace

session::session(const address& a, const open_options& o)
    : address_(a), patience_(o.patience), connection_(connect(a, o)) {
  PQenterPipelineMode(connection_.get());
  PQsetnonblocking(connection_.get(), 1);
  exchange(statement{settings(o), {}, statement::use::once});
}

void session::lose(std::string_view why) const {
  throw database_error{explain("08006", tidy(why, address_), address_.shown), true};
}

bool session::in_transaction() const {
  return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
}

bool session::send(const statement& s) {
  auto* const c = connection_.get();
  const auto known = prepared_.find(s.text());
  const bool first = s.is_prepared() && known == prepared_.end();
  std::string name;
  if (first) {
    name = "s" + std::to_string(++names_);
    prepared_[s.text()] = name;
    if (PQsendPrepare(c, name.c_str(), s.text().data(), 0, nullptr) == 0) lose(PQerrorMessage(c));
  } else if (s.is_prepared()) {
    name = known->second;
  }
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (std::size_t i = 0; i < s.size(); ++i) {
    values.push_back(s.value(i).c_str());
    lengths.push_back(static_cast<int>(s.value(i).size()));
    formats.push_back(s.format(i));
  }
  const auto count = static_cast<int>(s.size());
  const int sent = s.is_prepared()
                       ? PQsendQueryPrepared(c, name.c_str(), count, values.data(), lengths.data(),
                                             formats.data(), 1)
                       : PQsendQueryParams(c, std::string{s.text()}.c_str(), count, nullptr,
                                           values.data(), lengths.data(), formats.data(), 1);
  if (sent == 0) lose(PQerrorMessage(c));
  return first;
}

void session::wait(time deadline) {
  auto* const c = connection_.get();
  const int left = PQflush(c);
  if (left < 0) lose(PQerrorMessage(c));
  pollfd socket{PQsocket(c), static_cast<short>(left == 0 ? POLLIN : POLLIN | POLLOUT), 0};
  const auto rest =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  const int ready = poll(&socket, 1, static_cast<int>(std::max<std::int64_t>(rest.count(), 0)));
  if (ready == 0) lose("no answer within " + std::to_string(patience_.count()) + " ms");
  if (ready < 0 && errno != EINTR) lose("poll failed");
  if (ready > 0 && PQconsumeInput(c) == 0) lose(PQerrorMessage(c));
}

answer session::next(time deadline) {
  while (PQisBusy(connection_.get()) != 0) wait(deadline);
  return {PQgetResult(connection_.get()), PQclear};
}

answer session::take(time deadline) {
  auto got = next(deadline);
  const auto status = PQresultStatus(got.get());
  const auto severity = field(got, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (!got || PQstatus(connection_.get()) == CONNECTION_BAD || severity == "FATAL" ||
      severity == "PANIC")
    lose(got ? PQresultErrorMessage(got.get()) : PQerrorMessage(connection_.get()));
  if (next(deadline)) lose("answers out of step");
  if (status == PGRES_PIPELINE_ABORTED) return {nullptr, PQclear};
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return got;
  // The first line only: the others may quote what was to be stored.
  const std::string state{field(got, PG_DIAG_SQLSTATE)};
  const auto text = tidy(field(got, PG_DIAG_MESSAGE_PRIMARY), address_);
  throw refused{explain(state, text, address_.shown), state};
}

std::vector<answer> session::exchange(std::span<const statement> all) {
  const auto deadline = std::chrono::steady_clock::now() + patience_;
  std::vector<bool> fresh;
  for (const auto& s : all) fresh.push_back(send(s));
  if (PQpipelineSync(connection_.get()) == 0) lose(PQerrorMessage(connection_.get()));
  // All answers are read even after a refusal: the next exchange starts clean.
  std::vector<answer> answers;
  std::optional<refused> refusal;
  auto take_one = [&]() -> answer {
    try {
      return take(deadline);
    } catch (const refused& r) {
      if (!refusal) refusal = r;
      return {nullptr, PQclear};
    }
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (fresh[i] && !take_one()) prepared_.erase(all[i].text());
    answers.push_back(take_one());
  }
  if (PQresultStatus(next(deadline).get()) != PGRES_PIPELINE_SYNC) lose("answers out of step");
  if (refusal) throw *refusal;
  return answers;
}

answer session::exchange(const statement& one) {
  auto answers = exchange(std::span{&one, 1});
  return std::move(answers.front());
}

} // namespace flexcord::store::postgres
