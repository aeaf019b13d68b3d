#include "actors/codec.hpp"
#include "actors/reconcile/reconcile_actor.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"

#include <caf/send.hpp>

#include <algorithm>

/// The sweep after a loss: every conversation that was active within the horizon is asked about,
/// newest first; those that have something are woken and catch up themselves.
namespace flexcord::actors {
namespace {
constexpr std::size_t rows_a_page = 200;
constexpr std::size_t probes_at_once = 4;
constexpr std::size_t told_every = 1000;
constexpr auto list_again = std::chrono::seconds(1);
constexpr net::backoff_rules between_rounds{std::chrono::seconds(1), std::chrono::minutes(1)};
constexpr std::uint32_t most_rounds = 20; ///< a quarter of an hour

/// Something that the conversation does not know once it has taken it. An edit is found each time.
bool has_new(const std::vector<envelope>& found) {
  return std::ranges::any_of(found, [](const envelope& e) { return !e.mark.empty(); });
}
} // namespace

void reconcile_state::sweep() {
  sweep_ = std::make_shared<sweep_run>();
  sweep_->loss = record_.user_side;
  log::info("reconcile", "sweep-began");
  next_page();
}

void reconcile_state::next_page() {
  list_recent wanted;
  wanted.since = tools_.now() - tools_.horizon;
  wanted.most = rows_a_page;
  if (!sweep_->page.empty()) wanted.last = sweep_->page.back();
  self_->request(journal_, caf::infinite, std::move(wanted))
      .then(
          [this, run = sweep_](recent_list& l) {
            if (run != sweep_) return; // a newer loss began another one
            run->last_page = l.rows.size() < rows_a_page;
            run->page = std::move(l.rows);
            run->next = 0;
            probe();
          },
          [this, run = sweep_](const caf::error&) {
            later(list_again, [this, run] {
              if (run == sweep_) next_page();
            });
          });
}

void reconcile_state::probe() {
  auto run = sweep_;
  while (run->in_flight < probes_at_once && run->next < run->page.size()) {
    auto& row = run->page[run->next++];
    auto known = decode_state(row.state);
    if (!known || known->shared.caught_up >= run->loss) continue;
    if (++run->asked % told_every == 0)
      log::info("reconcile", "sweep", {{"asked", run->asked}, {"woken", run->woken}});
    probe({row.conversation, known->shared.mark, known->shared.caught_up, false});
  }
  while (run->in_flight < probes_at_once && !run->again.empty()) {
    auto key = std::move(run->again.back());
    run->again.pop_back();
    probe_again(std::move(key));
  }
  if (run->in_flight > 0 || run->next < run->page.size()) return;
  if (!run->last_page)
    next_page();
  else if (run->behind.empty() || run->rounds == most_rounds)
    end_sweep();
  else if (!std::exchange(run->resting, true))
    // A crash now would leave what the woken ones have found and not yet stored to their next
    // message: the sweep is over when nothing is to be found with any of them.
    later(net::backoff(between_rounds, ++run->rounds, tools_.random()), [this, run] {
      if (run != sweep_) return;
      run->resting = false;
      run->again = std::exchange(run->behind, {});
      probe();
    });
}

/// Asks about one conversation; one that has something is woken, and asked about again later.
void reconcile_state::probe(catch_up what) {
  auto run = sweep_;
  ++run->in_flight;
  auto done = [this, run, key = what.key](const std::vector<envelope>& found) {
    --run->in_flight;
    if (run != sweep_) return;
    if (!found.empty()) {
      ++run->woken;
      if (has_new(found)) run->behind.push_back(key);
      caf::anon_send(router_, wake_conversation{key});
    }
    probe();
  };
  read_page(start_reading(std::move(what), net::discord::priority::announcement, done));
}

void reconcile_state::probe_again(std::string key) {
  auto run = sweep_;
  ++run->in_flight;
  self_->request(journal_, caf::infinite, load_conversation{key})
      .then(
          [this, run, key](const loaded_conversation& l) {
            --run->in_flight;
            if (run != sweep_) return;
            if (auto known = decode_state(l.stored.state))
              probe({key, known->shared.mark, known->shared.caught_up, false});
            else
              probe();
          },
          [this, run, key](const caf::error&) {
            --run->in_flight;
            if (run != sweep_) return;
            run->behind.push_back(key);
            probe();
          });
}

void reconcile_state::end_sweep() {
  // What they missed they find with their next event: they know that they are behind.
  if (!sweep_->behind.empty())
    log::warning("reconcile", "left-behind", {{"conversations", sweep_->behind.size()}});
  log::info("reconcile", "sweep-ended", {{"asked", sweep_->asked}, {"woken", sweep_->woken}});
  record_.swept = true;
  sweep_.reset();
  store_record([] {});
}

} // namespace flexcord::actors
