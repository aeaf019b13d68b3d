#include "net/discord/inflater.hpp"

#include <boost/beast/zlib/inflate_stream.hpp>

#include <array>

namespace flexcord::net::discord {

namespace zlib = boost::beast::zlib;

namespace {

constexpr std::string_view sync_mark{"\x00\x00\xFF\xFF", 4};

failure broken(const char* why) {
  return {.kind = failure_kind::malformed,
          .http_status = 0,
          .code = 0,
          .retry_after = {},
          .detail = why};
}

} // namespace

struct inflater::impl {
  explicit impl(std::size_t c) : cap(c) { stream.reset(15); }
  std::size_t cap;
  bool begun = false, failed = false;
  std::string packed;
  zlib::inflate_stream stream;
};

inflater::inflater(std::size_t cap) : impl_(std::make_unique<impl>(cap)) {}
inflater::~inflater() = default;
inflater::inflater(inflater&&) noexcept = default;
inflater& inflater::operator=(inflater&&) noexcept = default;

result<std::optional<std::string>> inflater::feed(std::string_view message) {
  auto& i = *impl_;
  auto fail = [&i](const char* why) {
    i.failed = true;
    i.packed = {};
    return broken(why);
  };
  if (i.failed) return broken("zlib: the stream broke before");
  if (message.size() > i.cap || i.packed.size() + message.size() > i.cap)
    return fail("zlib: packed payload too large");
  i.packed += message;
  if (!i.packed.ends_with(sync_mark)) return std::optional<std::string>{};
  std::string_view rest = i.packed;
  // Beast reads raw deflate; the connection's first two bytes are zlib's header.
  if (!i.begun) {
    auto cmf = static_cast<unsigned char>(rest[0]), flags = static_cast<unsigned char>(rest[1]);
    if ((cmf & 0x0F) != 8 || (cmf * 256 + flags) % 31 != 0 || (flags & 0x20) != 0)
      return fail("zlib: bad header");
    rest.remove_prefix(2);
    i.begun = true;
  }
  std::string out;
  std::array<char, 16384> buffer;
  zlib::z_params z;
  z.next_in = rest.data();
  z.avail_in = rest.size();
  for (;;) {
    z.next_out = buffer.data();
    z.avail_out = buffer.size();
    boost::beast::error_code ec;
    i.stream.write(z, zlib::Flush::sync, ec);
    out.append(buffer.data(), buffer.size() - z.avail_out);
    if (out.size() > i.cap) return fail("zlib: payload too large");
    if (ec == zlib::error::end_of_stream) return fail("zlib: the stream ended");
    if (ec && ec != zlib::error::need_buffers) return fail("zlib: bad data");
    // A full buffer means that more may be waiting.
    if (z.avail_in == 0 && z.avail_out > 0) break;
    if (ec == zlib::error::need_buffers && z.avail_out == buffer.size()) break;
  }
  if (z.avail_in > 0) return fail("zlib: bad data");
  i.packed.clear();
  return std::optional<std::string>{std::move(out)};
}

} // namespace flexcord::net::discord
