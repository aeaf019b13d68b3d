#pragma once
#include "store/database.hpp"
#include "store/postgres/column.hpp"

#include <libpq-fe.h>

namespace flexcord::store::postgres {

/// A statement with its values, to be sent with others in one round trip.
class statement {
public:
  enum class use { often, once };
  /// Used often, it is prepared at its first use on a connection, and `text` must live as long as
  /// the program; else as long as the statement.
  explicit statement(std::string_view text, parameters values = {}, use how = use::often);
  statement& with(const column& c);
  statement& with(const parameter& p);
  std::string_view text() const { return text_; }
  bool is_prepared() const { return how_ == use::often; }
  std::size_t size() const { return values_.size(); }
  const std::string& value(std::size_t i) const { return values_[i].data; }
  int format(std::size_t i) const { return values_[i].format; }

private:
  struct given {
    std::string data;
    int format; ///< 0 text, 1 binary
  };
  std::string_view text_;
  use how_;
  std::vector<given> values_;
};

/// What the server answered to one statement.
using answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// The number of rows that it changed.
std::uint64_t changed(const answer& a);

/// The answer of a query as rows. Ask for binary results.
class answered_rows final : public rows {
public:
  explicit answered_rows(answer a) : answer_(std::move(a)), count_(PQntuples(answer_.get())) {}
  bool next() override { return ++at_ < count_; }
  std::string text(int column) const override;
  std::int64_t integer(int column) const override;

private:
  std::string_view raw(int column) const;
  answer answer_;
  int count_;
  int at_ = -1;
};

} // namespace flexcord::store::postgres
