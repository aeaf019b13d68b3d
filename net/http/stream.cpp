#include "net/http/stream.hpp"

#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cerrno>
#include <sys/socket.h>

namespace flexcord::net::http {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

namespace {

constexpr auto farewell_time = std::chrono::seconds(1);
constexpr std::size_t farewell_bytes = 1u << 20;

} // namespace

struct stream::tls_layer {
  tls_layer(socket& s, ssl::context& context) : layer(s, context) {}
  ssl::stream<socket&> layer;
};

stream::stream(socket s) : socket_(std::move(s)) {}

stream::stream(socket s, ssl::context& context)
    : socket_(std::move(s)), tls_(std::make_unique<tls_layer>(socket_, context)) {}

stream::~stream() = default;

void stream::handshake_as_client(const std::string& host, on_done done) {
  error_code ec;
  auto& layer = tls_->layer;
  asio::ip::make_address(host, ec);
  // Server name indication is for names only (RFC 6066).
  if (ec) SSL_set_tlsext_host_name(layer.native_handle(), host.c_str());
  layer.set_verify_mode(ssl::verify_peer, ec);
  layer.set_verify_callback(
      [check = ssl::host_name_verification(host)](bool valid, ssl::verify_context& context) {
        if (!valid || check(true, context)) return valid;
        X509_STORE_CTX_set_error(context.native_handle(), X509_V_ERR_HOSTNAME_MISMATCH);
        return false;
      },
      ec);
  layer.async_handshake(ssl::stream_base::client, std::move(done));
}

void stream::handshake_as_server(on_done done) {
  tls_->layer.async_handshake(ssl::stream_base::server, std::move(done));
}

std::string stream::certificate_problem() const {
  const auto verdict = tls_ ? SSL_get_verify_result(tls_->layer.native_handle()) : X509_V_OK;
  return verdict == X509_V_OK ? std::string{} : X509_verify_cert_error_string(verdict);
}

void stream::read_some(asio::mutable_buffer into, on_io done) {
  if (tls_)
    tls_->layer.async_read_some(into, std::move(done));
  else
    socket_.async_read_some(into, std::move(done));
}

void stream::write_some(const write_buffers& from, on_io done) {
  if (tls_)
    tls_->layer.async_write_some(from, std::move(done));
  else
    socket_.async_write_some(from, std::move(done));
}

void stream::write(std::string_view data, on_io done) { write_rest(data, 0, std::move(done)); }

void stream::write_rest(std::string_view rest, std::size_t written, on_io done) {
  write_buffers from;
  from.parts[0] = asio::buffer(rest);
  from.count = 1;
  write_some(from,
             [this, rest, written, done = std::move(done)](error_code ec, std::size_t n) mutable {
               if (ec || n >= rest.size())
                 done(ec, written + n);
               else
                 write_rest(rest.substr(n), written + n, std::move(done));
             });
}

bool stream::is_quiet() {
  char byte;
  const auto n = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void stream::close() {
  error_code ignored;
  socket_.close(ignored);
}

void stream::drain(std::shared_ptr<stream> s, std::shared_ptr<std::array<char, 4096>> space,
                   std::size_t left) {
  auto& sock = s->socket_;
  sock.async_read_some(asio::buffer(*space),
                       [s, space, left](error_code ec, std::size_t n) mutable {
                         if (ec || n >= left)
                           s->close();
                         else
                           drain(std::move(s), std::move(space), left - n);
                       });
}

void stream::finish(std::unique_ptr<stream> unique) {
  if (!unique || !unique->socket_.is_open()) return;
  std::shared_ptr<stream> s = std::move(unique);
  auto timer = std::make_shared<asio::steady_timer>(s->get_executor(), farewell_time);
  timer->async_wait([weak = std::weak_ptr(s)](error_code ec) {
    if (auto still = weak.lock(); still && !ec) still->close();
  });
  // Closing with unread bytes makes the kernel send a reset, which can overtake our last answer at
  // the peer.
  const auto half_close = [s, timer] {
    error_code ignored;
    s->socket_.shutdown(socket::shutdown_send, ignored);
    drain(std::shared_ptr<stream>(s.get(), [s, timer](stream*) { timer->cancel(); }),
          std::make_shared<std::array<char, 4096>>(), farewell_bytes);
  };
  if (!s->tls_) return half_close();
  // Our close_notify is what counts; whether the peer answers it is its own affair.
  s->tls_->layer.async_shutdown([half_close](error_code) { half_close(); });
}

std::string stream::remote_address() const {
  error_code ec;
  const auto peer = socket_.remote_endpoint(ec);
  return ec ? std::string{} : peer.address().to_string();
}

} // namespace flexcord::net::http
