#include "net/http/client_connection.hpp"

#include "net/http/ascii.hpp"
#include "net/http/client_pool.hpp"
#include "net/http/wire.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <charconv>

namespace flexcord::net::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t response_header_limit = 64u << 10;

/// "timeout=5, max=100" -> 5 s.
std::optional<std::chrono::seconds> keep_alive_timeout(std::string_view value) {
  const auto at = value.find("timeout=");
  if (at == value.npos) return std::nullopt;
  value.remove_prefix(at + 8);
  int seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc{} || seconds < 0) return std::nullopt;
  return std::chrono::seconds(seconds);
}

} // namespace

client_connection::client_connection(std::unique_ptr<stream> s, std::weak_ptr<client_pool> pool)
    : stream_(std::move(s)), pool_(std::move(pool)) {}

void client_connection::start(call_ptr call, std::string_view user_agent) {
  call_ = std::move(call);
  call_->on = weak_from_this();
  parser_ = std::make_unique<parser>(parser::kind::response, response_header_limit);
  parser_->limit_body(call_->options.max_body);
  if (call_->req.method == "HEAD") parser_->expect_no_body();
  in_.clear();
  written_ = 0;
  write_error_ = read_error_ = {};
  out_ = write_request(call_->req, call_->url, user_agent);
  writing_ = true;
  stream_->write(
      out_, [self = shared_from_this()](error_code ec, std::size_t n) { self->on_written(ec, n); });
}

void client_connection::close() {
  closed_ = true;
  stream_->close();
}

void client_connection::read() {
  stream_->read_some(
      asio::buffer(chunk_),
      [self = shared_from_this()](error_code ec, std::size_t n) { self->on_read(ec, n); });
}

void client_connection::on_read(error_code ec, std::size_t n) {
  if (closed_) return;
  if (!call_) {
    // Idle: whatever came, an end or bytes nobody asked for, the connection is of no more use.
    close();
    if (auto pool = pool_.lock()) pool->lost_idle(shared_from_this());
    return;
  }
  if (ec) {
    read_error_ = ec;
    peer_gone();
    return;
  }
  in_.append(chunk_.data(), n);
  parse();
  if (!closed_) read();
}

void client_connection::on_written(error_code ec, std::size_t n) {
  writing_ = false;
  written_ = n;
  if (!call_) return;
  if (closed_) {
    // The read failed first and waited for us, to know whether anything was written.
    if (read_error_) peer_gone();
    return;
  }
  if (!ec) return;
  write_error_ = ec;
  // The peer may have answered before it stopped listening; the read, which is under way, will
  // tell.
  if (written_ == 0) {
    read_error_ = ec;
    peer_gone();
  }
}

void client_connection::parse() {
  while (call_) {
    std::size_t used = 0;
    const auto outcome = parser_->put(in_, used);
    in_.erase(0, used);
    switch (outcome) {
    case parser::outcome::need_more:
      return;
    case parser::outcome::header_done:
      if (!on_header()) return;
      break;
    case parser::outcome::complete:
      return complete();
    case parser::outcome::failed:
      return give_up(
          make_failure(failure_kind::malformed, "bad answer: " + parser_->trouble_text()));
    }
  }
}

bool client_connection::on_header() {
  const auto status = parser_->head().status;
  if (status == 101) {
    give_up(make_failure(failure_kind::malformed, "the server switched protocols unasked"));
    return false;
  }
  if (status < 200) {
    parser_ = std::make_unique<parser>(parser::kind::response, response_header_limit);
    parser_->limit_body(call_->options.max_body);
    if (call_->req.method == "HEAD") parser_->expect_no_body();
    return true;
  }
  peer_keeps_idle_ = keep_alive_timeout(parser_->head().headers.get("keep-alive"));
  if (call_->options.on_data && status < 300) {
    // The call may end (deadline, stop) between two pieces; none comes after its outcome.
    parser_->stream_body([weak = std::weak_ptr(call_)](std::string_view piece) {
      if (auto call = weak.lock(); call && call->done) call->options.on_data(piece);
    });
  }
  return true;
}

void client_connection::peer_gone() {
  close();
  // Until the write has ended nobody can say whether the peer got anything.
  if (writing_) return;
  const auto truncated = read_error_ == asio::ssl::error::stream_truncated;
  if (parser_->started() && !truncated && read_error_ == asio::error::eof &&
      parser_->put_eof() == parser::outcome::complete)
    return complete();
  const auto ec = write_error_ ? write_error_ : read_error_;
  if (written_ == 0 && !parser_->started()) {
    auto call = std::exchange(call_, {});
    if (auto pool = pool_.lock())
      pool->not_written(shared_from_this(), std::move(call), ec.message());
    return;
  }
  give_up(make_failure(failure_kind::interrupted, "connection lost: " + ec.message()));
}

void client_connection::complete() {
  response answer;
  answer.status = parser_->head().status;
  answer.headers = std::move(parser_->head().headers);
  answer.body = std::move(parser_->body());
  const auto reusable = !closed_ && !writing_ && in_.empty() && parser_->keep_alive();
  auto call = std::exchange(call_, {});
  used_ = true;
  if (!reusable) close();
  // First the connection, so that a call made by the callback finds it.
  if (auto pool = pool_.lock()) {
    pool->released(shared_from_this(), reusable);
    pool->finish(call, std::move(answer));
  }
}

void client_connection::give_up(failure f) {
  close();
  auto call = std::exchange(call_, {});
  if (auto pool = pool_.lock()) {
    pool->released(shared_from_this(), false);
    pool->finish(call, std::move(f));
  }
}

} // namespace flexcord::net::http
