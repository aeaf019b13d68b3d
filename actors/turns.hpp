#pragma once
#include "actors/protocol.hpp"

#include <caf/actor_addr.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_control_block.hpp>
#include <caf/send.hpp>

#include <functional>
#include <memory>
#include <utility>

namespace flexcord::actors {

/// Runs work in an actor's own turn, from any thread; not when it has ended. It does not keep the
/// actor alive. The actor takes `job`.
template <class Handle>
std::function<void(std::function<void()>)> turns_of(const Handle& who) {
  return [me = caf::actor_cast<caf::actor_addr>(who)](std::function<void()> work) {
    const auto strong = caf::actor_cast<Handle>(caf::actor_cast<caf::strong_actor_ptr>(me));
    if (strong)
      caf::anon_send(strong, job{std::make_shared<std::function<void()>>(std::move(work))});
  };
}

/// The same with the actor's state, which is where `state` points to by then.
template <class Handle, class State>
std::function<void(std::function<void(State&)>)> turns_of(const Handle& who,
                                                          std::shared_ptr<State*> state) {
  return [in_turn = turns_of(who), state](std::function<void(State&)> work) {
    in_turn([state, work = std::move(work)] { work(**state); });
  };
}

} // namespace flexcord::actors
