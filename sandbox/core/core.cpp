#include "sandbox/core/core_impl.hpp"

namespace flexcord::sandbox {

core::core(net::runtime& rt, net::http::client& client)
    : impl_(std::make_unique<impl>(rt, client)) {}

core::~core() = default;

net::runtime& core::rt() { return impl_->rt; }

net::http::client& core::http() { return impl_->http; }

std::int64_t core::now_ms() const { return impl_->clock.now_ms(); }

void core::after(std::int64_t ms, std::function<void()> work) {
  impl_->clock.after(ms, std::move(work));
}

void core::stop() {
  impl_->rt.post([p = impl_.get()] {
    p->clock.stop();
    p->followers.stop();
    p->waiters.clear();
    for (auto& c : p->live) c->close(1001, "the sandbox ends");
  });
}

std::string core::http_base() const {
  return "http://" + impl_->host + ":" + std::to_string(impl_->port);
}

std::string core::ws_base() const {
  return "ws://" + impl_->host + ":" + std::to_string(impl_->port);
}

void core::listening_on(std::string host, std::uint16_t port) {
  // An IPv6 address stands in brackets in a URL.
  impl_->host = host.find(':') == std::string::npos ? std::move(host) : "[" + host + "]";
  impl_->port = port;
}

std::uint64_t core::happened(std::string kind, boost::json::object data) {
  return impl_->happened(std::move(kind), std::move(data));
}

void core::watch(std::function<void(const world_event&)> watcher) {
  impl_->watchers.push_back(std::move(watcher));
}

void core::on_reset(std::function<void()> forget) { impl_->forgets.push_back(std::move(forget)); }

net::http::route core::serve(std::string service, std::string method, std::string path,
                             net::http::handler handle, std::size_t body_limit) {
  auto enter = [p = impl_.get(), service = std::move(service),
                handle = std::move(handle)](net::http::incoming in, net::http::responder out) {
    p->enter(service, handle, std::move(in), std::move(out));
  };
  return {std::move(method), std::move(path), std::move(enter), body_limit, {}};
}

std::string core::hook_fault(std::string_view hook, std::string_view event) {
  auto e = impl_->faults.strike_hook(hook, event);
  return e ? e->hook : std::string();
}

} // namespace flexcord::sandbox
