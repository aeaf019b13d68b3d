#include "actors/conversation/conversation_actor.hpp"

#include "actors/chatbot/article_counting.hpp"
#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "config/crash_point.hpp"
#include "config/log.hpp"

#include <caf/sec.hpp>

#include <algorithm>
#include <set>

namespace flexcord::actors {

using namespace conversation;

conversation_state::conversation_state(conversation_actor::pointer self, std::string key,
                                       std::shared_ptr<const conversation_world> world,
                                       conversation_peers peers)
    : self_(self),
      key_(std::move(key)),
      world_(std::move(world)),
      peers_(std::move(peers)),
      owner_(std::make_shared<ownership>()),
      since_(world_->now()) {}

conversation_actor::behavior_type conversation_state::make_behavior() {
  load(false);
  return {
      [this](envelope& e) -> caf::result<void> {
        auto promise = self_->make_response_promise<void>();
        accept(std::move(e), promise);
        return promise;
      },
      [this](const wake&) { pump(); },
      [this](const erase_conversation&) -> caf::result<erase_outcome> {
        auto promise = self_->make_response_promise<erase_outcome>();
        erasures_.push_back(promise);
        pump();
        return promise;
      },
      [this](const passivate&) {
        if (!quiet()) return false;
        self_->quit();
        return true;
      },
  };
}

bool conversation_state::quiet() const {
  return loaded_ && !committing_ && incoming_.empty() && catching_up_ == stage::none &&
         std::ranges::all_of(lanes_, [](auto& l) { return l.second.orders.empty(); });
}

void conversation_state::load(bool anew) {
  loaded_ = false;
  self_->request(peers_.journal, caf::infinite, load_conversation{key_})
      .then(
          [this, anew](loaded_conversation& l) {
            // At the start of the node all were set; another life's last step may have set more.
            if (anew) set_timers(l.stored.timers);
            restore(std::move(l.stored));
            loaded_ = true;
            pump();
            release();
          },
          [this, anew](const caf::error&) {
            // The journal has logged why. Nothing was taken yet, so nothing is lost: try again
            // shortly.
            self_->run_delayed(std::chrono::milliseconds(500), [this, anew] { load(anew); });
          });
}

void conversation_state::set_timers(const std::vector<store::timer_row>& stored) {
  for (auto& t : stored)
    if (auto which = timer_named(t.kind))
      self_->send(peers_.clock, set_timer{key_, *which, t.generation, t.due});
}

void conversation_state::restore(store::snapshot stored) {
  version_ = stored.version;
  // What is being done is not begun again: its outcome is on the way.
  std::set<std::uint64_t> under_way;
  for (auto& [where, l] : lanes_)
    if (l.in_flight) under_way.insert(l.orders.front().what.id);
  lanes_.clear();
  state_ = {};
  if (version_ != 0) {
    auto known = decode_state(stored.state);
    unreadable_ = !known;
    if (unreadable_) {
      log::error("conversation", "unreadable-state", {{"conv", key_}, {"version", version_}});
      return;
    }
    state_ = std::move(*known);
  }
  for (auto& row : stored.outbox) {
    auto o = decode_order(row.payload);
    if (!o) {
      log::error("conversation", "unreadable-command", {{"conv", key_}, {"command", row.id}});
      self_->send(peers_.journal, bury{{key_, command_letter(row.id), world_->now(), "unknown",
                                        "unreadable", row.payload},
                                       row.id});
      continue;
    }
    o->id = row.id;
    o->created = row.created;
    // One at a time of a lane is under way, so only the first can have been attempted.
    auto& l = lanes_[destination_of(o->what)];
    const bool first = l.orders.empty();
    if (first) l.in_flight = under_way.contains(row.id);
    l.orders.push_back({std::move(*o), first});
  }
  owner_->epoch.store(state_.shared.epoch);
}

void conversation_state::accept(envelope e,
                                std::optional<caf::typed_response_promise<void>> promise) {
  const bool waits = catching_up_ != stage::none && !e.late && e.completes == 0;
  if (waits && incoming_.empty()) self_->send(peers_.reconcile, hurry{key_});
  auto& line = catching_up_ == stage::none || waits ? incoming_ : ahead_;
  line.push_back({std::move(e), std::move(promise)});
  pump();
}

bool conversation_state::take_next(incoming& to) {
  auto& line = ahead_.empty() ? incoming_ : ahead_;
  if (line.empty() || (&line == &incoming_ && catching_up_ != stage::none)) return false;
  to = std::move(line.front());
  to.ahead = &line == &ahead_;
  line.pop_front();
  return true;
}

void conversation_state::pump() {
  if (!loaded_ || committing_) return;
  if (catching_up_ == stage::none && !unreadable_ && (desk_behind() || user_behind()))
    begin_catch_up();
  incoming in;
  if (!take_next(in)) {
    if (catching_up_ != stage::none) go_on_catching_up();
    take_erasures();
    return;
  }
  if (unreadable_) {
    if (in.promise)
      in.promise->deliver(caf::make_error(caf::sec::runtime_error, "its record cannot be read"));
    pump();
    return;
  }
  if (version_ == 0 && !in.what.desk.empty()) {
    // The desk cannot know a conversation that has never been: somebody else's, or made up.
    world_->numbers->webhook_reject("desk", "unknown_conversation");
    if (in.promise) in.promise->deliver();
    pump();
    return;
  }
  committing_ = true;
  auto now = world_->now();
  const bool open = world_->open_at(now);
  auto opens = open || !world_->opening_after ? opening{} : world_->opening_after(now);
  auto step = advance(state_, in.what,
                      context{world_->rules, now, open, world_->fresh_name(),
                              texts_under_way(in.what.completes), since_, std::move(opens)});
  auto done =
      step.abandoned.empty() ? std::vector<std::uint64_t>{} : abandoned_orders(step.abandoned);
  if (in.what.completes != 0) {
    crash::pass(crash::point::before_done);
    done.push_back(in.what.completes);
  }
  auto rec = record_step({key_, version_ + 1, now}, in.what, step, done);
  // The closures own event and step until the journal has spoken.
  auto shared =
      std::make_shared<std::tuple<incoming, conversation::step, std::vector<std::uint64_t>>>(
          std::move(in), std::move(step), std::move(done));
  self_->request(peers_.journal, caf::infinite, std::move(rec))
      .then(
          [this, shared](const commit_verdict& v) {
            auto& [event, step_taken, finished] = *shared;
            committing_ = false;
            if (v.verdict == store::verdict::conflict) {
              log::warning("conversation", "conflict", {{"conv", key_}, {"version", version_ + 1}});
              // Back to where it came from: what was behind it there stays behind it.
              (event.ahead ? ahead_ : incoming_).push_front(std::move(event));
              load(true);
              return;
            }
            if (v.verdict == store::verdict::committed) {
              committed(std::move(event), std::move(step_taken), std::move(finished));
            } else {
              world_->numbers->event(name_of(event.what.what), "duplicate");
              if (event.what.completes != 0) complete(event.what.completes);
              if (event.promise) event.promise->deliver();
              // A life before this one had a commit under way that was seen only now.
              if (v.verdict == store::verdict::overtaken) {
                log::warning("conversation", "overtaken",
                             {{"conv", key_}, {"version", version_ + 1}});
                load(true);
                return;
              }
            }
            release();
            pump();
          },
          [this, shared](const caf::error& why) {
            // Only while the journal goes away, at the end of the process: nothing is acknowledged.
            committing_ = false;
            if (auto& event = std::get<0>(*shared); event.promise) event.promise->deliver(why);
          });
}

void conversation_state::committed(incoming in, conversation::step step,
                                   std::vector<std::uint64_t> done) {
  auto before = std::exchange(state_, std::move(step.next)).now;
  ++version_;
  owner_->epoch.store(state_.shared.epoch);
  if (in.promise) in.promise->deliver();
  for (auto id : done) complete(id);
  for (auto t : step.disarmed) self_->send(peers_.clock, clear_timer{key_, t});
  for (auto& a : step.armed)
    self_->send(peers_.clock, set_timer{key_, a.which, a.generation, a.due});
  report_step({key_, version_, world_->now()}, in.what, step, before, state_, *world_->numbers);
  count_articles(key_, in.what.what, step.how, before, state_.now, *world_->articles);
  for (auto& o : step.commands) {
    world_->numbers->command(name_of(o.what), "given");
    auto where = destination_of(o.what);
    lanes_[where].orders.push_back({std::move(o), false});
  }
}

void conversation_state::complete(std::uint64_t id) {
  for (auto& [where, l] : lanes_) {
    auto found = std::ranges::find_if(l.orders, [id](const queued& q) { return q.what.id == id; });
    if (found == l.orders.end()) continue;
    if (found == l.orders.begin()) l.in_flight = false;
    l.orders.erase(found);
    return;
  }
}

bool conversation_state::attempted(const lane& l, const queued& q) {
  return q.maybe_done || (l.in_flight && &q == &l.orders.front());
}

std::vector<text_under_way> conversation_state::texts_under_way(std::uint64_t but) const {
  std::vector<text_under_way> out;
  auto l = lanes_.find(destination::desk);
  if (l == lanes_.end()) return out;
  for (auto& q : l->second.orders)
    if (auto* p = std::get_if<post>(&q.what.what); p && p->by == author::user && q.what.id != but)
      out.push_back({p->desk, attempted(l->second, q)});
  return out;
}

std::vector<std::uint64_t> conversation_state::abandoned_orders(const std::string& desk) const {
  std::vector<std::uint64_t> out;
  auto l = lanes_.find(destination::desk);
  if (l == lanes_.end()) return out;
  for (auto& q : l->second.orders)
    if (!attempted(l->second, q) && desk_of(q.what.what) == desk &&
        !std::holds_alternative<close_desk>(q.what.what))
      out.push_back(q.what.id);
  return out;
}

void conversation_state::release() {
  if (!loaded_) return;
  for (auto& [where, l] : lanes_) {
    if (l.in_flight || l.orders.empty()) continue;
    auto& q = l.orders.front();
    if (catching_up_ != stage::none && !harmless(where, q.what.what)) continue;
    l.in_flight = true;
    if (auto* s = std::get_if<say>(&q.what.what);
        s && s->as == voice::bot && s->epoch != state_.shared.epoch && !q.maybe_done) {
      world_->numbers->command("say", "withdrawn");
      envelope e{key_,
                 "done:" + std::to_string(q.what.id),
                 world_->now(),
                 q.what.id,
                 {},
                 q.what.trace,
                 withdrawn{q.what.what}};
      incoming_.push_back({std::move(e), std::nullopt});
      continue;
    }
    dispatch(q, where);
  }
}

void conversation_state::dispatch(const queued& q, destination where) {
  if (where == destination::case_book) {
    std::holds_alternative<conversation::open_case>(q.what.what) ? open_case(q.what)
                                                                 : note_case(q.what);
    return;
  }
  perform p{key_,
            q.what,
            q.maybe_done,
            state_.shared.user,
            state_.shared.last_said,
            link_for(q.what.what),
            owner_,
            conversation_actor{self_}};
  switch (where) {
  case destination::user:
    self_->send(peers_.sender, std::move(p));
    break;
  case destination::bot:
    self_->send(peers_.chatbot, std::move(p));
    break;
  case destination::flow:
    self_->send(peers_.flow, std::move(p));
    break;
  default:
    self_->send(peers_.flex, std::move(p));
    break;
  }
}

desk_link conversation_state::link_for(const command& c) const {
  auto wanted = desk_of(c);
  if (wanted.empty() || wanted == state_.shared.desk.name) return state_.shared.desk;
  auto found = std::ranges::find(state_.shared.past, wanted, &desk_link::name);
  if (found != state_.shared.past.end()) return *found;
  desk_link unknown;
  unknown.name = wanted;
  return unknown;
}

} // namespace flexcord::actors
