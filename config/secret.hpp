#pragma once
#include <string>
#include <string_view>

namespace flexcord::config {

/// A value that cannot be printed, logged or compared by accident: no stream operator, no inspect,
/// no to_string.
class secret {
public:
  secret() = default;
  explicit secret(std::string value) : value_(std::move(value)) {}
  bool empty() const { return value_.empty(); }
  /// The value itself, for the one place that puts it on the wire.
  const std::string& reveal() const { return value_; }

private:
  std::string value_;
};

} // namespace flexcord::config
