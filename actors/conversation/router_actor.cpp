#include "actors/conversation/router_actor.hpp"

#include "config/log.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {
constexpr std::size_t sweep_chunk =
    1000; // CAF's work stealing suffers when tens of thousands become ready at once
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
    log::error("router", "conversation-died",
               {{"conv", found->first}, {"reason", to_string(down.reason)}});
    places_.erase(found);
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
        auto& p = at(e.conversation);
        p.last = world_->now();
        if (p.leaving)
          p.waiting.push_back({std::move(e), promise});
        else
          hand_over(p, std::move(e), promise);
        return promise;
      },
      [this](const wake_conversation& w) {
        auto& p = at(w.key);
        p.last = world_->now();
        self_->send(p.who, wake{});
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

void router_state::hand_over(place& p, envelope e, caf::typed_response_promise<void> promise) {
  self_->request(p.who, caf::infinite, std::move(e))
      .then([promise]() mutable { promise.deliver(); },
            [promise](const caf::error& why) mutable { promise.deliver(why); });
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
  auto waiting = std::move(found->second.waiting);
  if (gone) {
    self_->demonitor(found->second.who);
    places_.erase(found);
    if (waiting.empty()) return;
  }
  auto& p = at(key);
  p.leaving = false;
  p.last = world_->now();
  for (auto& h : waiting) hand_over(p, std::move(h.what), h.promise);
}

} // namespace flexcord::actors
