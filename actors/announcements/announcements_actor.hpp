#pragma once
#include "actors/announcements/core.hpp"
#include "actors/protocol.hpp"
#include "actors/record/keeper.hpp"
#include "actors/turns.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace flexcord::actors {

/// An order for the announcement channel.
struct channel_job {
  announcements::order what;
  conversation::millis created = 0;
  std::string trace;
  bool maybe_done = false;  ///< an earlier life may have done it: look before doing it
  std::string last_message; ///< the newest of our posts that is known to be out
};
/// How it went.
struct channel_outcome {
  std::string message;                      ///< Discord's id of a post that is out
  std::string reason;                       ///< why it was given up, in a word; empty: it is done
  std::optional<bool> can_be_followed = {}; ///< whether the channel's posts can be crossposted
};

struct announcement_tools {
  announcements::rules how;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  /// Each answers once, on any thread, or never when the process ends.
  std::function<void(const announcements::read_feed&, std::function<void(announcements::event)>)>
      read;
  std::function<void(channel_job, std::function<void(channel_outcome)>)> perform;
  /// Runs work after a pause by the node's clock, on any thread.
  std::function<net::timer_handle(std::chrono::milliseconds, std::function<void()>)> after;
};

/// Keeps what is announced: has feeds read when they are due, takes what hooks and members ask for,
/// and has the posts made. Thin: what is announced is decided by actors/announcements/machine.
/// Failure modes: those of a record's keeper; a post that is given up becomes a dead letter, and
/// the next one is made. Debugging: a "step" line for each event and one for each note, component
/// "announcements"; no line has a text.
class announcements_state {
public:
  static inline const char* name = "flexcord.announcements";
  announcements_state(worker_actor::pointer self, journal_actor journal, announcement_tools tools,
                      std::shared_ptr<announcements_state*> address);
  worker_actor::behavior_type make_behavior();

  /// What a hook or a member wants, in this actor's turn. `told` once it is committed, or with
  /// nothing when it could not be taken.
  using told = std::function<void(const std::optional<announcements::answer>&)>;
  void ask(announcements::event what, const std::string& trace, told then);

private:
  using book = record::keeper<announcements::core, std::remove_pointer_t<worker_actor::pointer>>;
  using happening = record::happening<announcements::event>;
  using order = record::order<announcements::order>;

  /// Whether this node does announcements: one does in a cluster.
  bool leads() const { return true; }
  void take(happening e, told then = {});
  void act(const announcements::effects& out);
  void read(const announcements::read_feed& wanted);
  void arm(const announcements::arm& a);
  void tell(const announcements::note& n) const;
  void perform(const order& o, bool maybe_done);
  void outcome(const order& o, const channel_outcome& how);

  worker_actor::pointer self_;
  const std::function<void(std::function<void()>)> in_turn_; ///< see turns_of()
  announcement_tools tools_;
  record::keeper_tools<announcements::core> keeping_;
  std::unique_ptr<book> book_;
  std::map<std::string, net::timer_handle> timers_; ///< by feed
};

using announcements_impl = worker_actor::stateful_impl<announcements_state>;

/// How others reach its state.
using announcements_access = std::function<void(std::function<void(announcements_state&)>)>;

} // namespace flexcord::actors
