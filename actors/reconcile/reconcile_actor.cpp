#include "actors/reconcile/reconcile_actor.hpp"

#include "actors/conversation/machine.hpp"
#include "actors/discord/inbound.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors {
namespace {
constexpr auto longest_wait_for_gateway = std::chrono::seconds(5);
constexpr auto longest_wait_for_desk = std::chrono::seconds(20);
constexpr auto store_again = std::chrono::milliseconds(500);
constexpr std::size_t readings_at_once = 8;
constexpr int page_size = 100;                            // Discord's most
constexpr conversation::millis edits_reach = 60 * 60'000; // how far behind the mark edits are seen

/// The channel of a conversation; empty when it has none yet.
std::string channel_of(const std::string& key) {
  auto channel = key.substr(key.find(':') + 1);
  const bool digits = !channel.empty() && channel.find_first_not_of("0123456789") == channel.npos;
  return digits ? channel : std::string{};
}
} // namespace

reconcile_state::reconcile_state(reconcile_actor::pointer self, reconcile_tools tools,
                                 journal_actor journal, router_actor router, clock_actor clock,
                                 loss_record record, bool undecided)
    : self_(self),
      me_(self),
      tools_(std::move(tools)),
      journal_(std::move(journal)),
      router_(std::move(router)),
      clock_(std::move(clock)),
      record_(record),
      undecided_(undecided) {}

reconcile_actor::behavior_type reconcile_state::make_behavior() {
  // A handle to itself would keep the actor alive; it is given up with the exit message.
  self_->set_exit_handler([this](caf::exit_msg& m) {
    timers_.clear();
    me_ = nullptr;
    self_->quit(std::move(m.reason));
  });
  if (undecided_)
    later(longest_wait_for_gateway, [this] { decide(); });
  else
    decide();
  return {
      [this](catch_up& c) -> caf::result<missed> {
        auto promise = self_->make_response_promise<missed>();
        auto key = c.key;
        const bool hurried = c.hurried;
        queue_.add(key, {std::move(c), promise}, hurried);
        serve();
        return promise;
      },
      [this](const hurry& h) { queue_.hurry(h.key); },
      [this](const desk_patience&) -> caf::result<void> {
        auto promise = self_->make_response_promise<void>();
        later(longest_wait_for_desk, [promise]() mutable { promise.deliver(); });
        return promise;
      },
      [this](const session_resumed&) {
        if (undecided_) {
          // Nothing of the downtime is missing; what an earlier loss left open still is.
          tools_.book->user_lost(record_.user_side);
          tools_.book->reach_back_to(record_.since);
        }
        decide();
        if (!record_.swept && !sweep_) sweep();
      },
      [this](const session_lost& l) -> caf::result<void> {
        auto promise = self_->make_response_promise<void>();
        lost(l.since, promise);
        return promise;
      },
      [](const job& j) { (*j.run)(); },
  };
}

void reconcile_state::decide() {
  undecided_ = false;
  if (!std::exchange(ticking_, true)) self_->send(clock_, tick{});
  serve();
}

void reconcile_state::lost(std::int64_t since, caf::typed_response_promise<void> promise) {
  record_ = with_loss(record_, since, tools_.book->user_side(), tools_.horizon);
  tools_.book->reach_back_to(record_.since);
  log::warning("reconcile", "events-lost", {{"since", since}, {"until", record_.user_side}});
  tools_.numbers->gateway("events_lost");
  store_record([this, promise]() mutable {
    promise.deliver();
    decide();
    sweep();
  });
}

void reconcile_state::store_record(std::function<void()> then) {
  self_->request(journal_, caf::infinite, write_value{"losses", to_text(record_)})
      .then([then] { then(); },
            [this, then](const caf::error&) {
              later(store_again, [this, then] { store_record(then); });
            });
}

// -- one conversation

void reconcile_state::serve() {
  while (!undecided_ && in_flight_ < readings_at_once) {
    auto next = queue_.next();
    if (!next) return;
    ++in_flight_;
    auto done = [this, promise = next->promise](std::vector<envelope> found) mutable {
      --in_flight_;
      promise.deliver(missed{std::move(found)});
      serve();
    };
    read_page(start_reading(std::move(next->what), net::discord::priority::bot, std::move(done)));
  }
}

std::shared_ptr<reconcile_state::reading>
reconcile_state::start_reading(catch_up what, net::discord::priority urgency,
                               std::function<void(std::vector<envelope>)> done) {
  auto r = std::make_shared<reading>();
  const auto since = tools_.book->since();
  r->after = net::discord::snowflake_at(
      what.mark.empty() ? since
                        : std::max<conversation::millis>(
                              0, net::discord::snowflake_time(what.mark) - edits_reach));
  r->what = std::move(what);
  r->urgency = urgency;
  r->done = std::move(done);
  return r;
}

void reconcile_state::read_page(std::shared_ptr<reading> r) {
  auto channel = channel_of(r->what.key);
  // Of a loss beyond the horizon nobody new is read back to.
  const bool long_ago = tools_.book->user_side() < tools_.now() - tools_.horizon;
  const bool unheard = r->what.mark.empty() && (tools_.book->since() == 0 || long_ago);
  if (channel.empty() || unheard || tools_.book->user_side() <= r->what.caught_up) {
    in_turn([r] { r->done({}); });
    return;
  }
  tools_.discord->messages_after(
      channel, r->after, page_size, r->urgency,
      [this, me = me_, r](net::result<std::vector<net::discord::message>> page) mutable {
        caf::anon_send(me, job{std::make_shared<std::function<void()>>(
                               [this, r, page] { take_page(r, page); })});
      });
}

void reconcile_state::take_page(std::shared_ptr<reading> r,
                                net::result<std::vector<net::discord::message>> page) {
  if (!page) {
    const auto& why = page.error();
    if (why.kind == net::failure_kind::stopped) return;
    const bool refused = why.kind == net::failure_kind::refused && why.http_status >= 400 &&
                         why.http_status < 500 && why.http_status != 429;
    if (refused) {
      r->done(std::move(r->found));
      return;
    }
    later(net::backoff({}, ++r->failures, tools_.random()), [this, r] { read_page(r); });
    return;
  }
  for (auto& m : *page) {
    const bool fresh = conversation::later_mark(m.id, r->what.mark);
    auto e = fresh ? discord::from_message(m) : discord::from_update(m);
    if (!e || e->conversation != r->what.key) continue;
    e->late = true;
    r->found.push_back(std::move(*e));
  }
  r->failures = 0;
  if (page->size() < static_cast<std::size_t>(page_size)) {
    r->done(std::move(r->found));
    return;
  }
  r->after = page->back().id;
  read_page(r);
}

void reconcile_state::in_turn(std::function<void()> work) {
  caf::anon_send(me_, job{std::make_shared<std::function<void()>>(std::move(work))});
}

void reconcile_state::later(std::chrono::milliseconds delay, std::function<void()> work) {
  const auto id = ++last_timer_;
  timers_[id] = tools_.rt->after(delay, [this, me = me_, id, work = std::move(work)] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, id, work] {
                     timers_.erase(id);
                     work();
                   })});
  });
}

} // namespace flexcord::actors
