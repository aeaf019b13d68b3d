#include "store/postgres/column.hpp"
#include "store/postgres/text.hpp"

namespace flexcord::store::postgres {
namespace {

void put(std::string& out, std::size_t at, std::uint32_t v) {
  for (int i = 0; i < 4; ++i)
    out[at + static_cast<std::size_t>(i)] = static_cast<char>(v >> (24 - 8 * i));
}

void append(std::string& out, std::uint32_t v) {
  out.resize(out.size() + 4);
  put(out, out.size() - 4, v);
}

} // namespace

column::column(type t) : type_(t) {
  // Dimensions, "holds NULLs", type of an element, length, number of the first element.
  for (std::uint32_t v : {1u, 0u, static_cast<std::uint32_t>(t), 0u, 1u})
    postgres::append(data_, v);
}

void column::append(std::string_view value) {
  postgres::append(data_, static_cast<std::uint32_t>(value.size()));
  data_ += value;
  put(data_, 12, ++size_);
}

void column::add(std::string_view value) {
  append(type_ == type::text ? std::string_view{to_text(value)} : value);
}

void column::add(std::int64_t value) {
  char raw[8];
  for (int i = 0; i < 8; ++i) raw[i] = static_cast<char>(value >> (56 - 8 * i));
  append({raw, sizeof raw});
}

} // namespace flexcord::store::postgres
