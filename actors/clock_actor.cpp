#include "actors/clock_actor.hpp"

#include "actors/conversation/machine.hpp"

#include <chrono>

namespace flexcord::actors {
namespace {
constexpr auto tick_length = std::chrono::milliseconds(20);
}

clock_state::clock_state(clock_actor::pointer self, std::function<conversation::millis()> now,
                         router_actor router)
    : self_(self),
      now_(std::move(now)),
      router_(std::move(router)),
      wheel_(now_(), tick_length.count()) {}

clock_actor::behavior_type clock_state::make_behavior() {
  return {
      [this](const set_timer& t) {
        wheel_.set(t.key, static_cast<std::uint8_t>(t.which), t.generation, t.due);
      },
      [this](const clear_timer& t) { wheel_.clear(t.key, static_cast<std::uint8_t>(t.which)); },
      [this](const tick&) {
        auto now = now_();
        for (auto& f : wheel_.advance(now)) {
          auto which = static_cast<conversation::timer>(f.kind);
          envelope e;
          e.conversation = f.key;
          e.id = std::string("timer:") + to_string(which) + ':' + std::to_string(f.generation);
          e.at = now;
          e.what = conversation::timer_fired{which, f.generation};
          self_->send(router_, std::move(e));
        }
        self_->delayed_send(self_, tick_length, tick{});
      },
  };
}

} // namespace flexcord::actors
