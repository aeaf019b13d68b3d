#include "net/clock.hpp"

namespace flexcord::net {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::int64_t clock::unix_ms() const {
  if (led_) {
    const std::lock_guard lock(mutex_);
    if (line_) return line_->at(monotonic::now());
  }
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

clock::monotonic::time_point clock::led_now() const {
  const std::lock_guard lock(mutex_);
  const auto now = monotonic::now();
  return line_ ? monotonic::time_point{milliseconds{line_->at(now)}} : now;
}

microseconds clock::wait(monotonic::time_point until) const {
  const auto now = monotonic::now();
  if (led_) {
    const std::lock_guard lock(mutex_);
    if (line_)
      return line_->wait(duration_cast<milliseconds>(until.time_since_epoch()).count(), now);
  }
  return std::max(std::chrono::ceil<microseconds>(until - now), microseconds{0});
}

void clock::lead(time_line line) {
  std::function<void()> told;
  {
    const std::lock_guard lock(mutex_);
    if (line_) line.value = std::max(line.value, line_->at(line.from));
    line_ = line;
    told = told_;
  }
  if (told) told();
}

void clock::on_change(std::function<void()> told) {
  const std::lock_guard lock(mutex_);
  told_ = std::move(told);
}

} // namespace flexcord::net
