#include "actors/conversation/conversation_actor.hpp"

#include "actors/codec.hpp"
#include "actors/conversation/forget.hpp"

/// A person is to be forgotten: in one commit, between two steps.
namespace flexcord::actors {

using namespace conversation;

void conversation_state::take_erasures() {
  while (!erasures_.empty() && loaded_ && !committing_) {
    auto next = std::move(erasures_.front());
    erasures_.pop_front();
    erase(std::move(next));
  }
}

void conversation_state::erase(caf::typed_response_promise<erase_outcome> promise) {
  auto refuse = [&](std::string why, bool busy) {
    promise.deliver(erase_outcome{std::move(why), busy, {}});
  };
  if (unreadable_) return refuse("its record cannot be read by this version", false);
  auto f = forget(state_);
  if (!f.why_not.empty()) return refuse(std::move(f.why_not), false);
  // An outcome of what is under way would bring the words back.
  if (!quiet()) return refuse("something is on its way to the member or to the desk", true);
  store::erasure what{key_, version_ == 0 ? 0 : version_ + 1, encode(f.left), world_->now(), {}};
  committing_ = true;
  self_->request(peers_.journal, caf::infinite, erase_stored{std::move(what)})
      .then(
          [this, promise, left = std::move(f.left)](const erased_rows& r) mutable {
            committing_ = false;
            if (r.gone.conflict) {
              promise.deliver(erase_outcome{"it has just changed", true, {}});
              load(true);
              return;
            }
            for (auto& [which, generation] : state_.shared.armed)
              self_->send(peers_.clock, clear_timer{key_, static_cast<timer>(which)});
            if (version_ != 0) {
              ++version_;
              state_ = std::move(left);
              owner_->epoch.store(state_.shared.epoch);
            }
            promise.deliver(erase_outcome{{}, false, r.gone});
            pump();
          },
          [this, promise](const caf::error&) mutable {
            committing_ = false;
            promise.deliver(erase_outcome{"the store does not answer", true, {}});
            load(true); // nobody knows how far it came
          });
}

} // namespace flexcord::actors
