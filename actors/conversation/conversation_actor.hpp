#pragma once
#include "actors/cases/protocol.hpp"
#include "actors/chatbot/article_counts.hpp"
#include "actors/conversation/machine.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/reconcile/losses.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace flexcord::actors {

/// What every conversation shares.
struct conversation_world {
  conversation::rules rules;
  std::function<conversation::millis()> now;
  std::function<bool(conversation::millis)> open_at; ///< within the hours?
  /// When somebody will be there, asked while nobody is; without it that is not known.
  std::function<conversation::opening(conversation::millis)> opening_after{};
  std::function<std::string()> fresh_name; ///< "fc-<ulid>"
  metrics* numbers = nullptr;
  std::shared_ptr<const losses> missed = std::make_shared<losses>();
  std::shared_ptr<article_counts> articles = std::make_shared<article_counts>();
};

/// Those who do a conversation's commands.
struct conversation_peers {
  journal_actor journal;
  sender_actor sender;
  flex_actor flex;
  chatbot_actor chatbot;
  clock_actor clock;
  reconcile_actor reconcile;
  flow_actor flow;
  cases_actor cases;
};

/// One dialogue. Events come in one at a time: the machine decides, the journal commits, then the
/// sender of the event is answered and the commands are released. Each destination has a queue with
/// one command in flight. Failure modes: a store that fails leaves the event unanswered until it
/// works again (the journal actor repeats); a copy out of date
/// (`conflict`) is loaded again and the event taken anew; a record that cannot be read is left as
/// it is, and every event is answered with an error. After a loss it catches up first, with the
/// desk and then with the user: what is found goes before what came since, and until then no agent
/// is asked for, no bot asked or heard, and no timer taken. Debugging: one "transition" log line a
/// step.
class conversation_state {
public:
  static inline const char* name = "flexcord.conversation";
  conversation_state(conversation_actor::pointer self, std::string key,
                     std::shared_ptr<const conversation_world> world, conversation_peers peers);
  conversation_actor::behavior_type make_behavior();

private:
  struct incoming {
    envelope what;
    std::optional<caf::typed_response_promise<void>> promise;
    bool ahead = false; ///< it was taken from the line that goes first
  };
  struct queued {
    conversation::order what;
    bool maybe_done = false;
  };
  struct lane {
    std::deque<queued> orders;
    bool in_flight = false;
  };

  /// `anew`: somebody else has written the record since it was loaded.
  void load(bool anew);
  void restore(store::snapshot stored);
  void set_timers(const std::vector<store::timer_row>& stored);
  void accept(envelope e, std::optional<caf::typed_response_promise<void>> promise);
  void pump();
  void committed(incoming in, conversation::step step, std::vector<std::uint64_t> done);
  bool take_next(incoming& to);
  void complete(std::uint64_t id);
  void release();
  void dispatch(const queued& q, conversation::destination where);
  void open_case(const conversation::order& o);
  void note_case(const conversation::order& o);
  static bool attempted(const lane& l, const queued& q);
  /// The user's texts for a desk that have no outcome yet, order `but` left out.
  std::vector<conversation::text_under_way> texts_under_way(std::uint64_t but) const;
  std::vector<std::uint64_t> abandoned_orders(const std::string& desk) const;
  conversation::desk_link link_for(const conversation::command& c) const;
  bool quiet() const;

  // erase.cpp
  void take_erasures();
  void erase(caf::typed_response_promise<erase_outcome> promise);

  // catch_up.cpp
  enum class stage : std::uint8_t { none, desk, user };
  bool desk_behind() const;
  bool user_behind() const;
  void begin_catch_up();
  void go_on_catching_up();
  void ask_for_missed();
  void take_older_than(conversation::millis at);
  void caught_up();
  /// Whether an order may go out while something may be missing.
  bool harmless(conversation::destination where, const conversation::command& c) const;

  conversation_actor::pointer self_;
  std::string key_;
  std::shared_ptr<const conversation_world> world_;
  conversation_peers peers_;
  std::shared_ptr<ownership> owner_;
  bool loaded_ = false, committing_ = false, unreadable_ = false;
  std::uint64_t version_ = 0;
  conversation::millis since_ = 0; ///< when this process took the conversation up
  conversation::state state_;
  std::deque<incoming> incoming_;
  std::deque<caf::typed_response_promise<erase_outcome>> erasures_; ///< not yet looked at
  stage catching_up_ = stage::none;
  conversation::millis catch_up_began_ = 0;
  bool waited_for_desk_ = false, user_answered_ = false;
  std::deque<incoming> ahead_; ///< what need not wait for the catch-up: its finds, and outcomes
  std::map<conversation::destination, lane> lanes_;
};

using conversation_impl = conversation_actor::stateful_impl<conversation_state>;

} // namespace flexcord::actors
