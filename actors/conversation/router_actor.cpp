#include "actors/conversation/router_actor.hpp"

#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "config/log.hpp"

#include <caf/exit_reason.hpp>
#include <caf/sec.hpp>

#include <algorithm>

namespace flexcord::actors {
namespace {
constexpr std::size_t sweep_chunk =
    1000; // CAF's work stealing suffers when tens of thousands become ready at once
constexpr auto revive_after = std::chrono::seconds(1);

/// What a request is answered with when the one who had it is gone.
bool died(const caf::error& why) {
  return why == caf::sec::broken_promise || why == caf::sec::request_receiver_down ||
         why.category() == caf::type_id_v<caf::exit_reason>;
}

} // namespace

router_state::router_state(router_actor::pointer self,
                           std::shared_ptr<const conversation_world> world,
                           conversation::millis passivate_after)
    : self_(self), world_(std::move(world)), passivate_after_(passivate_after) {}

router_actor::behavior_type router_state::make_behavior() {
  self_->set_down_handler([this](const caf::down_msg& down) {
    auto found = std::ranges::find_if(
        places_, [&](auto& p) { return p.second.who && p.second.who.address() == down.source; });
    if (found == places_.end()) return;
    auto key = found->first;
    mourn(key, found->second, down.reason);
    hand_over(key);
  });
  self_->set_exit_handler([this](caf::exit_msg& m) {
    for (auto& [key, p] : places_)
      if (p.who) self_->send_exit(p.who, caf::exit_reason::user_shutdown);
    places_.clear();
    self_->quit(std::move(m.reason));
  });
  self_->delayed_send(self_, std::chrono::seconds(1), sweep{});
  return {
      [this](peer_list& p) { peers_ = std::move(*p.peers); },
      [this](envelope& e) -> caf::result<void> {
        auto promise = self_->make_response_promise<void>();
        auto key = e.conversation;
        auto& p = at(key);
        p.last = world_->now();
        p.waiting.push_back({std::move(e), promise});
        hand_over(key);
        return promise;
      },
      [this](const wake_conversation& w) { revive(w.key); },
      [this](const erase_conversation& r) -> caf::result<erase_outcome> {
        auto& p = at(r.key);
        p.last = world_->now();
        auto promise = self_->make_response_promise<erase_outcome>();
        self_->request(p.who, caf::infinite, r)
            .then([promise](const erase_outcome& o) mutable { promise.deliver(o); },
                  // It has just left memory, or died.
                  [promise](const caf::error&) mutable {
                    promise.deliver(erase_outcome{"it does not answer", true, {}});
                  });
        return promise;
      },
      [this](const sweep&) {
        sweep_some();
        self_->delayed_send(self_, std::chrono::seconds(1), sweep{});
      },
  };
}

router_state::place& router_state::at(const std::string& key) {
  auto& p = places_[key];
  if (!p.who) p.who = self_->spawn<conversation_impl, caf::monitored>(key, world_, peers_);
  return p;
}

void router_state::revive(const std::string& key) {
  auto& p = at(key);
  p.last = world_->now();
  self_->send(p.who, wake{});
}

void router_state::hand_over(const std::string& key) {
  auto found = places_.find(key);
  if (found == places_.end()) return;
  auto& p = found->second;
  if (p.leaving || p.in_flight) return;
  if (p.waiting.empty()) {
    if (!p.who) places_.erase(found);
    return;
  }
  p.in_flight = true;
  p.last = world_->now();
  self_->request(at(key).who, caf::infinite, p.waiting.front().what)
      .then([this, key] { settle_first(key, {}); },
            [this, key](const caf::error& why) { settle_first(key, why); });
}

void router_state::settle_first(const std::string& key, const caf::error& why) {
  auto found = places_.find(key);
  if (found == places_.end()) return;
  auto& p = found->second;
  p.in_flight = false;
  const bool dead = why && died(why);
  if (dead) mourn(key, p, why);
  auto& first = p.waiting.front();
  if (dead && std::exchange(first.repeated, true)) {
    give_up(std::move(first));
    p.waiting.pop_front();
  } else if (!dead) {
    if (why)
      first.promise.deliver(why);
    else
      first.promise.deliver();
    p.waiting.pop_front();
  }
  hand_over(key);
}

void router_state::give_up(held h) {
  // What cannot be taken must not hold up what comes behind it, nor be lost.
  bury letter{{h.what.conversation, event_letter(h.what), world_->now(),
               conversation::name_of(h.what.what), "the conversation died of it twice",
               encode(h.what)},
              0};
  log::error("router", "event-buried",
             {{"conv", h.what.conversation}, {"event", h.what.id}, {"trace", h.what.trace}});
  self_->request(peers_.journal, caf::infinite, std::move(letter))
      .then([promise = h.promise]() mutable { promise.deliver(); },
            [promise = h.promise](const caf::error& why) mutable { promise.deliver(why); });
}

void router_state::mourn(const std::string& key, place& p, const caf::error& why) {
  if (!p.who) return;
  log::error("router", "conversation-died", {{"conv", key}, {"reason", to_string(why)}});
  p.who = nullptr;
  // What it had committed and not yet done must go on, even if nobody writes to it again.
  self_->run_delayed(revive_after, [this, key] { revive(key); });
}

void router_state::sweep_some() {
  world_->numbers->live_conversations(static_cast<std::int64_t>(places_.size()));
  auto before = world_->now() - passivate_after_;
  std::size_t asked = 0;
  for (auto& [key, p] : places_) {
    if (p.leaving || p.last > before || asked == sweep_chunk) continue;
    ++asked;
    p.leaving = true;
    self_->request(p.who, caf::infinite, passivate{})
        .then([this, key = key](bool gone) { settled(key, gone); },
              [this, key = key](const caf::error&) { settled(key, true); });
  }
}

void router_state::settled(const std::string& key, bool gone) {
  auto found = places_.find(key);
  if (found == places_.end()) return;
  auto& p = found->second;
  p.leaving = false;
  if (gone) {
    if (p.who) self_->demonitor(p.who);
    p.who = nullptr;
  }
  hand_over(key);
}

} // namespace flexcord::actors
