#include "net/http/server_session.hpp"

#include "net/http/ascii.hpp"
#include "net/websocket/socket.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace flexcord::net::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Bodies nobody wants are read up to here, so that the connection stays usable.
constexpr std::size_t unwanted_body_limit = 64u << 10;

response plain_answer(int status, std::string body) {
  response r;
  r.status = status;
  r.headers.add("Content-Type", "text/plain; charset=utf-8");
  r.body = std::move(body);
  return r;
}

} // namespace

responder::impl::~impl() {
  if (!used) answer(plain_answer(500, "no answer"));
}

void responder::impl::answer(response r) {
  if (session)
    session->answer(std::move(r));
  else
    to_answer(std::move(r));
}

void responder::impl::drop() {
  if (session)
    session->drop();
  else
    to_drop();
}

responder responder::to(std::function<void(response)> answer, std::function<void()> drop) {
  return responder(std::make_shared<impl>(std::move(answer), std::move(drop)));
}

void responder::operator()(response answer) const {
  if (!impl_->used.exchange(true)) impl_->answer(std::move(answer));
}

void responder::operator()(int status, std::string body, std::string content_type) const {
  response r;
  r.status = status;
  if (!body.empty()) r.headers.add("Content-Type", std::move(content_type));
  r.body = std::move(body);
  (*this)(std::move(r));
}

void responder::drop() const {
  if (!impl_->used.exchange(true)) impl_->drop();
}

server_session::server_session(std::shared_ptr<server_core> core,
                               std::shared_ptr<connection_place> place, std::unique_ptr<stream> s,
                               const strand& where)
    : core_(std::move(core)),
      place_(std::move(place)),
      stream_(std::move(s)),
      strand_(where),
      timer_(where) {}

void server_session::start() {
  asio::dispatch(strand_, [self = shared_from_this()] {
    if (!self->stream_->is_tls()) return self->next_request();
    self->arm(self->core_->options.read_timeout);
    self->stream_->handshake_as_server([self](error_code ec) {
      if (self->phase_ == phase::closed) return;
      if (!ec) return self->next_request();
      self->core_->rejected("malformed");
      self->close();
    });
  });
}

void server_session::answer(response r) {
  asio::dispatch(strand_, [self = shared_from_this(), r = std::move(r)]() mutable {
    if (self->phase_ == phase::handling) self->send(std::move(r));
  });
}

void server_session::drop() {
  asio::dispatch(strand_, [self = shared_from_this()] { self->close(); });
}

void server_session::close_when_idle() {
  asio::post(strand_, [self = shared_from_this()] {
    self->last_request_ = true;
    if (self->phase_ == phase::idle || self->phase_ == phase::handshake) self->close();
  });
}

// Moving the deadline is a store; the timer is only set again when it would fire too late.
void server_session::arm(std::chrono::milliseconds limit) {
  deadline_ = clock::now() + limit;
  if (deadline_ < timer_at_) watch();
}

void server_session::watch() {
  timer_at_ = deadline_;
  timer_.expires_at(deadline_);
  timer_.async_wait([weak = weak_from_this()](error_code ec) {
    auto self = weak.lock();
    if (!self || ec || self->phase_ == phase::closed) return;
    self->timer_at_ = clock::time_point::max();
    if (self->deadline_ == clock::time_point::max()) return;
    if (clock::now() >= self->deadline_)
      self->on_deadline();
    else
      self->watch();
  });
}

void server_session::on_deadline() {
  if (phase_ == phase::idle) return close();
  core_->rejected("timeout");
  if (phase_ != phase::reading) return close();
  last_request_ = true;
  send(plain_answer(408, "the request took too long\n"));
}

void server_session::next_request() {
  parser_ = std::make_unique<parser>(parser::kind::request, core_->options.header_limit);
  head_only_ = false;
  version_ = 11;
  if (!in_.empty()) {
    phase_ = phase::reading;
    arm(core_->options.read_timeout);
    return parse();
  }
  if (core_->stopping) return close();
  phase_ = phase::idle;
  arm(core_->options.idle_timeout);
  read();
}

void server_session::read() {
  stream_->read_some(asio::buffer(chunk_),
                     [self = shared_from_this()](error_code ec, std::size_t n) {
                       // A refusal may have been sent meanwhile; its own farewell reads what still
                       // comes.
                       if (self->phase_ != phase::idle && self->phase_ != phase::reading) return;
                       if (ec) return self->close();
                       if (self->phase_ == phase::idle) {
                         self->phase_ = phase::reading;
                         self->arm(self->core_->options.read_timeout);
                       }
                       self->in_.append(self->chunk_.data(), n);
                       self->parse();
                     });
}

void server_session::parse() {
  // Some clients end a body with a line break too many (RFC 9112, 2.2).
  while (!parser_->started() && in_.starts_with("\r\n")) in_.erase(0, 2);
  for (;;) {
    std::size_t used = 0;
    const auto outcome = parser_->put(in_, used);
    in_.erase(0, used);
    switch (outcome) {
    case parser::outcome::need_more:
      return read();
    case parser::outcome::header_done:
      if (!on_header()) return;
      break;
    case parser::outcome::complete:
      return dispatch();
    case parser::outcome::failed:
      switch (parser_->trouble()) {
      case parser::problem::header_too_large:
        return refuse(431, "oversized");
      case parser::problem::body_too_large:
        return refuse(match_.row ? 413 : match_.status, "oversized");
      default:
        return refuse(400, "malformed");
      }
    }
  }
}

bool server_session::on_header() {
  const auto& head = parser_->head();
  version_ = head.version;
  head_only_ = head.method == "HEAD";
  last_request_ = last_request_ || !parser_->keep_alive() || core_->stopping;
  if (head.version >= 11 && !head.headers.has("host")) return refuse(400, "malformed"), false;
  // A transfer coding that we do not undo, or that somebody before us may understand otherwise.
  if (head.headers.has("transfer-encoding") && !parser_->chunked())
    return refuse(501, "malformed"), false;
  match_ = find_route(core_->routes, head.method, raw_path(head.target));
  const auto limit = match_.row ? match_.row->body_limit : unwanted_body_limit;
  const auto length = parser_->content_length().value_or(0);
  if (length > limit) return refuse(match_.row ? 413 : match_.status, "oversized"), false;
  parser_->limit_body(limit);
  const auto expect = head.headers.get("expect");
  if (expect.empty() || head.version < 11) return true;
  if (!iequals(expect, "100-continue")) return refuse(417, "malformed"), false;
  if ((length == 0 && !parser_->chunked()) || !in_.empty()) return true;
  if (!match_.row) return refuse(match_.status, "malformed"), false;
  out_ = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_->write(out_, [self = shared_from_this()](error_code ec, std::size_t) {
    if (self->phase_ != phase::reading) return;
    if (ec) return self->close();
    self->parse();
  });
  return false;
}

incoming server_session::make_incoming() {
  auto& head = parser_->head();
  incoming request;
  request.method = std::move(head.method);
  request.target = std::move(head.target);
  request.path = percent_decode(raw_path(request.target));
  request.query = parse_form(raw_query(request.target));
  request.captures = std::move(match_.captures);
  request.headers = std::move(head.headers);
  request.body = std::move(parser_->body());
  request.remote_address = stream_->remote_address();
  return request;
}

void server_session::dispatch() {
  phase_ = phase::handling;
  deadline_ = clock::time_point::max();
  if (!match_.row) {
    auto r = plain_answer(match_.status, std::string(reason_phrase(match_.status)) + "\n");
    if (match_.status == 405) r.headers.add("Allow", match_.allow);
    return send(std::move(r));
  }
  auto request = make_incoming();
  std::shared_lock lock(core_->handlers);
  if (core_->handlers_gone) {
    last_request_ = true;
    return send(plain_answer(503, "shutting down\n"));
  }
  if (match_.row->upgrade && upgrade(request)) return;
  if (!match_.row->handle) {
    auto r = plain_answer(426, "a WebSocket is expected here\n");
    r.headers.add("Upgrade", "websocket");
    return send(std::move(r));
  }
  match_.row->handle(std::move(request),
                     responder(std::make_shared<responder::impl>(shared_from_this())));
}

bool server_session::upgrade(incoming& request) {
  if (!has_token(request.headers.get("upgrade"), "websocket") ||
      !has_token(request.headers.get("connection"), "upgrade"))
    return false;
  // Bytes before our 101 cannot be frames.
  if (!in_.empty()) return refuse(400, "malformed"), true;
  if (trim(request.headers.get("sec-websocket-version")) != "13" ||
      request.headers.get("sec-websocket-key").empty()) {
    core_->rejected("malformed");
    auto r = plain_answer(426, "WebSocket version 13 is expected here\n");
    r.headers.add("Sec-WebSocket-Version", "13");
    last_request_ = true;
    return send(std::move(r)), true;
  }
  timer_.cancel();
  phase_ = phase::closed;
  auto socket = websocket::make_socket(strand_);
  place_->holds(std::weak_ptr(socket));
  auto handlers = match_.row->upgrade(request, socket);
  websocket::accept(socket, std::move(stream_), request, std::move(handlers), std::move(place_),
                    core_->options.read_timeout);
  return true;
}

void server_session::send(response r) {
  last_request_ = last_request_ || core_->stopping;
  answer_form shape;
  shape.keep_alive = !last_request_;
  shape.without_body = head_only_;
  shape.version = version_;
  out_ = write_response(r, shape);
  write_out(last_request_);
}

void server_session::refuse(int status, std::string_view reason) {
  core_->rejected(reason);
  last_request_ = true;
  send(plain_answer(status, std::string(reason_phrase(status)) + "\n"));
}

void server_session::write_out(bool last) {
  phase_ = phase::writing;
  arm(core_->options.read_timeout);
  stream_->write(out_, [self = shared_from_this(), last](error_code ec, std::size_t) {
    if (self->phase_ != phase::writing) return;
    if (ec) return self->close();
    if (!last) return self->next_request();
    self->phase_ = phase::closed;
    self->timer_.cancel();
    stream::finish(std::move(self->stream_));
  });
}

void server_session::close() {
  if (phase_ == phase::closed) return;
  phase_ = phase::closed;
  timer_.cancel();
  stream_->close();
}

} // namespace flexcord::net::http
