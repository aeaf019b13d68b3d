#include "net/http/server.hpp"

#include "net/http/server_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <future>
#include <optional>

namespace flexcord::net::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t most_rejecting = 64;
constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);

failure start_failure(std::string detail) {
  failure f;
  f.kind = failure_kind::unreachable;
  f.detail = std::move(detail);
  return f;
}

} // namespace

std::shared_ptr<connection_place> connection_place::take(const std::shared_ptr<server_core>& core) {
  std::lock_guard lock(core->mutex);
  if (core->members.size() >= core->options.max_connections) return nullptr;
  const auto id = core->next_id++;
  core->members[id];
  return std::shared_ptr<connection_place>(new connection_place(core, id));
}

connection_place::~connection_place() {
  std::function<void()> tell;
  {
    std::lock_guard lock(core_->mutex);
    core_->members.erase(id_);
    if (core_->members.empty()) tell = core_->on_empty;
  }
  if (tell) tell();
}

void connection_place::holds(std::weak_ptr<server_session> session) {
  std::lock_guard lock(core_->mutex);
  core_->members[id_].session = std::move(session);
}

void connection_place::holds(std::weak_ptr<websocket::connection> socket) {
  std::lock_guard lock(core_->mutex);
  core_->members[id_] = {{}, std::move(socket)};
}

struct server::impl : std::enable_shared_from_this<server::impl> {
  impl(runtime::impl& r, server_options options, std::vector<route> routes)
      : rt(r),
        core(std::make_shared<server_core>()),
        where(r.make_strand()),
        acceptor(where),
        pause(where),
        farewell(where) {
    core->options = std::move(options);
    core->routes = std::move(routes);
  }

  error_code prepare_tls(std::string& what) {
    const auto& o = core->options;
    if (o.certificate_file.empty() && o.key_file.empty()) return {};
    error_code ec;
    tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
    what = "certificate " + o.certificate_file;
    tls->use_certificate_chain_file(o.certificate_file, ec);
    if (ec) return ec;
    what = "key " + o.key_file;
    tls->use_private_key_file(o.key_file, asio::ssl::context::pem, ec);
    return ec;
  }

  result<std::uint16_t> start() {
    std::string what;
    error_code ec = prepare_tls(what);
    if (ec) return start_failure("cannot use the " + what + ": " + ec.message());
    const auto& o = core->options;
    what = o.address + ":" + std::to_string(o.port);
    const auto address = asio::ip::make_address(o.address, ec);
    if (ec) return start_failure("not an IP address to listen on: " + o.address);
    const tcp::endpoint at(address, o.port);
    acceptor.open(at.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor.bind(at, ec);
    if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec) {
      error_code ignored;
      acceptor.close(ignored);
      return start_failure("cannot listen on " + what + ": " + ec.message());
    }
    const auto port = acceptor.local_endpoint(ec).port();
    asio::post(where, [self = shared_from_this()] { self->accept(); });
    return port;
  }

  void accept() {
    if (!acceptor.is_open()) return;
    auto strand_of_new = rt.make_strand();
    acceptor.async_accept(strand_of_new,
                          [self = shared_from_this(), strand_of_new](error_code ec, tcp::socket s) {
                            if (self->core->stopping) return;
                            if (!ec) {
                              self->admit(std::move(s), strand_of_new);
                              return self->accept();
                            }
                            if (ec == asio::error::operation_aborted) return;
                            // Out of descriptors, most likely: trying at once would only spin.
                            self->pause.expires_after(pause_without_descriptors);
                            self->pause.async_wait([self](error_code e) {
                              if (!e) self->accept();
                            });
                          });
  }

  void admit(tcp::socket s, const strand& where_of_new) {
    error_code ignored;
    s.set_option(tcp::no_delay(true), ignored);
    auto place = connection_place::take(core);
    if (!place) return turn_away(std::move(s));
    auto connection =
        tls ? std::make_unique<stream>(std::move(s), *tls) : std::make_unique<stream>(std::move(s));
    auto session =
        std::make_shared<server_session>(core, place, std::move(connection), where_of_new);
    place->holds(std::weak_ptr(session));
    session->start();
  }

  /// Says 503 where that costs nothing: without TLS, and to a few at a time.
  void turn_away(tcp::socket s) {
    core->rejected("connections");
    {
      std::lock_guard lock(core->mutex);
      if (tls || core->rejecting >= most_rejecting) return;
      ++core->rejecting;
    }
    response busy;
    busy.status = 503;
    busy.headers.add("Retry-After", "1");
    answer_form shape;
    shape.keep_alive = false;
    auto text = std::make_shared<std::string>(write_response(busy, shape));
    auto connection =
        std::make_shared<std::unique_ptr<stream>>(std::make_unique<stream>(std::move(s)));
    asio::post((*connection)->get_executor(), [c = core, connection, text] {
      (*connection)->write(*text, [c, connection, text](error_code, std::size_t) {
        stream::finish(std::move(*connection));
        std::lock_guard lock(c->mutex);
        --c->rejecting;
      });
    });
  }

  std::vector<server_core::member> current_members() {
    std::vector<server_core::member> out;
    std::lock_guard lock(core->mutex);
    for (auto& [id, m] : core->members) out.push_back(m);
    return out;
  }

  void stop(std::chrono::milliseconds grace) {
    core->stopping = true;
    asio::post(where, [self = shared_from_this(), grace] {
      error_code ignored;
      self->acceptor.close(ignored);
      self->pause.cancel();
      const auto members = self->current_members();
      if (members.empty()) return;
      {
        // Nothing to wait for once everybody has gone.
        std::lock_guard lock(self->core->mutex);
        self->core->on_empty = [weak = self->weak_from_this()] {
          if (auto still = weak.lock())
            asio::post(still->where, [still] { still->farewell.cancel(); });
        };
      }
      for (auto& m : members) {
        if (auto session = m.session.lock()) session->close_when_idle();
        if (auto socket = m.socket.lock()) socket->close(1001, "shutting down");
      }
      self->farewell.expires_after(grace);
      self->farewell.async_wait([self](error_code ec) {
        if (!ec) self->close_all();
      });
    });
  }

  void close_all() {
    for (auto& m : current_members()) {
      if (auto session = m.session.lock()) session->drop();
      if (auto socket = m.socket.lock()) socket->drop();
    }
  }

  runtime::impl& rt;
  std::shared_ptr<server_core> core;
  strand where;
  tcp::acceptor acceptor;
  asio::steady_timer pause, farewell;
  std::optional<asio::ssl::context> tls;
};

server::server(runtime& rt, server_options options, std::vector<route> routes)
    : impl_(std::make_shared<impl>(rt.internals(), std::move(options), std::move(routes))) {}

server::~server() {
  stop(std::chrono::milliseconds(0));
  std::unique_lock lock(impl_->core->handlers);
  impl_->core->handlers_gone = true;
}

result<std::uint16_t> server::start() { return impl_->start(); }

void server::stop(std::chrono::milliseconds grace) { impl_->stop(grace); }

} // namespace flexcord::net::http
