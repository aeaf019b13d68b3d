#include "actors/conversation/conversation_actor.hpp"

#include <algorithm>

/// After a loss or a start: what was missed is taken before anything newer.
namespace flexcord::actors {

using namespace conversation;

bool conversation_state::desk_behind() const {
  const auto& desk = state_.shared.desk;
  return desk.open && !desk.conversation.empty() &&
         state_.shared.caught_up < world_->missed->desk_side();
}

bool conversation_state::user_behind() const {
  return state_.shared.caught_up < world_->missed->user_side();
}

void conversation_state::begin_catch_up() {
  catching_up_ = stage::desk;
  catch_up_began_ = world_->now();
  waited_for_desk_ = user_answered_ = false;
  auto waits = [](const incoming& i) { return !i.what.late && i.what.completes == 0; };
  auto passing = std::stable_partition(incoming_.begin(), incoming_.end(), waits);
  std::move(passing, incoming_.end(), std::back_inserter(ahead_));
  incoming_.erase(passing, incoming_.end());
  if (!desk_behind()) return;
  envelope look;
  look.conversation = key_;
  look.at = catch_up_began_;
  look.desk = state_.shared.desk.conversation;
  look.late = true;
  look.what = desk_changed{"webhooks may have been missed"};
  ahead_.push_back({std::move(look), std::nullopt});
  self_->request(peers_.reconcile, caf::infinite, desk_patience{})
      .then(
          [this, began = catch_up_began_] {
            if (began != catch_up_began_) return;
            waited_for_desk_ = true;
            pump();
          },
          [](const caf::error&) {});
}

void conversation_state::go_on_catching_up() {
  if (catching_up_ == stage::desk) {
    // The look that begin_catch_up() asked for, or one that was under way, tells all there is.
    if (state_.shared.desk.open && state_.shared.desk.looking && !waited_for_desk_) return;
    catching_up_ = stage::user;
    if (user_behind())
      ask_for_missed();
    else
      user_answered_ = true;
  }
  if (user_answered_) caught_up();
}

void conversation_state::ask_for_missed() {
  catch_up wanted{key_, state_.shared.mark, state_.shared.caught_up, !incoming_.empty()};
  self_->request(peers_.reconcile, caf::infinite, std::move(wanted))
      .then(
          [this](missed& m) {
            user_answered_ = true;
            for (auto& e : m.events) {
              world_->numbers->event(name_of(e.what), "late");
              take_older_than(e.at);
              ahead_.push_back({std::move(e), std::nullopt});
            }
            pump();
          },
          // Only while the process ends: what waits stays unanswered.
          [](const caf::error&) {});
}

/// What the user did before that moment and was heard: a button pressed before the text that was
/// found.
void conversation_state::take_older_than(millis at) {
  auto stays = [at](const incoming& i) {
    const bool users = i.what.desk.empty() && !std::holds_alternative<timer_fired>(i.what.what);
    return !users || i.what.at >= at;
  };
  auto older = std::stable_partition(incoming_.begin(), incoming_.end(), stays);
  std::move(older, incoming_.end(), std::back_inserter(ahead_));
  incoming_.erase(older, incoming_.end());
}

void conversation_state::caught_up() {
  catching_up_ = stage::none;
  // Written with the next step; without one, catching up again finds the same nothing.
  state_.shared.caught_up = catch_up_began_;
  release();
  pump();
}

bool conversation_state::harmless(destination where, const command& c) const {
  if (where == destination::desk_reader) return true;
  auto* s = std::get_if<say>(&c);
  return where == destination::user && !(s && s->as == voice::bot);
}

} // namespace flexcord::actors
