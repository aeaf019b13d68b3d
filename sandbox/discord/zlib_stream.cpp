#include "sandbox/discord/zlib_stream.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>

namespace flexcord::sandbox::discord {

namespace zlib = boost::beast::zlib;

struct zlib_stream::impl {
  zlib::deflate_stream deflate;
  bool begun = false;
};

zlib_stream::zlib_stream() : impl_(std::make_unique<impl>()) {
  impl_->deflate.reset(6, 15, 8, zlib::Strategy::normal);
}

zlib_stream::~zlib_stream() = default;

std::string zlib_stream::compress(std::string_view payload) {
  std::string out;
  // Beast writes raw deflate; these two bytes are the zlib header in front of the whole stream.
  if (!impl_->begun) out = "\x78\x9c";
  impl_->begun = true;
  zlib::z_params p;
  p.next_in = payload.data();
  p.avail_in = payload.size();
  for (;;) {
    const auto at = out.size();
    out.resize(at + payload.size() + 256);
    p.next_out = out.data() + at;
    p.avail_out = out.size() - at;
    boost::system::error_code ec;
    impl_->deflate.write(p, zlib::Flush::sync, ec);
    const bool full = p.avail_out == 0;
    out.resize(out.size() - p.avail_out);
    // Room left over means that everything was written; need_buffers only says that nothing was
    // left to do.
    if (!full || (ec && ec != zlib::error::need_buffers)) return out;
  }
}

} // namespace flexcord::sandbox::discord
