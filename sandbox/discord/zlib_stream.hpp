#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

/// The sending half of Discord's zlib-stream: one zlib context for the life of a connection,
/// flushed after each payload so that what has been sent so far always ends in 00 00 FF FF.
class zlib_stream {
public:
  zlib_stream();
  ~zlib_stream();
  /// The next bytes of the stream, which carry `payload` whole.
  std::string compress(std::string_view payload);

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace flexcord::sandbox::discord
