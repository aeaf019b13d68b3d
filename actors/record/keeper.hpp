#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "actors/record/order.hpp"
#include "config/crash_point.hpp"
#include "config/log.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>

namespace flexcord::actors::record {

/// Who keeps records, and who does their commands.
template <class Core>
struct keeper_tools {
  Core core; ///< how records of this kind go on
  journal_actor journal;
  std::function<millis()> now;
  metrics* numbers = nullptr;
  std::string component; ///< for logs
  /// Does a command, and tells its outcome to the record as an event that completes it.
  /// `maybe_done`: an earlier life may have done it, so look before doing it.
  std::function<void(const std::string& key, const order<typename Core::command>& what,
                     bool maybe_done)>
      perform;
  /// The record was read from the journal: at first, and each time that the copy in memory turned
  /// out to be out of date. What only memory knew is gone then. May be empty.
  std::function<void()> loaded = {};
};

/// One record, run in the turns of the actor that owns it: events one at a time, each committed,
/// then acknowledged, then acted upon. A store that fails leaves the event unanswered; a copy out
/// of date is loaded again; a record that cannot be read is left as it is, and its events are
/// refused. Debugging: one "step" line for each.
template <kind Core, class Self>
class keeper {
public:
  using state = typename Core::state;
  using event = typename Core::event;
  using command = typename Core::command;
  using step = step_of<Core>;
  using effects = effects_of<Core>;
  static constexpr bool has_effects = !std::is_same_v<effects, no_effects>;
  /// Told once: no error when the event is committed or known, else why it could not be taken. Of a
  /// machine with effects also those of the step that was taken; none of an event that was known,
  /// since its own were seen to when it was new.
  using answer = std::conditional_t<has_effects, std::function<void(const caf::error&, effects)>,
                                    std::function<void(const caf::error&)>>;

  /// `unwritten`: what it is while nothing is stored of it.
  keeper(Self* self, std::string key, const keeper_tools<Core>& tools, state unwritten = {})
      : self_(self), key_(std::move(key)), tools_(tools), unwritten_(std::move(unwritten)) {
    load();
  }
  keeper(const keeper&) = delete;
  keeper& operator=(const keeper&) = delete;

  void take(happening<event> e, answer done = {}) {
    incoming_.push_back({std::move(e), std::move(done)});
    pump();
  }
  /// Nothing is under way, so it may leave memory.
  bool quiet() const {
    return loaded_ && !committing_ && incoming_.empty() &&
           std::all_of(lanes_.begin(), lanes_.end(),
                       [](const auto& l) { return l.second.orders.empty(); });
  }
  bool loaded() const { return loaded_; }
  bool is_new() const { return version_ == 0; }
  const state& now() const { return state_; }

private:
  struct incoming {
    happening<event> what;
    answer done;
  };
  struct queued {
    order<command> what;
    bool maybe_done = false;
  };
  using revisions = std::map<std::uint64_t, revision<command>>;
  struct lane {
    std::deque<queued> orders;
    bool in_flight = false;
  };

  void load() {
    loaded_ = false;
    self_->request(tools_.journal, caf::infinite, load_conversation{key_})
        .then(
            [this](loaded_conversation& l) {
              restore(std::move(l.stored));
              loaded_ = true;
              if (tools_.loaded) tools_.loaded();
              pump();
              release();
            },
            [this](const caf::error&) { // the journal has logged why
              self_->run_delayed(std::chrono::milliseconds(500), [this] { load(); });
            });
  }

  void restore(store::snapshot stored) {
    version_ = stored.version;
    std::map<std::uint64_t, bool> under_way;
    for (auto& [name, l] : lanes_)
      if (l.in_flight) under_way[l.orders.front().what.id] = true;
    lanes_.clear();
    state_ = unwritten_;
    if (version_ != 0) {
      auto known = Core::decode_state(stored.state);
      unreadable_ = !known;
      if (unreadable_) {
        log::error(tools_.component, "unreadable-record", {{"record", key_}});
        return;
      }
      state_ = std::move(*known);
    }
    for (auto& row : stored.outbox) restore(row, under_way.contains(row.id));
  }

  void restore(store::outbox_row& row, bool under_way) {
    auto what = Core::decode_command(row.payload);
    if (!what) {
      log::error(tools_.component, "unreadable-command", {{"record", key_}, {"command", row.id}});
      self_->send(tools_.journal, bury{{key_, "command:" + std::to_string(row.id), tools_.now(),
                                        "unknown", "unreadable", row.payload},
                                       row.id});
      return;
    }
    // One of a lane is under way, so only the first can have been attempted.
    auto& l = lanes_[Core::lane_of(what->first)];
    const bool first = l.orders.empty();
    if (first) l.in_flight = under_way;
    l.orders.push_back(
        {{row.id, row.created, std::move(what->second), std::move(what->first)}, first});
  }

  void pump() {
    if (!loaded_ || committing_ || incoming_.empty()) return;
    auto in = std::make_shared<incoming>(std::move(incoming_.front()));
    incoming_.pop_front();
    if (unreadable_) {
      answered(*in, caf::make_error(caf::sec::runtime_error, "its record cannot be read"));
      return pump();
    }
    if (in->what.completes != 0 && taken_back_.erase(in->what.completes) > 0) {
      complete(in->what.completes); // nobody wants to know any more how it went
      answered(*in, {});
      release();
      return pump();
    }
    auto taken = std::make_shared<step>(tools_.core.advance(state_, in->what, tools_.now()));
    if (!taken->worth_storing && in->what.id.empty() && in->what.completes == 0) {
      state_ = std::move(taken->next);
      answered(*in, {}, std::move(taken->effects));
      return pump();
    }
    auto revised = std::make_shared<revisions>(revise(*in, *taken));
    committing_ = true;
    if (in->what.completes != 0) crash::pass(crash::point::before_done);
    self_->request(tools_.journal, caf::infinite, rows_of(*in, *taken, *revised))
        .then([this, in, taken,
               revised](const commit_verdict& v) { heard(*in, *taken, *revised, v.verdict); },
              [this, in](const caf::error& why) { // the journal is going away: no acknowledgement
                committing_ = false;
                answered(*in, why);
              });
  }

  /// What the event changes of the commands that are still to be done.
  revisions revise(const incoming& in, const step& s) const {
    revisions all;
    if constexpr (requires { &Core::revise; })
      for (auto& [name, l] : lanes_)
        for (auto& q : l.orders) {
          auto r = Core::revise(q.what.what, in.what.what, state_, s.next);
          if (r.taken_back || r.instead) all[q.what.id] = std::move(r);
        }
    return all;
  }

  void apply(revisions& all) {
    for (auto& [name, l] : lanes_)
      for (auto q = l.orders.begin(); q != l.orders.end();) {
        auto r = all.find(q->what.id);
        const bool under_way = l.in_flight && q == l.orders.begin();
        if (r != all.end() && r->second.instead) q->what.what = std::move(*r->second.instead);
        if (r == all.end() || !r->second.taken_back) {
          ++q;
        } else if (under_way) { // its lane waits for whoever tries it
          taken_back_.insert(q->what.id);
          *under_way_[q->what.id] = true;
          ++q;
        } else {
          q = l.orders.erase(q);
        }
      }
  }

  store::step rows_of(const incoming& in, const step& s, const revisions& revised) const {
    store::step out;
    out.conversation = key_;
    out.version = version_ + 1;
    out.state = Core::encode(s.next);
    out.owner = "record";
    out.at = tools_.now();
    out.event_ids.push_back(in.what.id);
    for (auto& o : s.commands)
      out.commands.push_back({o.id, Core::lane_of(o.what), Core::priority_of(o.what),
                              Core::encode(o.what, o.trace), o.created});
    if (in.what.completes != 0) {
      out.done.push_back(in.what.completes);
      if (auto* dead = s.dead.empty() ? nullptr : find(in.what.completes))
        out.dead.push_back({key_, "command:" + std::to_string(dead->id), out.at,
                            Core::name_of(dead->what), s.dead, Core::encode(dead->what, {})});
    }
    for (auto& [id, r] : revised) {
      if (r.taken_back) out.done.push_back(id);
      if (auto* o = r.instead ? find(id) : nullptr)
        out.commands.push_back({id, Core::lane_of(*r.instead), Core::priority_of(*r.instead),
                                Core::encode(*r.instead, o->trace), o->created});
    }
    out.cases = s.entries;
    out.facts = s.facts;
    return out;
  }

  void heard(incoming& in, step& s, revisions& revised, store::verdict v) {
    committing_ = false;
    if (v == store::verdict::conflict) {
      incoming_.push_front(std::move(in));
      return load();
    }
    if (v == store::verdict::committed) {
      state_ = std::move(s.next);
      ++version_;
      apply(revised);
      log::info(tools_.component, "step",
                {{"record", key_},
                 {"event", Core::name_of(in.what.what)},
                 {"commands", s.commands.size()},
                 {"trace", in.what.trace}});
    }
    complete(in.what.completes);
    answered(in, {}, v == store::verdict::committed ? std::move(s.effects) : effects{});
    if (v == store::verdict::overtaken) return load();
    if (v == store::verdict::committed)
      for (auto& o : s.commands) {
        if (tools_.numbers != nullptr) tools_.numbers->command(Core::name_of(o.what), "given");
        auto name = Core::lane_of(o.what);
        lanes_[name].orders.push_back({std::move(o), false});
      }
    release();
    pump();
  }

  static void answered(incoming& in, const caf::error& why, effects of_step = {}) {
    auto done = std::exchange(in.done, {});
    if (!done) return;
    if constexpr (has_effects)
      done(why, std::move(of_step));
    else
      done(why);
  }

  const order<command>* find(std::uint64_t id) const {
    for (auto& [name, l] : lanes_)
      for (auto& q : l.orders)
        if (q.what.id == id) return &q.what;
    return nullptr;
  }

  void complete(std::uint64_t id) {
    under_way_.erase(id);
    for (auto& [name, l] : lanes_) {
      auto found = std::find_if(l.orders.begin(), l.orders.end(),
                                [id](const queued& q) { return q.what.id == id; });
      if (found == l.orders.end()) continue;
      if (found == l.orders.begin()) l.in_flight = false;
      l.orders.erase(found);
      return;
    }
  }

  void release() {
    if (!loaded_) return;
    for (auto& [name, l] : lanes_) {
      if (l.in_flight || l.orders.empty()) continue;
      l.in_flight = true;
      auto& first = l.orders.front();
      auto mark = std::make_shared<std::atomic<bool>>(false);
      under_way_[first.what.id] = mark;
      first.what.taken_back = std::move(mark);
      tools_.perform(key_, first.what, first.maybe_done);
    }
  }

  Self* self_;
  std::string key_;
  const keeper_tools<Core>& tools_;
  bool loaded_ = false, committing_ = false, unreadable_ = false;
  std::uint64_t version_ = 0;
  state unwritten_, state_;
  std::deque<incoming> incoming_;
  std::map<std::string, lane> lanes_;
  std::map<std::uint64_t, std::shared_ptr<std::atomic<bool>>> under_way_; ///< what they are told
  std::set<std::uint64_t> taken_back_; ///< of those under way: their outcome is of no interest
};

} // namespace flexcord::actors::record
