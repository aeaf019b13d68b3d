#include "actors/reports/known.hpp"

#include <algorithm>

namespace flexcord::reports {

void known_reports::add(kind what, std::uint64_t number, std::string_view title,
                        std::string_view text) {
  auto& list = all_[what];
  const auto at = std::ranges::lower_bound(list, number, {}, &fingerprint::number);
  auto made = fingerprint_of(number, title, text);
  if (at != list.end() && at->number == number)
    *at = std::move(made);
  else
    list.insert(at, std::move(made));
  if (list.size() > most) list.erase(list.begin());
}

void known_reports::forget(std::uint64_t number) {
  for (auto& [what, list] : all_)
    std::erase_if(list, [number](const auto& f) { return f.number == number; });
}

std::vector<std::uint64_t> known_reports::like(kind what, std::string_view title,
                                               std::string_view text, std::size_t at_most) const {
  const auto list = all_.find(what);
  if (list == all_.end()) return {};
  std::vector<std::uint64_t> out;
  for (const auto& l : similar(fingerprint_of(0, title, text), list->second, at_most))
    out.push_back(l.number);
  return out;
}

std::size_t known_reports::size(kind what) const {
  const auto list = all_.find(what);
  return list == all_.end() ? 0 : list->second.size();
}

} // namespace flexcord::reports
