#include "net/websocket/socket.hpp"

#include "net/http/wire.hpp"
#include "net/websocket/wire_layer.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <optional>
#include <variant>

namespace flexcord::net::websocket {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ws = beast::websocket;
using boost::system::error_code;

namespace {

constexpr auto close_time = std::chrono::seconds(2);
constexpr std::size_t most_queued_bytes = 64u << 20;
constexpr std::size_t server_message_limit = 16u << 20;
constexpr std::size_t longest_close_reason = 123;
constexpr std::uint16_t no_code = 1005; // a close frame that gives none (RFC 6455, 7.1.5)

struct outgoing {
  enum class kind { text, binary, close } what;
  std::string payload;
  std::uint16_t code = 0;
};

void cut_to_utf8(std::string& text, std::size_t most) {
  if (text.size() <= most) return;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
}

} // namespace

/// Everything but the public functions runs on the strand.
class socket final : public connection, public std::enable_shared_from_this<socket> {
public:
  explicit socket(const strand& where) : strand_(where), timer_(where) {}

  void send_text(std::string payload) override { push({outgoing::kind::text, std::move(payload)}); }
  void send_binary(std::string payload) override {
    push({outgoing::kind::binary, std::move(payload)});
  }
  void close(std::uint16_t code, std::string reason) override {
    cut_to_utf8(reason, longest_close_reason);
    push({outgoing::kind::close, std::move(reason), code});
  }
  void drop() override {
    asio::post(strand_, [self = shared_from_this()] { self->finish(0, {}, "dropped here"); });
  }
  void pause_reading(bool paused) override {
    asio::post(strand_, [self = shared_from_this(), paused] {
      self->paused_ = paused;
      if (self->ws_ && !self->closed_) self->ws_->next_layer().pause(paused);
    });
  }

  void wait(handlers h, std::chrono::milliseconds timeout, std::function<void()> cancel) {
    handlers_ = std::move(h);
    cancel_ = std::move(cancel);
    limit(timeout, "no handshake within the time allowed");
  }

  void be_client(std::unique_ptr<http::stream> stream, const http::url_parts& url,
                 const connect_options& options) {
    if (closed_) return stream->close();
    prepare(std::move(stream), options.max_message);
    ws_->set_option(ws::stream_base::decorator([agent = options.user_agent](ws::request_type& req) {
      req.set(beast::http::field::user_agent, agent);
    }));
    ws_->async_handshake(answer_, http::host_header(url), url.target,
                         [self = shared_from_this()](error_code ec) {
                           if (self->closed_) return;
                           if (!ec) return self->opened(true);
                           const auto status = self->answer_.result_int();
                           self->finish(0, {},
                                        ec == ws::error::upgrade_declined
                                            ? "refused with HTTP " + std::to_string(status)
                                            : ec.message());
                         });
  }

  void be_server(std::unique_ptr<http::stream> stream, const http::incoming& request,
                 std::shared_ptr<void> place) {
    place_ = std::move(place);
    if (closed_) return stream->close();
    prepare(std::move(stream), server_message_limit);
    beast::http::request<beast::http::empty_body> req;
    req.method(beast::http::verb::get);
    req.target(request.target);
    req.version(11);
    for (const auto& [name, value] : request.headers) req.insert(name, value);
    ws_->async_accept(req, [self = shared_from_this()](error_code ec) {
      if (self->closed_) return;
      if (ec) return self->finish(0, {}, ec.message());
      self->opened(false);
    });
  }

  void finish(std::uint16_t code, std::string reason, std::string error) {
    if (closed_) return;
    closed_ = true;
    timer_.cancel();
    if (auto cancel = std::exchange(cancel_, {})) cancel();
    if (ws_) ws_->next_layer().close();
    // An unfinished write still uses the first one.
    if (queue_.size() > 1) queue_.erase(queue_.begin() + 1, queue_.end());
    place_.reset();
    const auto h = std::exchange(handlers_, {});
    if (h.on_closed) h.on_closed({code, std::move(reason), std::move(error), open_});
  }

private:
  void prepare(std::unique_ptr<http::stream> stream, std::size_t max_message) {
    cancel_ = {};
    ws_.emplace(std::move(stream));
    ws_->next_layer().pause(paused_);
    ws_->read_message_max(max_message);
    ws_->auto_fragment(false);
    ws_->write_buffer_bytes(16384);
  }

  void limit(std::chrono::milliseconds time, const char* what) {
    timer_.expires_after(time);
    timer_.async_wait([weak = weak_from_this(), what](error_code ec) {
      if (auto self = weak.lock(); self && !ec) self->finish(0, {}, what);
    });
  }

  void opened(bool tell) {
    open_ = true;
    // A close that is already queued has its own limit running.
    if (!closing_) timer_.cancel();
    if (tell && handlers_.on_open) handlers_.on_open();
    read();
    pump();
  }

  void push(outgoing item) {
    asio::post(strand_, [self = shared_from_this(), item = std::move(item)]() mutable {
      self->enqueue(std::move(item));
    });
  }

  void enqueue(outgoing item) {
    if (closed_ || closing_) return;
    if (item.what == outgoing::kind::close) {
      if (cancel_) return finish(0, {}, "closed here before the handshake");
      closing_ = true;
      limit(close_time, "no answer to our close frame");
    }
    queued_bytes_ += item.payload.size();
    if (queued_bytes_ > most_queued_bytes)
      return finish(0, {}, "the peer does not read: too much waits to be sent");
    queue_.push_back(std::move(item));
    pump();
  }

  void pump() {
    if (!open_ || closed_ || writing_ || queue_.empty()) return;
    writing_ = true;
    const auto& item = queue_.front();
    if (item.what == outgoing::kind::close) {
      ws_->async_close(ws::close_reason(static_cast<ws::close_code>(item.code), item.payload),
                       [self = shared_from_this()](error_code ec) { self->ended(ec, true); });
      return;
    }
    ws_->text(item.what == outgoing::kind::text);
    ws_->async_write(asio::buffer(item.payload),
                     [self = shared_from_this()](error_code ec, std::size_t) {
                       self->writing_ = false;
                       self->queued_bytes_ -= self->queue_.front().payload.size();
                       self->queue_.pop_front();
                       // A failed write is told by the read, which knows the close code if there
                       // was one.
                       if (!ec) self->pump();
                     });
  }

  void read() {
    ws_->async_read(buffer_, [self = shared_from_this()](error_code ec, std::size_t) {
      if (self->closed_) return;
      if (ec) return self->ended(ec, false);
      const auto data = self->buffer_.cdata();
      std::string message(static_cast<const char*>(data.data()), data.size());
      self->buffer_.consume(data.size());
      // One huge message must not keep its memory for the life of the connection.
      if (self->buffer_.capacity() > largest_kept_buffer) self->buffer_.shrink_to_fit();
      const auto& callback =
          self->ws_->got_text() ? self->handlers_.on_text : self->handlers_.on_binary;
      if (callback) callback(std::move(message));
      self->read();
    });
  }

  /// The read or our close came to an end, whichever is first.
  void ended(error_code ec, bool was_close) {
    if (closed_) return;
    const auto& peer = ws_->reason();
    if (ec == ws::error::closed || (was_close && !ec) || peer.code != ws::close_code::none) {
      const auto code = peer.code == ws::close_code::none ? no_code : peer.code;
      return finish(code, {peer.reason.data(), peer.reason.size()}, {});
    }
    // Our close is under way and will say how it went.
    if (closing_ && writing_ && !was_close && ec == asio::error::operation_aborted) return;
    finish(0, {}, ec.message());
  }

  static constexpr std::size_t largest_kept_buffer = 256u << 10;

  strand strand_;
  asio::steady_timer timer_;
  std::optional<ws::stream<wire_layer, false>> ws_;
  ws::response_type answer_;
  beast::flat_buffer buffer_;
  handlers handlers_;
  std::function<void()> cancel_; ///< set while connecting
  std::shared_ptr<void> place_;
  std::deque<outgoing> queue_;
  std::size_t queued_bytes_ = 0;
  bool open_ = false, writing_ = false, closing_ = false, closed_ = false, paused_ = false;
};

std::shared_ptr<connection> make_socket(const strand& where) {
  return std::make_shared<socket>(where);
}

void accept(const std::shared_ptr<connection>& s, std::unique_ptr<http::stream> stream,
            const http::incoming& request, handlers h, std::shared_ptr<void> place,
            std::chrono::milliseconds timeout) {
  auto& it = static_cast<socket&>(*s);
  it.wait(std::move(h), timeout, {});
  it.be_server(std::move(stream), request, std::move(place));
}

void wait(const std::shared_ptr<connection>& s, handlers h, std::chrono::milliseconds timeout,
          std::function<void()> cancel) {
  static_cast<socket&>(*s).wait(std::move(h), timeout, std::move(cancel));
}

void attach(const std::shared_ptr<connection>& s, std::unique_ptr<http::stream> stream,
            const http::url_parts& url, const connect_options& options) {
  static_cast<socket&>(*s).be_client(std::move(stream), url, options);
}

void fail(const std::shared_ptr<connection>& s, const std::string& why) {
  static_cast<socket&>(*s).finish(0, {}, why);
}

} // namespace flexcord::net::websocket
