#include "actors/cases/outbound.hpp"

#include "config/log.hpp"
#include "net/backoff.hpp"
#include "net/twilio/webhook.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::actors {
namespace {

using std::chrono::milliseconds;
constexpr std::int64_t give_up_after = 24 * 3'600'000;
constexpr net::backoff_rules pauses{std::chrono::seconds(1), std::chrono::minutes(10)};

/// Only the number of seconds is understood; a date is as good as nothing.
milliseconds asked_for(const net::http::response& answer) {
  const auto text = answer.headers.get("Retry-After");
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr std::int64_t hour = 3600;
  return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, hour));
}

bool passes(int status) { return status == 408 || status == 429 || status >= 500; }

class call : public std::enable_shared_from_this<call> {
public:
  call(std::shared_ptr<const outbound_tools> tools, std::string name, std::string body,
       std::int64_t created, std::function<bool()> taken_back,
       std::function<void(std::string)> done)
      : tools_(std::move(tools)),
        name_(std::move(name)),
        body_(std::move(body)),
        created_(created),
        taken_back_(std::move(taken_back)),
        done_(std::move(done)) {}

  void attempt() {
    if (taken_back_()) return done_("taken back");
    net::http::request r;
    r.method = "POST";
    r.url = tools_->url;
    r.body = body_;
    r.headers.set("Content-Type", "application/json");
    if (!tools_->key.empty()) // signed anew each time: the receiver refuses what is old
      r.headers.set("X-Flexcord-Signature", net::twilio::flexcord_signature(
                                                tools_->key.reveal(), tools_->now() / 1000, body_));
    net::http::call_options options;
    options.max_body = std::size_t{64} << 10;
    tools_->http->send(std::move(r), std::move(options),
                       [me = shared_from_this()](net::result<net::http::response> answer) {
                         me->answered(answer);
                       });
  }

private:
  void answered(const net::result<net::http::response>& answer) {
    if (!answer) {
      if (answer.error().kind == net::failure_kind::stopped) return; // it stays in the outbox
      return later(to_string(answer.error()), milliseconds(0));
    }
    const auto status = answer->status;
    if (status >= 200 && status < 300) return done_({});
    if (status == 410) return done_("gone");
    if (!passes(status)) return done_("refused");
    later("status " + std::to_string(status), asked_for(*answer));
  }

  void later(const std::string& why, milliseconds at_least) {
    if (tools_->now() - created_ > give_up_after) return done_("failed");
    log::warning("cases", "hook-retry",
                 {{"call", name_}, {"attempt", attempts_ + 1}, {"why", why}});
    if (!tools_->calls->hold(shared_from_this())) return; // the process ends
    const auto pause = std::max(net::backoff(pauses, ++attempts_, tools_->random()), at_least);
    pause_ = tools_->rt->after(pause, [weak = weak_from_this()] {
      auto me = weak.lock();
      if (!me) return;
      me->tools_->calls->release(me);
      me->attempt();
    });
  }

  std::shared_ptr<const outbound_tools> tools_;
  std::string name_, body_;
  std::int64_t created_;
  std::function<bool()> taken_back_;
  std::function<void(std::string)> done_;
  std::uint32_t attempts_ = 0;
  net::timer_handle pause_;
};

} // namespace

bool outbound_calls::hold(std::shared_ptr<void> call) {
  const std::lock_guard lock{guard_};
  if (!stopped_) waiting_.insert(std::move(call));
  return !stopped_;
}

void outbound_calls::release(const std::shared_ptr<void>& call) {
  const std::lock_guard lock{guard_};
  waiting_.erase(call);
}

void outbound_calls::stop() {
  std::set<std::shared_ptr<void>> gone; // they end outside of the lock
  const std::lock_guard lock{guard_};
  stopped_ = true;
  gone.swap(waiting_);
}

void call_outbound(std::shared_ptr<const outbound_tools> tools, std::string name, std::string body,
                   std::int64_t created, std::function<bool()> taken_back,
                   std::function<void(std::string reason)> done) {
  std::make_shared<call>(std::move(tools), std::move(name), std::move(body), created,
                         std::move(taken_back), std::move(done))
      ->attempt();
}

} // namespace flexcord::actors
