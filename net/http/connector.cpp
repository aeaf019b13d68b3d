#include "net/http/connector.hpp"

#include "net/http/client.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <charconv>
#include <vector>

namespace flexcord::net::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

namespace {

constexpr std::string_view no_address = "no address";

} // namespace

struct connector::impl : std::enable_shared_from_this<connector::impl> {
  impl(runtime::impl& r, const strand& s, url_parts url, callback cb,
       std::function<bool(const std::string&)> judge)
      : rt(r),
        where(s),
        to(std::move(url)),
        done(std::move(cb)),
        may_connect(std::move(judge)),
        total(s),
        attempt(s),
        resolver(s) {}

  void start(std::chrono::milliseconds timeout) {
    deadline = clock::now() + timeout;
    total.expires_at(deadline);
    total.async_wait([self = shared_from_this()](error_code ec) {
      if (!ec) self->fail("no connection within the time allowed");
    });
    error_code ec;
    const auto address = asio::ip::make_address(to.host, ec);
    if (!ec) {
      unsigned short port = 0;
      std::from_chars(to.port.data(), to.port.data() + to.port.size(), port);
      addresses.emplace_back(address, port);
      asio::post(where, [self = shared_from_this()] { self->try_next(); });
      return;
    }
    resolver.async_resolve(
        to.host, to.port, tcp::resolver::numeric_service,
        [self = shared_from_this()](error_code e, tcp::resolver::results_type found) {
          if (e) return self->fail("cannot resolve the host name: " + e.message());
          for (const auto& entry : found) self->addresses.push_back(entry.endpoint());
          self->try_next();
        });
  }

  void try_next() {
    if (!done) return;
    if (next == addresses.size()) return fail("cannot connect: " + last_error);
    const auto address = addresses[next++];
    // What the name resolved to is what counts, and this very address is connected to: a name that
    // changes its mind changes nothing.
    if (may_connect && !may_connect(address.address().to_string())) {
      if (last_error == no_address) last_error = address_refused;
      return try_next();
    }
    auto socket = std::make_shared<tcp::socket>(where);
    // An address that swallows packets must leave time for the ones after it.
    const auto share = (deadline - clock::now()) / static_cast<int>(addresses.size() - next + 1);
    attempt.expires_after(share);
    attempt.async_wait([socket](error_code ec) {
      error_code ignored;
      if (!ec) socket->close(ignored);
    });
    current = socket;
    socket->async_connect(address, [self = shared_from_this(), socket](error_code ec) {
      self->attempt.cancel();
      if (!self->done) return;
      if (!ec && !socket->is_open()) ec = asio::error::timed_out;
      if (ec) {
        self->last_error =
            ec == asio::error::operation_aborted ? std::string("no answer") : ec.message();
        return self->try_next();
      }
      error_code ignored;
      socket->set_option(tcp::no_delay(true), ignored);
      self->connected(std::move(*socket));
    });
  }

  void connected(tcp::socket socket) {
    if (to.scheme == "http" || to.scheme == "ws") {
      ready = std::make_unique<stream>(std::move(socket));
      return succeed();
    }
    ready = std::make_unique<stream>(std::move(socket), rt.client_tls());
    ready->handshake_as_client(to.host, [self = shared_from_this()](error_code ec) {
      if (!self->done) return;
      if (!ec) return self->succeed();
      const auto reason = self->ready->certificate_problem();
      self->fail("TLS: " + (reason.empty() ? ec.message() : "certificate refused: " + reason));
    });
  }

  void succeed() {
    release();
    std::exchange(done, {})(std::move(ready));
  }

  void fail(std::string why) {
    if (!done) return;
    release();
    if (ready) ready->close();
    failure f;
    f.kind = failure_kind::unreachable;
    f.detail = std::move(why);
    std::exchange(done, {})(std::move(f));
  }

  void cancel() {
    done = {};
    release();
    if (ready) ready->close();
  }

  void release() {
    total.cancel();
    attempt.cancel();
    resolver.cancel();
    if (auto socket = current.lock()) {
      error_code ignored;
      if (socket->is_open()) socket->close(ignored);
    }
  }

  runtime::impl& rt;
  strand where;
  url_parts to;
  callback done; ///< empty: the outcome was given, or nobody wants it
  std::function<bool(const std::string&)> may_connect;
  asio::steady_timer total, attempt;
  tcp::resolver resolver;
  clock::time_point deadline;
  std::vector<tcp::endpoint> addresses;
  std::size_t next = 0;
  std::weak_ptr<tcp::socket> current;
  std::string last_error{no_address};
  std::unique_ptr<stream> ready;
};

void connector::cancel() {
  if (impl_) impl_->cancel();
}

connector connect(runtime::impl& rt, const strand& where, const url_parts& to,
                  std::chrono::milliseconds timeout, connector::callback done,
                  std::function<bool(const std::string&)> may_connect) {
  auto p =
      std::make_shared<connector::impl>(rt, where, to, std::move(done), std::move(may_connect));
  p->start(timeout);
  return connector{p};
}

} // namespace flexcord::net::http
