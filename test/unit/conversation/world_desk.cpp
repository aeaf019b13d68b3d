// The world's other sides: what becomes of a command, and what agents do on their own.
#include "test/unit/conversation/world.hpp"

#include <algorithm>

namespace flexcord::conversation {

std::vector<envelope> world::view(const desk& d, const look& l) {
  std::vector<envelope> found;
  auto add = [&](event e, std::string id) {
    envelope env;
    env.id = std::move(id);
    env.desk = d.conversation;
    env.what = std::move(e);
    found.push_back(std::move(env));
  };
  for (std::size_t i = static_cast<std::size_t>(l.after + 1); i < d.messages.size(); ++i)
    if (auto& m = d.messages[i]; !m.from.id.empty())
      add(agent_wrote{m.id, static_cast<std::int64_t>(i), m.from, m.text, {}, true}, m.id);
  desk_seen s;
  s.name = d.name;
  s.agents = d.agents;
  s.channel = d.closed ? "closed" : d.channel;
  s.conversation_closed = d.closed;
  s.tasks_known = true;
  s.invite_open = d.invite_open;
  s.task_assigned = d.assigned;
  s.last_index = std::ssize(d.messages) - 1;
  add(s, {});
  return found;
}

void world::close(desk& d) {
  d.closed = true;
  d.invite_open = d.assigned = false;
  d.agents.clear();
}

std::string world::perform(const order& o, std::uint64_t r) {
  const auto id = "done:" + std::to_string(o.id);
  const bool fails = r % 16 == 0;
  auto done = [&](event e) { feed(std::move(e), id, {}, o.id); };
  auto ours = [&](desk& d) {
    d.messages.push_back({fresh("IM"), {}, {}});
    return d.messages.back().id;
  };
  if (auto* ask = std::get_if<ask_bot>(&o.what)) {
    if (fails)
      done(bot_failed{ask->turn, "timeout"});
    else
      done(bot_answered{ask->turn, {{"answer", {}, {}, {}}}, r % 16 == 1, {}, {}});
  } else if (std::holds_alternative<open_case>(o.what)) {
    const bool again = cases_ > 0 && r % 4 == 1; // the last one goes on
    done(case_opened{again ? cases_ : ++cases_, again});
  } else if (auto* s = std::get_if<say>(&o.what)) {
    if (fails) {
      done(undeliverable{o.what, "closed"});
    } else {
      judge_.reached(*s);
      done(delivered{o.what, {fresh("d")}, -1});
    }
  } else if (auto* open = std::get_if<open_desk>(&o.what)) {
    if (fails) {
      done(desk_failed{open->name, "refused"});
    } else {
      auto& d = *named(open->name);
      d.exists = true;
      judge_.desk_made(d.name);
      done(desk_opened{d.name, d.conversation});
    }
  } else if (auto* b = std::get_if<backfill>(&o.what)) {
    auto& d = *named(b->desk);
    if (!d.exists || d.closed) return done(undeliverable{o.what, "gone"}), id;
    std::vector<std::string> ids;
    for (auto& l : lines_)
      if (l.at > b->after && l.at <= b->upto && (l.author == "user" || l.author == "bot")) {
        ids.push_back(ours(d));
        if (l.author == "user") judge_.posted(d.name, l.source);
      }
    done(delivered{o.what, ids, std::ssize(d.messages) - 1});
  } else if (auto* p = std::get_if<post>(&o.what)) {
    auto& d = *named(p->desk);
    if (!d.exists || d.closed) return done(undeliverable{o.what, "gone"}), id;
    if (fails) return done(undeliverable{o.what, "refused"}), id;
    if (p->by == author::user) {
      judge_.posted(d.name, p->source);
      if (d.channel == "inactive") d.channel = "active";
    }
    auto message = ours(d);
    // The flow may ask before the outcome of the post is known.
    const bool first = r & 512;
    const bool heard = how_.routed && p->by == author::user;
    if (heard && first) flow_hears(d, message, r / 1024);
    done(delivered{o.what, {message}, std::ssize(d.messages) - 1});
    if (heard && !first) flow_hears(d, message, r / 1024);
  } else if (auto* i = std::get_if<invite>(&o.what)) {
    auto& d = *named(i->desk);
    if (!d.exists || d.closed || fails) return done(desk_failed{d.name, "refused"}), id;
    d.invite_open = true;
    done(agent_invited{d.name, "KD-" + d.name, "UO-" + d.name, fresh("WT")});
  } else if (auto* f = std::get_if<flag_request>(&o.what)) {
    auto& d = *named(f->desk);
    if (!d.exists || d.closed || fails) return done(undeliverable{o.what, "gone"}), id;
    d.flagged = true;
    done(delivered{o.what, {}, -1});
  } else if (auto* t = std::get_if<tell_flow>(&o.what)) {
    if (fails || r % 16 == 1) return done(undeliverable{o.what, "late"}), id;
    auto* d = named(t->ticket.substr(0, t->ticket.find('/')));
    done(delivered{o.what, {}, -1});
    if (t->wants_agent && d && r % 16 != 2) flow_brings_agent(*d); // else it is silent
  } else if (auto* c = std::get_if<close_desk>(&o.what)) {
    auto& d = *named(c->desk);
    if (d.exists && !d.closed) {
      close(d);
      judge_.desk_closed(d.name, true);
      hook(d, desk_ended{}, "ended:" + d.name);
    }
    done(delivered{o.what, {}, -1});
  } else if (std::holds_alternative<look>(o.what)) {
    done(undeliverable{o.what, "failed"});
  } else {
    done(delivered{o.what, {}, -1});
  }
  return id;
}

/// Studio as it is: asks, brings an agent by itself when it could not ask, or is stuck.
void world::flow_hears(desk& d, const std::string& copy, std::uint64_t r) {
  if (!d.flow || d.closed) return;
  if (d.flagged || r % 16 == 0) return flow_brings_agent(d);
  if (r % 16 == 1) return;
  auto ticket = d.name + "/" + fresh("ticket");
  hook(d, flow_asked{ticket, copy}, ticket);
}

void world::flow_brings_agent(desk& d) {
  if (!d.flow || d.closed) return;
  d.flow = false; // it hears nothing more of this conversation
  d.invite_open = d.agents.empty();
  hook(d, desk_changed{"task.created", true}, fresh("changed"));
}

void world::leave(desk& d, std::size_t who) {
  hook(d, agent_left{d.agents[who].id}, fresh("left"));
  d.agents.erase(d.agents.begin() + static_cast<long>(who));
}

void world::at_desk(std::uint64_t r) {
  auto open = std::ranges::find_if(desks_, [](const desk& d) { return d.exists && !d.closed; });
  if (open == desks_.end()) return;
  auto& d = *open;
  static const agent people[] = {{"id-Ana", "Ana", true}, {"id-Ben", "Ben", true}};
  const auto kind = r % 16;
  r /= 16;
  const bool unasked = how_.live_transcript && r % 8 == 0;
  if (kind < 5 && (d.invite_open || unasked)) { // accepts, or comes unasked
    auto who = people[r % 2];
    if (std::ranges::find(d.agents, who) != d.agents.end()) return;
    d.agents.push_back(who);
    d.invite_open = false;
    d.assigned = true;
    d.channel = "active";
    hook(d, agent_joined{{"UT-" + who.id, "", false}}, fresh("hint"));
    hook(d, agent_joined{who}, fresh("joined"));
  } else if (kind < 10 && !d.agents.empty()) { // writes
    auto id = fresh("IM");
    d.messages.push_back({id, d.agents[r % d.agents.size()], "hi"});
    judge_.agent_writes(d.name, id);
    hook(d, agent_wrote{id, std::ssize(d.messages) - 1, d.messages.back().from, "hi", {}, false},
         id);
  } else if (kind == 10 && !d.agents.empty()) { // passes it on
    d.invite_open = true;
    d.assigned = d.agents.size() > 1;
    leave(d, r % d.agents.size());
  } else if (kind == 11 && d.agents.size() == 1 && !d.invite_open) { // puts it aside
    d.channel = "inactive";
    d.assigned = false;
    leave(d, 0);
  } else if (kind == 12 && !d.agents.empty()) { // just leaves
    d.assigned = d.agents.size() > 1;
    leave(d, r % d.agents.size());
  } else if (kind == 13 && !d.agents.empty()) { // completes
    close(d);
    judge_.desk_closed(d.name, false);
    hook(d, desk_ended{}, "ended:" + d.name);
  } else if (kind == 14 && d.invite_open) { // nobody takes it
    d.invite_open = false;
    hook(d, desk_ended{desk_ended::how::nobody_came}, fresh("nobody"));
  } else if (r % 4 == 0) {
    hook(d, desk_changed{"participant"}, fresh("changed"));
  }
}

} // namespace flexcord::conversation
