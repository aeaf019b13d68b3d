#include "store/postgres/judge.hpp"

#include <algorithm>

namespace flexcord::store::postgres {

known hoped(std::span<const step> group) {
  known k;
  for (const auto& s : group) k.versions.try_emplace(s.conversation, s.version - 1);
  return k;
}

std::vector<verdict> judge(std::span<const step> group, known k) {
  std::vector<verdict> verdicts;
  verdicts.reserve(group.size());
  for (const auto& s : group) {
    // A repeated event is known even when the caller's copy is out of date: it is to be
    // acknowledged.
    const bool repeated = std::any_of(s.event_ids.begin(), s.event_ids.end(), [&](const auto& id) {
      return !id.empty() && k.events.contains({s.conversation, id});
    });
    auto& version = k.versions[s.conversation];
    const bool follows = s.version > 0 && s.version - 1 == version;
    verdicts.push_back(repeated ? (follows ? verdict::duplicate : verdict::overtaken)
                                : (follows ? verdict::committed : verdict::conflict));
    if (verdicts.back() != verdict::committed) continue;
    version = s.version;
    for (const auto& id : s.event_ids)
      if (!id.empty()) k.events.emplace(s.conversation, id);
  }
  return verdicts;
}

bool all_committed(const std::vector<verdict>& verdicts) {
  return std::all_of(verdicts.begin(), verdicts.end(),
                     [](verdict v) { return v == verdict::committed; });
}

} // namespace flexcord::store::postgres
