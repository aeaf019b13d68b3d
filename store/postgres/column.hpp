#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// One column of many rows, as the binary form of a one-dimensional PostgreSQL array: a statement
/// takes whole tables in a few parameters.
namespace flexcord::store::postgres {

class column {
public:
  enum class type : std::uint32_t { bytes = 17, integer = 20, text = 25 }; ///< PostgreSQL's ids
  explicit column(type t);
  void add(std::string_view value); ///< of type bytes, or text
  void add(std::int64_t value);
  void add(std::uint64_t value) { add(static_cast<std::int64_t>(value)); }
  void add(int value) { add(std::int64_t{value}); }
  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// The array, ready to be sent.
  const std::string& encoded() const { return data_; }

private:
  void append(std::string_view value);
  std::string data_;
  std::uint32_t size_ = 0;
  type type_;
};

} // namespace flexcord::store::postgres
