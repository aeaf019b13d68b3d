#include "net/twilio/caller.hpp"
#include "config/crash_point.hpp"
#include "net/twilio/parse.hpp"

#include <algorithm>

namespace flexcord::net::twilio {

using std::chrono::milliseconds;

namespace {

failure plain_failure(failure_kind kind, std::string detail) {
  return {kind, 0, 0, std::nullopt, std::move(detail)};
}

result<http::response> judge(const call& c, result<http::response> r) {
  if (!r) {
    auto f = r.error();
    f.detail = c.what + (f.detail.empty() ? "" : ": " + f.detail);
    return f;
  }
  bool good = r->status >= 200 && r->status < 300;
  bool redirect = r->status >= 300 && r->status < 400;
  if (good || (redirect && c.redirect_is_answer)) return r;
  return refusal(*r, c.what);
}

} // namespace

caller::caller(runtime& rt, http::client& client)
    : runtime_(rt), client_(client), random_(std::random_device{}()) {}

void caller::fail(failure f, callback done) {
  runtime_.post([f = std::move(f), done = std::move(done)] { done(f); });
}

void caller::send(call c, callback done) {
  auto j = std::make_unique<job>(job{std::move(c), std::move(done), {}});
  milliseconds delay;
  {
    std::lock_guard lock(mutex_);
    if (stopped_) return fail(plain_failure(failure_kind::stopped, j->c.what), std::move(j->done));
    // Nothing was sent, so this is as safe to repeat as a refused connection.
    if (open_ >= most_waiting)
      return fail(
          plain_failure(failure_kind::unreachable, j->c.what + ": too many calls are waiting"),
          std::move(j->done));
    ++open_;
    delay = turn_of(j->c);
  }
  if (delay > milliseconds(0)) return schedule(std::move(j), delay);
  enter(std::move(j));
}

milliseconds caller::turn_of(const call& c) {
  const auto now = runtime_.time().now();
  rate_limits::clock::duration wait{0};
  if (c.counts_for_service) wait = limits_.take_service(now);
  if (!c.conversation.empty())
    wait = std::max(wait, limits_.take_conversation(c.conversation, now));
  return std::chrono::ceil<milliseconds>(wait);
}

void caller::schedule(job_ptr j, milliseconds delay) {
  std::unique_lock lock(mutex_);
  if (stopped_) {
    lock.unlock();
    auto what = j->c.what;
    return finish(std::move(j), plain_failure(failure_kind::stopped, what));
  }
  auto id = next_sleeper_++;
  auto& entry = sleepers_[id];
  entry.j = std::move(j);
  // The timer's callback waits for the lock, so the handle is in place before it looks for it.
  entry.timer = runtime_.after(delay, [weak = weak_from_this(), id] {
    auto self = weak.lock();
    if (!self) return;
    sleeper woken;
    {
      std::lock_guard guard(self->mutex_);
      auto it = self->sleepers_.find(id);
      if (it == self->sleepers_.end()) return;
      woken = std::move(it->second);
      self->sleepers_.erase(it);
    }
    self->enter(std::move(woken.j));
  });
}

void caller::enter(job_ptr j) {
  {
    std::lock_guard lock(mutex_);
    if (in_flight_ >= most_in_flight) {
      ready_.push_back(std::move(j));
      return;
    }
    ++in_flight_;
  }
  launch(std::move(j));
}

void caller::launch(job_ptr j) {
  // The request is kept for a retry. std::function wants a copyable callback, hence the shared
  // holder.
  auto holder = std::make_shared<job_ptr>(std::move(j));
  auto& c = (*holder)->c;
  client_.send(c.request, c.options, [self = shared_from_this(), holder](result<http::response> r) {
    self->answered(std::move(*holder), std::move(r));
  });
}

void caller::answered(job_ptr j, result<http::response> r) {
  if (r) crash::pass_answer(j->c.request.method);
  job_ptr next;
  {
    std::lock_guard lock(mutex_);
    if (!ready_.empty()) {
      next = std::move(ready_.front());
      ready_.pop_front();
    } else {
      --in_flight_;
    }
  }
  if (next) launch(std::move(next));
  auto judged = judge(j->c, std::move(r));
  if (judged) return finish(std::move(j), std::move(judged));
  std::optional<milliseconds> delay;
  {
    std::lock_guard lock(mutex_);
    std::uniform_real_distribution<double> chance(0, 1);
    delay = next_delay(j->so_far, j->c.kind, judged.error(), chance(random_));
    if (delay) delay = std::max(*delay, turn_of(j->c));
  }
  if (!delay) return finish(std::move(j), std::move(judged));
  schedule(std::move(j), *delay);
}

void caller::finish(job_ptr j, result<http::response> r) {
  {
    std::lock_guard lock(mutex_);
    --open_;
  }
  j->done(std::move(r));
}

void caller::stop() {
  std::unordered_map<std::uint64_t, sleeper> asleep;
  std::deque<job_ptr> ready;
  {
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = true;
    asleep.swap(sleepers_);
    ready.swap(ready_);
    open_ -= asleep.size() + ready.size();
  }
  for (auto& entry : asleep) ready.push_back(std::move(entry.second.j));
  for (auto& j : ready) fail(plain_failure(failure_kind::stopped, j->c.what), std::move(j->done));
}

} // namespace flexcord::net::twilio
