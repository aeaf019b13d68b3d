#include "actors/reports/drafts.hpp"

#include <algorithm>
#include <utility>

namespace flexcord::reports {
namespace {

bool is_older(const std::optional<draft>& a, const std::optional<draft>& b) {
  return a->at < b->at;
}

} // namespace

std::size_t drafts::place_for(const draft& d) const {
  std::size_t theirs = 0;
  std::optional<std::size_t> free, oldest, oldest_of_theirs;
  for (std::size_t i = 0; i < places; ++i) {
    const auto& one = all_[i];
    if (!one) {
      if (!free) free = i;
      continue;
    }
    if (one->id == d.id) return i;
    if (!oldest || is_older(one, all_[*oldest])) oldest = i;
    if (one->member != d.member) continue;
    ++theirs;
    if (!oldest_of_theirs || is_older(one, all_[*oldest_of_theirs])) oldest_of_theirs = i;
  }
  if (theirs >= of_a_member) return *oldest_of_theirs;
  return free ? *free : *oldest;
}

std::vector<std::size_t> drafts::keep(draft d, std::int64_t now) {
  auto changed = expire(now);
  const auto place = place_for(d);
  all_[place] = std::move(d);
  if (std::ranges::find(changed, place) == changed.end()) changed.push_back(place);
  return changed;
}

const draft* drafts::find(const std::string& id, const std::string& member,
                          std::int64_t now) const {
  for (const auto& one : all_)
    if (one && one->id == id && one->member == member && now - one->at < life) return &*one;
  return nullptr;
}

std::optional<std::size_t> drafts::drop(const std::string& id) {
  for (std::size_t i = 0; i < places; ++i)
    if (all_[i] && all_[i]->id == id) {
      all_[i].reset();
      return i;
    }
  return std::nullopt;
}

std::vector<std::size_t> drafts::expire(std::int64_t now) {
  std::vector<std::size_t> gone;
  for (std::size_t i = 0; i < places; ++i)
    if (all_[i] && now - all_[i]->at >= life) {
      all_[i].reset();
      gone.push_back(i);
    }
  return gone;
}

void drafts::restore(std::size_t place, draft d) {
  if (place < places) all_[place] = std::move(d);
}

const draft* drafts::at(std::size_t place) const {
  return place < places && all_[place] ? &*all_[place] : nullptr;
}

} // namespace flexcord::reports
