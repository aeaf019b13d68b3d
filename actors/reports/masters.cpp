#include "actors/reports/masters.hpp"

#include <algorithm>

namespace flexcord::reports {

std::uint64_t root_of(const case_links& cases, std::uint64_t number) {
  const auto at = cases.find(number);
  if (at == cases.end()) return 0;
  return at->second.master == 0 ? number : at->second.master;
}

std::vector<std::uint64_t> family_of(const case_links& cases, std::uint64_t number) {
  std::vector<std::uint64_t> all;
  for (const auto& [n, c] : cases)
    if (n == number || c.master == number) all.push_back(n);
  return all;
}

joining join_cases(case_links& cases, std::uint64_t duplicate, std::uint64_t master) {
  const auto root = root_of(cases, master);
  if (root == 0 || !cases.contains(root) || !cases.contains(duplicate)) return {};
  // Also when the master asked for is a duplicate of this one: that would be a circle.
  if (root_of(cases, duplicate) == root) return {joining::outcome::already, root, {}};
  joining j{joining::outcome::joined, root, family_of(cases, duplicate)};
  for (const auto n : j.moved) cases.at(n).master = root;
  return j;
}

bool separate(case_links& cases, std::uint64_t duplicate) {
  const auto at = cases.find(duplicate);
  if (at == cases.end() || at->second.master == 0) return false;
  at->second.master = 0;
  return true;
}

std::vector<notice> to_tell(const case_links& cases, std::uint64_t number, std::uint64_t change,
                            std::set<heard>& known) {
  std::vector<notice> out;
  const auto top = cases.find(number);
  if (top == cases.end()) return out;
  auto tell = [&](const linked_case& c) {
    for (const auto& person : c.people)
      if (!person.empty() && known.insert({person, number, change}).second)
        out.push_back({person, c.number});
  };
  // Duplicates first: their own number is the one that people know.
  for (const auto n : family_of(cases, number))
    if (n != number) tell(cases.at(n));
  tell(top->second);
  std::ranges::stable_sort(out, {}, &notice::person);
  return out;
}

} // namespace flexcord::reports
