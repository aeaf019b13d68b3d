#include "net/runtime.hpp"

#include "config/log.hpp"
#include "net/led_timers.hpp"
#include "net/runtime_impl.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace flexcord::net {

namespace asio = boost::asio;
using boost::system::error_code;

timer_handle& timer_handle::operator=(timer_handle&& other) noexcept {
  if (this != &other) {
    cancel();
    impl_ = std::move(other.impl_);
  }
  return *this;
}

timer_handle::~timer_handle() { cancel(); }

void timer_handle::cancel() {
  if (!impl_) return;
  impl_->cancelled = true;
  // A timer is not thread-safe; the event loop cancels it.
  if (auto timer = impl_->timer.lock()) {
    auto executor = timer->get_executor();
    asio::post(executor, [timer = std::move(timer)] { timer->cancel(); });
  }
  impl_.reset();
}

runtime::impl::impl(const runtime_options& options)
    : time(options.time ? options.time : std::make_shared<clock>()),
      io(static_cast<int>(std::max<std::size_t>(options.threads, 1))),
      led(time->led() ? std::make_unique<led_timers>(io, *time) : nullptr),
      trusted_ca_file(options.trusted_ca_file),
      guard(asio::make_work_guard(io)) {}

runtime::impl::~impl() = default;

asio::ssl::context& runtime::impl::client_tls() {
  std::call_once(tls_made, [this] {
    tls.emplace(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(tls->native_handle());
    error_code ec;
    tls->set_verify_mode(asio::ssl::verify_peer, ec);
    if (trusted_ca_file.empty()) return;
    tls->load_verify_file(trusted_ca_file, ec);
    if (ec)
      log::error("net", "trusted-ca-file-unusable",
                 {{"file", trusted_ca_file}, {"error", ec.message()}});
  });
  return *tls;
}

void runtime::impl::work() {
  for (;;) {
    try {
      io.run();
      break;
    } catch (const std::exception& e) {
      // A callback broke the rule that nothing throws; the other connections go on.
      log::error("net", "callback-threw", {{"error", e.what()}});
    }
  }
  std::lock_guard lock(mutex);
  --running;
  ended.notify_all();
}

runtime::runtime(runtime_options options) : impl_(std::make_unique<impl>(options)) {
  const auto count = std::max<std::size_t>(options.threads, 1);
  impl_->running = count;
  for (std::size_t i = 0; i < count; ++i)
    impl_->threads.emplace_back([p = impl_.get()] { p->work(); });
}

runtime::~runtime() { stop(); }

void runtime::post(std::function<void()> work) { asio::post(impl_->io, std::move(work)); }

const clock& runtime::time() const { return *impl_->time; }

timer_handle runtime::after(std::chrono::milliseconds delay, std::function<void()> work) {
  if (impl_->led) return timer_handle{impl_->led->start(delay, std::move(work))};
  return after_real(delay, std::move(work));
}

timer_handle runtime::after_real(std::chrono::milliseconds delay, std::function<void()> work) {
  auto timer = std::make_shared<asio::steady_timer>(impl_->io, delay);
  auto state = std::make_shared<timer_handle::impl>();
  state->timer = timer;
  timer->async_wait([timer, state, work = std::move(work)](error_code ec) {
    if (!ec && !state->cancelled) work();
  });
  return timer_handle{state};
}

void runtime::stop(std::chrono::milliseconds grace) {
  std::unique_lock lock(impl_->mutex);
  if (impl_->stopped) return;
  impl_->stopped = true;
  impl_->guard.reset();
  if (!impl_->ended.wait_for(lock, grace, [&] { return impl_->running == 0; })) {
    log::warning("net", "stop-abandoned-work", {{"grace_ms", grace.count()}});
    impl_->io.stop();
  }
  lock.unlock();
  for (auto& thread : impl_->threads) thread.join();
}

} // namespace flexcord::net
