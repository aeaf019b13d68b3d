#include "actors/cases/forget.hpp"

#include <algorithm>

namespace flexcord::cases {

bool is_named(const state& s, const std::string& person) {
  return s.reporter.id == person || std::ranges::find(s.voters, person) != s.voters.end() ||
         std::ranges::any_of(s.listeners, [&](const listener& l) { return l.who.id == person; });
}

std::optional<store::step> forgetting(const std::string& key, const store::snapshot& stored,
                                      const std::string& person, millis now, const rules& how) {
  auto known = core::decode_state(stored.state);
  if (stored.version == 0 || !known) return std::nullopt;
  happening e;
  e.at = now;
  e.what = forgotten{person};
  auto taken = core{how}.advance(*known, e, now);
  store::step out;
  out.conversation = key;
  out.version = stored.version + 1;
  out.state = core::encode(taken.next);
  out.owner = "record";
  out.at = now;
  out.facts = taken.facts;
  auto add = [&](std::uint64_t id, const command& c, const std::string& trace, millis created) {
    out.commands.push_back({id, lane_of(c), core::priority_of(c), core::encode(c, trace), created});
  };
  for (auto& row : stored.outbox) {
    auto pending = core::decode_command(row.payload);
    if (!pending) continue; // nobody will do it: it becomes a dead letter
    auto r = core::revise(pending->first, e.what, *known, taken.next);
    if (r.taken_back) out.done.push_back(row.id);
    if (r.instead) add(row.id, *r.instead, pending->second, row.created);
  }
  for (auto& o : taken.commands) add(o.id, o.what, {}, o.created);
  return out;
}

} // namespace flexcord::cases
