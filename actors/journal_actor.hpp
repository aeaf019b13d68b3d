#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <atomic>
#include <deque>
#include <memory>

namespace flexcord::actors {

/// True while the last call to the store worked; for /readyz.
using store_health = std::shared_ptr<std::atomic<bool>>;

/// Owns the store on its own thread (spawn it detached). Commits are grouped by natural batching:
/// while one transaction runs, whatever arrives waits and goes into the next; no timer is added.
/// While the store fails, nothing is answered and the group is tried again: nobody is told that
/// something is stored that is not.
class journal_state {
public:
  static inline const char* name = "flexcord.journal";
  journal_state(journal_actor::pointer self, std::unique_ptr<store::journal> store,
                metrics* numbers, store_health health);
  journal_actor::behavior_type make_behavior();

private:
  struct waiting {
    store::step step;
    caf::typed_response_promise<commit_verdict> promise;
  };
  void flush();
  caf::result<void> done(const store::result<void>& r);
  void failed(const store::failure& f);
  template <class T, class Call>
  caf::result<T> read(Call call);

  journal_actor::pointer self_;
  std::unique_ptr<store::journal> store_;
  metrics* numbers_;
  store_health health_;
  std::deque<waiting> waiting_;
  bool scheduled_ = false;
  bool one_by_one_ = false; ///< after a group failed: find out whether one step is to blame
};

using journal_impl = journal_actor::stateful_impl<journal_state>;

} // namespace flexcord::actors
