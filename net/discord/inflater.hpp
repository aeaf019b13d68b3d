#pragma once
#include "net/result.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::discord {

/// Undoes the gateway's `zlib-stream` transport: one zlib context for the whole life of one
/// connection. A payload may come in several WebSocket messages; it is whole when the bytes end
/// with 00 00 FF FF.
class inflater {
public:
  explicit inflater(std::size_t cap = 64u << 20); ///< most bytes of one payload, packed or unpacked
  ~inflater();
  inflater(inflater&&) noexcept;
  inflater& operator=(inflater&&) noexcept;

  /// The payload that this message completes, nothing while more must come, or `malformed`: then
  /// the connection cannot be read any further.
  result<std::optional<std::string>> feed(std::string_view message);

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace flexcord::net::discord
