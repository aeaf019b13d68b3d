#include "test/unit/conversation/world.hpp"

#include <algorithm>

namespace flexcord::conversation {

world::world(world_rules how) : how_(how), judge_(how.live_transcript || how.routed) {
  rule_.live_transcript = how.live_transcript;
  rule_.routed = how.routed;
  rule_.handoff_phrases = {"human"};
}

world::desk* world::named(const std::string& name) {
  auto found = std::ranges::find(desks_, name, &desk::name);
  return found == desks_.end() ? nullptr : &*found;
}

void world::feed(event e, std::string id, std::string of_desk, std::uint64_t completes) {
  if (!broken().empty() || (!id.empty() && seen_.contains(id))) return;
  time_ += 7;
  envelope env{"discord:1", id, time_, completes, std::move(of_desk), {}, std::move(e)};
  const bool manned = !how_.closes || ids_ / 8 % 2 == 0;
  context c{rule_, time_, manned, "fc-" + std::to_string(desks_.size() + 1)};
  for (auto& w : queues_[destination::desk])
    if (auto* p = std::get_if<post>(&w.what.what))
      if (p->by == author::user && w.what.id != completes)
        c.under_way.push_back({p->desk, w.attempted});
  const auto before = now_;
  const auto s = advance(before, env, c);
  if (how_.tells)
    story_.push_back(std::string(name_of(env.what)) + (id.empty() ? "" : " " + id) + " -> " +
                     describe(s));
  judge_.took(before, env, s, !c.under_way.empty());
  now_ = s.next;
  if (!id.empty() && !s.hint) seen_.insert(id);
  lines_.insert(lines_.end(), s.lines.begin(), s.lines.end());
  for (auto t : s.disarmed) armed_.erase(t);
  for (auto& a : s.armed) armed_[a.which] = a;
  // What was given up is dropped, unless it has been tried already.
  for (auto& [where, queue] : queues_)
    std::erase_if(queue, [&](const waiting& w) {
      auto* p = std::get_if<post>(&w.what.what);
      auto* o = std::get_if<open_desk>(&w.what.what);
      auto* b = std::get_if<backfill>(&w.what.what);
      auto* i = std::get_if<invite>(&w.what.what);
      auto* f = std::get_if<flag_request>(&w.what.what);
      auto& name = p   ? p->desk
                   : o ? o->name
                   : b ? b->desk
                   : i ? i->desk
                   : f ? f->desk
                       : std::string();
      return !s.abandoned.empty() && name == s.abandoned && !w.attempted;
    });
  for (auto& o : s.commands) {
    if (auto* open = std::get_if<open_desk>(&o.what))
      desks_.push_back({open->name, "CH-" + open->name});
    queues_[destination_of(o.what)].push_back({o});
  }
  judge_.timers(armed_, now_);
}

void world::act(std::uint64_t choice) {
  if (!broken().empty()) return;
  const auto kind = choice % 32, r = choice / 32;
  if (kind < 6)
    user(r);
  else if (kind < 19)
    advance_queue(r);
  else if (kind < 21)
    fire(r);
  else if (kind < 27)
    at_desk(r);
  else
    announce(r);
}

void world::user(std::uint64_t r) {
  const auto kind = r % 16;
  const auto token = "<" + std::to_string(++ids_) + ">";
  const person ada{"u1", "Ada", {}};
  auto write = [&](std::string text) {
    auto id = fresh("m");
    messages_.push_back(id);
    judge_.user_writes(id, text == "human" ? "human " + token : token);
    feed(user_wrote{id, std::move(text), {}, {}, ada}, id);
  };
  auto old = messages_.empty() ? std::string("m0") : messages_[(r / 16) % messages_.size()];
  if (kind < 7) return write("text " + token);
  if (kind == 7) return write("human");
  if (kind == 8) {
    judge_.user_deletes(old); // what an edit does to the token is not followed
    return feed(user_edited{old, "edited"}, fresh("edit"));
  }
  if (kind == 9) {
    judge_.user_deletes(old);
    return feed(user_deleted{old}, "delete:" + old);
  }
  if (kind == 10 || kind == 11) return feed(agent_requested{"button", ada}, fresh("press"));
  if (kind == 12) return feed(request_cancelled{}, fresh("press"));
  if (kind == 13) {
    auto id = fresh("help");
    if (r & 1024) judge_.user_writes(id, token);
    return feed(help_requested{r & 1024 ? "help " + token : "", "T", ada}, id);
  }
  if (kind == 14) return feed(survey_answered{4}, fresh("press"));
  feed(answer_rated{false}, fresh("press"));
}

void world::fire(std::uint64_t r) {
  if (armed_.empty()) return;
  // Deadlines pass seldom, or no walk would get far.
  auto poll = armed_.find(timer::poll);
  if (poll == armed_.end() && r % 4 != 1) return;
  auto which = poll != armed_.end() && r % 4 != 1
                   ? poll->second
                   : std::next(armed_.begin(), static_cast<long>(r / 64 % armed_.size()))->second;
  if (r % 5 == 0) --which.generation; // one of before, late
  time_ = std::max(time_, r % 5 == 0 ? time_ : which.due);
  feed(timer_fired{which.which, which.generation});
}

void world::advance_queue(std::uint64_t r) {
  std::vector<destination> busy;
  for (auto& [where, queue] : queues_)
    if (!queue.empty()) busy.push_back(where);
  if (busy.empty()) return;
  auto where = busy[r % busy.size()];
  auto& queue = queues_[where];
  const bool started = queue.front().in_flight;
  if (!started) begin(queue.front());
  // Half of what is begun is done at once, the rest when others have had their turn.
  if (!queue.empty() && queue.front().in_flight && (started || r & 4096)) complete(where, r / 8);
}

void world::begin(waiting& w) {
  auto* s = std::get_if<say>(&w.what.what);
  if (s && s->as == voice::bot) {
    if (how_.epoch_rule && s->epoch != now_.shared.epoch) {
      auto o = w.what;
      queues_[destination::user].pop_front();
      return feed(withdrawn{o.what}, "done:" + std::to_string(o.id), {}, o.id);
    }
    judge_.sends(w.what);
  }
  w.in_flight = w.attempted = true;
  if (auto* l = std::get_if<look>(&w.what.what))
    if (auto* d = named(l->desk); d && d->exists) w.found = view(*d, *l);
}

void world::complete(destination where, std::uint64_t r) {
  auto& head = queues_[where].front();
  if (r % 10 == 0) { // to be tried again
    head.in_flight = false;
    head.found.clear();
    return;
  }
  auto done = std::move(head);
  queues_[where].pop_front();
  for (auto& e : done.found) feed(e.what, e.id, e.desk);
  if (std::holds_alternative<look>(done.what.what) && !done.found.empty()) return;
  perform(done.what, r / 16);
}

void world::hook(desk& d, event e, std::string id) {
  envelope env;
  env.id = std::move(id);
  env.desk = d.conversation;
  env.what = std::move(e);
  hooks_.push_back(std::move(env));
}

void world::announce(std::uint64_t r) {
  if (hooks_.empty()) return;
  auto at = hooks_.begin() + static_cast<long>((r / 8) % hooks_.size());
  auto e = *at;
  if (r % 8 != 0) hooks_.erase(at); // else it comes a second time
  if (r % 8 == 1) return;           // lost
  feed(e.what, e.id, e.desk);
}

void world::settle() {
  for (int i = 0; i < 1000 && broken().empty(); ++i) {
    bool more = false;
    for (auto& [where, queue] : queues_) {
      if (queue.empty()) continue;
      more = true;
      if (!queue.front().in_flight) begin(queue.front());
      if (!queue.empty() && queue.front().in_flight) complete(where, 1 + 16 * 7);
      break;
    }
    if (!more && !hooks_.empty()) {
      more = true;
      auto e = hooks_.front();
      hooks_.erase(hooks_.begin());
      feed(e.what, e.id, e.desk);
    }
    if (!more) return;
  }
}

void world::rest() {
  for (int i = 0; i < 100 && broken().empty(); ++i) {
    settle();
    if (std::holds_alternative<idle>(now_.now)) break;
    if (std::holds_alternative<with_agent>(now_.now))
      if (auto* d = named(now_.shared.desk.name); d && d->exists && !d->closed) {
        close(*d); // nothing tells of it but the poll
        judge_.desk_closed(d->name, false);
      }
    auto soonest =
        std::ranges::min_element(armed_, {}, [](const auto& one) { return one.second.due; });
    if (soonest == armed_.end()) break;
    auto a = soonest->second;
    time_ = std::max(time_, a.due);
    feed(timer_fired{a.which, a.generation});
  }
  settle();
  if (broken().empty()) judge_.rests(now_);
}

} // namespace flexcord::conversation
