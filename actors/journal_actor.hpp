#pragma once
#include "actors/health.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/store_condition.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <deque>
#include <functional>
#include <memory>

namespace flexcord::actors {

struct journal_tools {
  metrics* numbers = nullptr;
  std::shared_ptr<store_report> report = std::make_shared<store_report>();
  std::function<void()> on_damage = [] {};             ///< the node must end; called once
  std::function<void(const store::step&)> committed{}; ///< hears of each, on the journal's thread
};

/// Owns the store on its own thread (spawn it detached). Commits are grouped by natural batching:
/// while one transaction runs, whatever arrives waits and goes into the next; no timer is added.
/// Failure modes: while the store fails, commits are not answered and are tried again with growing
/// pauses: nobody is told that something is stored that is not. A store that is damaged
/// (`store::must_stop`) is not asked again, and the node ends. Debugging: one log line at each
/// change ("store-failed", "store-recovered", "store-damaged"), not at each try.
class journal_state {
public:
  static inline const char* name = "flexcord.journal";
  journal_state(journal_actor::pointer self, std::unique_ptr<store::journal> store,
                journal_tools tools);
  journal_actor::behavior_type make_behavior();

private:
  using use = store_condition::use;
  struct waiting {
    store::step step;
    caf::typed_response_promise<commit_verdict> promise;
  };
  void flush();
  void probe();
  void try_again();
  void worked(use u);
  void failed(use u, const store::failure& f);
  /// Asks the store, and answers with what it says.
  template <class T, class Call>
  caf::result<T> ask(use u, Call call);
  template <class T, class Call>
  caf::result<T> read(Call call) {
    return ask<T>(use::read, std::move(call));
  }
  template <class Call>
  caf::result<void> write(Call call);

  journal_actor::pointer self_;
  std::unique_ptr<store::journal> store_;
  journal_tools tools_;
  store_condition condition_;
  std::deque<waiting> waiting_;
  bool scheduled_ = false;
  std::size_t group_size_; ///< small after a failure: one step may be to blame
};

using journal_impl = journal_actor::stateful_impl<journal_state>;

} // namespace flexcord::actors
