#pragma once
#include "net/http/stream.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>

#include <memory>
#include <utility>

namespace flexcord::net::websocket {

/// What Beast's WebSocket reads from and writes to: one type for plain and TLS, so that the
/// protocol is compiled once. Reading can be held back here, below the protocol, which makes this
/// side look dead to its peer.
class wire_layer {
public:
  using executor_type = boost::asio::any_io_executor;
  using error_code = boost::system::error_code;
  using on_io = http::stream::on_io;

  explicit wire_layer(std::unique_ptr<http::stream> s)
      : executor_(s->get_executor()), stream_(std::move(s)) {}

  executor_type get_executor() const { return executor_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    boost::asio::mutable_buffer into;
    for (auto i = boost::asio::buffer_sequence_begin(buffers);
         i != boost::asio::buffer_sequence_end(buffers) && into.size() == 0; ++i)
      into = *i;
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this](auto&& handler, boost::asio::mutable_buffer b) {
          read(b, erase(std::forward<decltype(handler)>(handler)));
        },
        token, into);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    http::write_buffers from;
    for (auto i = boost::asio::buffer_sequence_begin(buffers);
         i != boost::asio::buffer_sequence_end(buffers) && from.count < from.parts.size(); ++i) {
      const boost::asio::const_buffer piece = *i;
      if (piece.size() > 0) from.parts[from.count++] = piece;
    }
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this](auto&& handler, const http::write_buffers& b) {
          write(b, erase(std::forward<decltype(handler)>(handler)));
        },
        token, from);
  }

  void pause(bool paused) {
    paused_ = paused;
    if (!paused) release();
  }

  void close() {
    if (stream_) stream_->close();
    paused_ = false;
    release();
  }

  /// The protocol is done with the stream; its farewell needs nobody to wait.
  void finish() {
    if (stream_) http::stream::finish(std::move(stream_));
  }

private:
  // Beast's handlers can only be moved.
  template <class Handler>
  static on_io erase(Handler&& handler) {
    auto p = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
    return [p = std::move(p)](error_code ec, std::size_t n) { std::move (*p)(ec, n); };
  }

  void read(boost::asio::mutable_buffer into, on_io done) {
    if (!stream_) return gone(std::move(done));
    auto held = [this, done = std::move(done)](error_code ec, std::size_t n) mutable {
      if (paused_)
        held_ = [done = std::move(done), ec, n] { done(ec, n); };
      else
        done(ec, n);
    };
    stream_->read_some(into, std::move(held));
  }

  void write(const http::write_buffers& from, on_io done) {
    if (!stream_) return gone(std::move(done));
    stream_->write_some(from, std::move(done));
  }

  void gone(on_io done) {
    boost::asio::post(executor_,
                      [done = std::move(done)] { done(boost::asio::error::bad_descriptor, 0); });
  }

  void release() {
    if (auto held = std::exchange(held_, {})) boost::asio::post(executor_, std::move(held));
  }

  executor_type executor_;
  std::unique_ptr<http::stream> stream_; ///< null after finish()
  std::function<void()> held_;           ///< a completed read that waits for pause(false)
  bool paused_ = false;
};

// Beast finds these by argument-dependent lookup.
inline void teardown(boost::beast::role_type, wire_layer& layer, boost::system::error_code& ec) {
  layer.finish();
  ec = {};
}

template <class Handler>
void async_teardown(boost::beast::role_type, wire_layer& layer, Handler&& handler) {
  layer.finish();
  boost::asio::post(layer.get_executor(), [h = std::forward<Handler>(handler)]() mutable {
    std::move(h)(boost::system::error_code{});
  });
}

inline void beast_close_socket(wire_layer& layer) { layer.close(); }

} // namespace flexcord::net::websocket
