#include "net/led_timers.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace flexcord::net {

namespace asio = boost::asio;
using boost::system::error_code;

/// Everything of it happens on its strand.
struct led_timers::timer : std::enable_shared_from_this<timer> {
  timer(asio::io_context& io, clock& t, std::chrono::milliseconds delay, std::function<void()> what)
      : real(asio::make_strand(io)), time(t), due(t.now() + delay), work(std::move(what)) {}

  void wait() {
    real.expires_after(time.wait(due));
    real.async_wait([self = shared_from_this()](error_code) {
      if (self->handle->cancelled) return;
      // Woken early: the clock was changed, or it turned out slower than it was.
      if (self->time.now() < self->due) return self->wait();
      self->work();
    });
  }

  asio::steady_timer real;
  clock& time;
  const clock::monotonic::time_point due;
  const std::function<void()> work;
  const std::shared_ptr<timer_handle::impl> handle = std::make_shared<timer_handle::impl>();
};

led_timers::led_timers(asio::io_context& io, clock& time) : io_(io), time_(time) {
  time_.on_change([this] { look_again(); });
}

led_timers::~led_timers() { time_.on_change({}); }

std::shared_ptr<timer_handle::impl> led_timers::start(std::chrono::milliseconds delay,
                                                      std::function<void()> work) {
  auto t = std::make_shared<timer>(io_, time_, delay, std::move(work));
  // The handle reaches the timer inside without keeping it.
  t->handle->timer = std::shared_ptr<asio::steady_timer>(t, &t->real);
  {
    const std::lock_guard lock(mutex_);
    if (timers_.size() >= sweep_at_) {
      std::erase_if(timers_, [](auto& w) { return w.expired(); });
      sweep_at_ = std::max<std::size_t>(64, timers_.size() * 2);
    }
    timers_.push_back(t);
  }
  asio::post(t->real.get_executor(), [t] { t->wait(); });
  return t->handle;
}

void led_timers::look_again() {
  std::vector<std::shared_ptr<timer>> all;
  {
    const std::lock_guard lock(mutex_);
    for (auto& w : timers_)
      if (auto t = w.lock()) all.push_back(std::move(t));
  }
  std::ranges::stable_sort(all, {}, [](auto& t) { return t->due; });
  for (auto& t : all) asio::post(t->real.get_executor(), [t] { t->real.cancel(); });
}

} // namespace flexcord::net
