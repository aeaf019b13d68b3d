#include "sandbox/core/clock.hpp"

#include <algorithm>

namespace flexcord::sandbox {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

sandbox_clock::sandbox_clock(net::runtime& rt)
    : rt_(rt),
      line_{
          std::chrono::steady_clock::now(),
          duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(),
          1} {}

std::int64_t sandbox_clock::now_ms() const { return line_.at(std::chrono::steady_clock::now()); }

void sandbox_clock::after(std::int64_t ms, std::function<void()> work) {
  if (stopped_) return;
  waiting_.emplace(now_ms() + std::max<std::int64_t>(ms, 0), std::move(work));
  arm();
}

void sandbox_clock::advance(std::int64_t ms) {
  const auto end = now_ms() + ms;
  while (!waiting_.empty() && waiting_.begin()->first <= end) {
    auto first = waiting_.extract(waiting_.begin());
    line_.value += std::max<std::int64_t>(first.key() - now_ms(), 0);
    first.mapped()();
  }
  line_.value += std::max<std::int64_t>(end - now_ms(), 0);
  arm();
}

void sandbox_clock::set_rate(double rate) {
  const auto now = std::chrono::steady_clock::now();
  line_ = {now, line_.at(now), rate};
  arm();
}

void sandbox_clock::forget() {
  waiting_.clear();
  timer_.cancel();
}

void sandbox_clock::stop() {
  stopped_ = true;
  forget();
}

void sandbox_clock::arm() {
  if (waiting_.empty()) return;
  const auto wait = line_.wait(waiting_.begin()->first, std::chrono::steady_clock::now());
  timer_ = rt_.after(std::chrono::ceil<milliseconds>(wait), [this] { run_due(); });
}

void sandbox_clock::run_due() {
  while (!waiting_.empty() && waiting_.begin()->first <= now_ms()) {
    auto first = waiting_.extract(waiting_.begin());
    first.mapped()();
  }
  arm();
}

} // namespace flexcord::sandbox
