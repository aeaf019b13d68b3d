#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/reconcile/catch_up_queue.hpp"
#include "actors/reconcile/losses.hpp"
#include "net/discord/rest.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <functional>
#include <map>
#include <memory>

namespace flexcord::actors {

struct reconcile_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::function<conversation::millis()> now;
  std::function<double()> random;
  metrics* numbers = nullptr;
  std::shared_ptr<losses> book;
  conversation::millis horizon = 0; ///< how far back the sweep goes
};

/// Finds what users wrote while nobody listened. Conversations ask it for their own (`catch_up`);
/// after a loss it sweeps all that were active within the horizon, newest first, and wakes those
/// that have something. At start it waits for the gateway's word whether the session could be
/// resumed, but not for ever; the clock begins to tick then. Failure modes: a read that fails is
/// repeated with growing pauses; one that Discord refuses finds nothing. Debugging: "sweep" log
/// lines.
class reconcile_state {
public:
  static inline const char* name = "flexcord.reconcile";
  /// `undecided`: the process has just started and the gateway has not spoken.
  reconcile_state(reconcile_actor::pointer self, reconcile_tools tools, journal_actor journal,
                  router_actor router, clock_actor clock, loss_record record, bool undecided);
  reconcile_actor::behavior_type make_behavior();

private:
  /// One conversation's messages behind its mark, read page by page.
  struct reading {
    catch_up what;
    std::string after;
    std::vector<envelope> found;
    std::function<void(std::vector<envelope>)> done;
    net::discord::priority urgency = net::discord::priority::bot;
    std::uint32_t failures = 0;
  };
  struct waiting {
    catch_up what;
    caf::typed_response_promise<missed> promise;
  };
  struct sweep_run {
    std::int64_t loss = 0; ///< the loss it is about
    std::vector<store::recent_row> page;
    std::size_t next = 0, in_flight = 0, asked = 0, woken = 0;
    std::uint32_t rounds = 0; ///< how often the woken ones were asked about again
    bool last_page = false, resting = false;
    std::vector<std::string> behind, again; ///< woken: to be asked about again, and being so
  };

  void decide();
  void serve();
  std::shared_ptr<reading> start_reading(catch_up what, net::discord::priority urgency,
                                         std::function<void(std::vector<envelope>)> done);
  void read_page(std::shared_ptr<reading> r);
  void take_page(std::shared_ptr<reading> r, net::result<std::vector<net::discord::message>> page);
  void lost(std::int64_t since, caf::typed_response_promise<void> promise);
  void store_record(std::function<void()> then);
  void sweep();
  void next_page();
  void probe();
  void probe(catch_up what);
  void probe_again(std::string key);
  void end_sweep();
  void in_turn(std::function<void()> work);
  void later(std::chrono::milliseconds delay, std::function<void()> work);

  reconcile_actor::pointer self_;
  reconcile_actor me_;
  reconcile_tools tools_;
  journal_actor journal_;
  router_actor router_;
  clock_actor clock_;
  loss_record record_;
  bool undecided_, ticking_ = false;
  std::size_t in_flight_ = 0;
  catch_up_queue<waiting> queue_;
  std::shared_ptr<sweep_run> sweep_;
  std::uint64_t last_timer_ = 0;
  std::map<std::uint64_t, net::timer_handle>
      timers_; ///< given up at the end: nobody waits for them
};

using reconcile_impl = reconcile_actor::stateful_impl<reconcile_state>;

} // namespace flexcord::actors
