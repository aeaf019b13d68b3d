#include "actors/discord/news_actor.hpp"

#include "actors/discord/inbound.hpp"
#include "config/log.hpp"
#include "net/discord/plain.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors {
namespace {

constexpr conversation::millis give_up_after = 24 * 3'600'000;
constexpr auto store_pause = std::chrono::milliseconds(500);
constexpr net::backoff_rules pauses{std::chrono::seconds(1), std::chrono::minutes(1)};
constexpr std::size_t longest_title = 100, most_channels = 10'000;

envelope news_of(const private_news& n, std::string key) {
  auto& o = n.order;
  envelope e;
  e.conversation = std::move(key);
  e.id = "news:" + std::to_string(n.what.number) + ':' + std::to_string(o.id) + ':' +
         std::to_string(o.created);
  e.at = o.created;
  e.trace = o.trace;
  // The title of a handoff is ours, not the member's.
  auto title = n.what.what == cases::kind::handoff
                   ? std::string{}
                   : net::discord::plain_line(n.what.title, longest_title);
  e.what = conversation::case_news{n.what.number, to_string(n.what.now), std::move(title),
                                   n.what.whom.who};
  return e;
}

} // namespace

news_state::news_state(worker_actor::pointer self, news_tools tools, router_actor router,
                       journal_actor journal, std::shared_ptr<news_state*> address)
    : self_(self),
      tools_(std::move(tools)),
      router_(std::move(router)),
      journal_(std::move(journal)) {
  *address = this;
}

worker_actor::behavior_type news_state::make_behavior() {
  return {[](const job& j) { (*j.run)(); }};
}

void news_state::tell(private_news n) {
  if (!n.what.whom.talk.empty()) {
    auto key = n.what.whom.talk;
    return route(std::move(n), std::move(key));
  }
  openings_.push_back({std::move(n)});
  open_next();
}

void news_state::route(private_news n, std::string key) {
  auto e = news_of(n, key);
  self_->request(router_, caf::infinite, std::move(e))
      .then([done = n.done] { done({}, {}); },
            [this, n, key](const caf::error&) { // the journal has logged why
              self_->run_delayed(store_pause, [this, n, key] { route(n, key); });
            });
}

void news_state::later(std::chrono::milliseconds pause, std::function<void()> work) {
  struct waiting {
    std::function<void()> work;
    net::timer_handle timer; // lives as long as its own callback
  };
  auto w = std::make_shared<waiting>();
  w->work = std::move(work);
  w->timer = tools_.rt->after(pause, [me = worker_actor{self_}, w] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(std::move(w->work))});
  });
}

void news_state::open_next() {
  if (opening_ || openings_.empty()) return;
  auto next = std::move(openings_.front());
  openings_.pop_front();
  if (next.news.order.is_taken_back()) {
    next.news.done({}, "taken back");
    return open_next();
  }
  const auto user = next.news.what.whom.who.id;
  if (auto known = channels_.find(user); known != channels_.end()) {
    auto key = known->second;
    if_known(std::move(next.news), std::move(key));
    return open_next();
  }
  opening_ = true;
  auto held = std::make_shared<opening>(std::move(next));
  tools_.discord->open_dm(
      user, net::discord::priority::case_update,
      [this, me = worker_actor{self_}, held](net::result<std::string> channel) {
        auto work = [this, held, channel = std::move(channel)] { opened(*held, channel); };
        caf::anon_send(me, job{std::make_shared<std::function<void()>>(std::move(work))});
      });
}

void news_state::opened(opening o, net::result<std::string> channel) {
  later(tools_.between_openings, [this] {
    opening_ = false;
    open_next();
  });
  if (channel) {
    if (channels_.size() >= most_channels) channels_.clear();
    auto key = discord::channel_key(*channel);
    channels_[o.news.what.whom.who.id] = key;
    return if_known(std::move(o.news), std::move(key));
  }
  const auto& why = channel.error();
  if (why.kind == net::failure_kind::stopped) return; // the command stays in the outbox
  log::warning(
      "news", "no-dm-channel",
      {{"case", o.news.what.number}, {"why", to_string(why)}, {"trace", o.news.order.trace}});
  const bool verdict = why.kind == net::failure_kind::refused && why.http_status < 500 &&
                       why.http_status != 429 && why.http_status != 401;
  if (verdict) return o.news.done({}, "closed");
  if (tools_.now() - o.news.order.created > give_up_after) return o.news.done({}, "failed");
  auto pause = net::backoff(pauses, ++o.attempts, tools_.random());
  if (why.retry_after) pause = std::max(pause, *why.retry_after);
  auto again = std::make_shared<opening>(std::move(o));
  later(pause, [this, again] {
    openings_.push_back(*again);
    open_next();
  });
}

void news_state::if_known(private_news n, std::string key) {
  if (n.what.whom.may_dm) return route(std::move(n), std::move(key));
  self_->request(journal_, caf::infinite, load_conversation{key})
      .then([this, n,
             key](const loaded_conversation& l) { l.found ? route(n, key) : n.done({}, "closed"); },
            [this, n, key](const caf::error&) {
              self_->run_delayed(store_pause, [this, n, key] { if_known(n, key); });
            });
}

} // namespace flexcord::actors
