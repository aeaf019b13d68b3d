#include "actors/twilio/operation.hpp"

#include "actors/twilio/identities.hpp"

#include <caf/sec.hpp>
#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors::twilio {

using net::failure_kind;

verdict judge(const net::failure& f) {
  if (f.kind == failure_kind::stopped) return verdict::stopped;
  if (f.kind != failure_kind::refused) return verdict::again;
  const bool passing = f.http_status >= 500 || f.http_status == 429 || f.http_status == 408 ||
                       f.http_status < 400; // an answer that says neither yes nor no
  return passing ? verdict::again : verdict::no;
}

bool is_missing(const net::failure& f) {
  return f.kind == failure_kind::refused &&
         (f.code == 20404 || f.http_status == 404 || f.http_status == 410);
}

bool is_over(const net::failure& f) {
  return is_missing(f) || f.code == 50377 || f.code == 45354 || f.code == 45376;
}

std::string reason_of(const net::failure& f) {
  if (is_over(f)) return "gone";
  return judge(f) == verdict::no ? "refused" : "failed";
}

operation::operation(std::shared_ptr<flex_context> c, perform p, patience how_long)
    : context_(std::move(c)),
      perform_(std::move(p)),
      patience_(how_long),
      look_first_(perform_.maybe_done) {}

operation::~operation() { context_->leave(this); }

void operation::start() {
  begun_ = context_->deps.rt.time().now();
  context_->enter(shared_from_this());
  if (going()) attempt();
}

void operation::stop() {
  ended_ = true;
  net::timer_handle timer;
  {
    std::lock_guard lock(timer_mutex_);
    std::swap(timer, timer_);
  }
}

void operation::end() {
  ended_ = true;
  context_->leave(this);
}

std::string operation::user_identity(const conversation::person& user) const {
  return identity_of(user.id.empty() ? perform_.user : user);
}

bool operation::out_of_time() const {
  const auto& t = context_->deps.timing;
  if (patience_ == patience::handoff)
    return context_->deps.rt.time().now() - begun_ >= t.handoff_limit;
  return context_->deps.now_ms() - perform_.what.created >= t.order_limit.count();
}

void operation::tell_place_later(const net::twilio::task& t) {
  if (t.queue_sid.empty()) return;
  conversation::queue_seen seen;
  if (auto* look = std::get_if<conversation::look>(&perform_.what.what)) seen.name = look->desk;
  auto e = envelope_of(seen, perform_.desk.conversation);
  e.id = "queue:" + std::to_string(perform_.what.id);
  context_->queues->ask(t.queue_sid, t.sid,
                        [e = std::move(e), task = t.sid,
                         to = perform_.reply_to](const std::optional<queue_view>& q) mutable {
                          auto& place = std::get<conversation::queue_seen>(e.what);
                          place.position = q ? place_of(task, *q) : 0;
                          if (place.position == 0) return;
                          place.wait = wait_at(place.position, *q);
                          caf::anon_send(to, std::move(e));
                        });
}

void operation::fail(const net::failure& f) {
  constexpr std::uint32_t most_malformed = 5; // a peer that keeps talking nonsense is no use
  constexpr milliseconds longest_asked{60000};
  auto what = judge(f);
  if (what == verdict::stopped) return end();
  if (what == verdict::no) return give_up(f);
  const bool nonsense = f.kind == failure_kind::malformed;
  if (net::is_ambiguous(f) || nonsense) look_first_ = true;
  if (nonsense) ++malformed_;
  ++failures_;
  if (out_of_time() || malformed_ > most_malformed) return give_up(f);
  auto pause = net::backoff(context_->deps.timing.retry, failures_, context_->random());
  pause = std::max(pause, std::min(f.retry_after.value_or(milliseconds{0}), longest_asked));
  context_->count("retried");
  log::warning("flex", "command-retried",
               {{"conv", perform_.key},
                {"trace", perform_.what.trace},
                {"command", conversation::name_of(perform_.what.what)},
                {"failures", failures_},
                {"why", net::to_string(f)}});
  wait(pause, [this] { attempt(); });
}

void operation::give_up(const net::failure& f) {
  log::warning("flex", "command-given-up",
               {{"conv", perform_.key},
                {"trace", perform_.what.trace},
                {"command", conversation::name_of(perform_.what.what)},
                {"failures", failures_},
                {"why", net::to_string(f)}});
  impossible(reason_of(f), f);
}

bool operation::looks_again_later() {
  auto pause = context_->unsettled();
  if (!perform_.maybe_done || pause <= milliseconds{0}) return false;
  look_first_ = true;
  wait(pause, [this] { attempt(); });
  return true;
}

void operation::not_answered(const caf::error& why) {
  if (!going()) return;
  // Nobody is left to hear the outcome; the journal still has the order.
  const bool down = why == caf::sec::request_receiver_down || why == caf::sec::broken_promise ||
                    why.category() == caf::type_id_v<caf::exit_reason>;
  if (down) return end();
  fail({failure_kind::unreachable, 0, 0, std::nullopt, "another actor did not answer"});
}

void operation::wait(milliseconds pause, std::function<void()> next) {
  std::lock_guard lock(timer_mutex_);
  if (!going()) return;
  timer_ = context_->deps.rt.after(pause, [self = shared_from_this(), next = std::move(next)] {
    { std::lock_guard set(self->timer_mutex_); } // the handle is in its place now
    if (self->going()) next();
  });
}

conversation::envelope operation::envelope_of(conversation::event what,
                                              const std::string& desk) const {
  conversation::envelope e;
  e.conversation = perform_.key;
  e.at = context_->deps.now_ms();
  e.trace = perform_.what.trace;
  e.desk = desk;
  e.what = std::move(what);
  return e;
}

void operation::finish(conversation::event what, std::string_view outcome,
                       const std::string& desk) {
  if (ended_.exchange(true)) return;
  auto e = envelope_of(std::move(what), desk);
  e.id = "done:" + std::to_string(perform_.what.id);
  e.completes = perform_.what.id;
  context_->count(outcome);
  caf::anon_send(perform_.reply_to, std::move(e));
  context_->leave(this);
}

void operation::finish_delivered(std::vector<std::string> ids, std::int64_t index) {
  finish(conversation::delivered{perform_.what.what, std::move(ids), index}, "delivered");
}

void operation::finish_undeliverable(const std::string& reason) {
  finish(conversation::undeliverable{perform_.what.what, reason}, reason);
}

} // namespace flexcord::actors::twilio
