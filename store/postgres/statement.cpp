#include "store/postgres/statement.hpp"
#include "store/postgres/text.hpp"

#include <charconv>

namespace flexcord::store::postgres {

statement::statement(std::string_view text, parameters values, use how) : text_(text), how_(how) {
  for (const auto& v : values) with(v);
}

statement& statement::with(const column& c) {
  values_.push_back({c.encoded(), 1});
  return *this;
}

statement& statement::with(const parameter& p) {
  struct visitor {
    given operator()(std::int64_t v) const { return {std::to_string(v), 0}; }
    given operator()(const std::string* v) const { return {to_text(*v), 1}; }
    given operator()(bytes v) const { return {v.value, 1}; }
  };
  values_.push_back(std::visit(visitor{}, p.value));
  return *this;
}

std::uint64_t changed(const answer& a) {
  const std::string_view text{PQcmdTuples(a.get())};
  std::uint64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

std::string_view answered_rows::raw(int column) const {
  return {PQgetvalue(answer_.get(), at_, column),
          static_cast<std::size_t>(PQgetlength(answer_.get(), at_, column))};
}

std::string answered_rows::text(int column) const {
  const bool as_bytes =
      PQftype(answer_.get(), column) == static_cast<Oid>(postgres::column::type::bytes);
  return as_bytes ? std::string{raw(column)} : from_text(raw(column));
}

std::int64_t answered_rows::integer(int column) const {
  // Whole numbers of 2, 4 and 8 bytes; the first byte carries the sign. NULL is 0, as in SQLite.
  const auto data = raw(column);
  std::int64_t n = !data.empty() && (data.front() & 0x80) != 0 ? -1 : 0;
  for (unsigned char c : data)
    n = static_cast<std::int64_t>(static_cast<std::uint64_t>(n) << 8 | c);
  return n;
}

} // namespace flexcord::store::postgres
