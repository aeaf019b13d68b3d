#include "actors/cases/forget.hpp"

#include <algorithm>

namespace flexcord::cases {

bool is_named(const state& s, const std::string& person) {
  return s.reporter.id == person || std::ranges::find(s.voters, person) != s.voters.end() ||
         std::ranges::any_of(s.listeners, [&](const listener& l) { return l.who.id == person; });
}

std::optional<store::step> forgetting(const std::string& key, const store::snapshot& stored,
                                      const std::string& person, millis now) {
  auto known = core::decode_state(stored.state);
  if (stored.version == 0 || !known) return std::nullopt;
  happening e;
  e.at = now;
  e.what = forgotten{person};
  const core how;
  auto taken = how.advance(*known, e, now);
  store::step out;
  out.conversation = key;
  out.version = stored.version + 1;
  out.state = core::encode(taken.next);
  out.owner = "record";
  out.at = now;
  out.facts = taken.facts;
  for (auto& o : taken.commands)
    out.commands.push_back(
        {o.id, lane_of(o.what), core::priority_of(o.what), core::encode(o.what, {}), o.created});
  return out;
}

} // namespace flexcord::cases
