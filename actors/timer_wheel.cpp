#include "actors/timer_wheel.hpp"

#include <algorithm>

namespace flexcord::actors {

timer_wheel::timer_wheel(std::int64_t now, std::int64_t resolution, std::size_t slots)
    : resolution_(resolution), last_tick_(now / resolution), slots_(slots) {}

std::string timer_wheel::id_of(const std::string& key, std::uint8_t kind) {
  return key + static_cast<char>(kind + 1);
}

void timer_wheel::set(const std::string& key, std::uint8_t kind, std::uint64_t generation,
                      std::int64_t due) {
  auto id = id_of(key, kind);
  auto stamp = ++stamps_;
  current_[id] = {stamp, generation};
  // What is already due goes into the next slot to be visited.
  auto tick = std::max((due + resolution_ - 1) / resolution_, last_tick_ + 1);
  slots_[static_cast<std::size_t>(tick) % slots_.size()].push_back(
      {std::move(id), stamp, tick * resolution_});
}

void timer_wheel::clear(const std::string& key, std::uint8_t kind) {
  current_.erase(id_of(key, kind));
}

std::vector<timer_wheel::fired> timer_wheel::advance(std::int64_t now) {
  std::vector<fired> out;
  auto tick = now / resolution_;
  // After a long pause one turn of the wheel sees every slot.
  auto first = std::max(last_tick_ + 1, tick - static_cast<std::int64_t>(slots_.size()) + 1);
  for (auto t = first; t <= tick; ++t) {
    auto& slot = slots_[static_cast<std::size_t>(t) % slots_.size()];
    std::erase_if(slot, [&](entry& e) {
      auto found = current_.find(e.id);
      if (found == current_.end() || found->second.stamp != e.stamp) return true;
      if (e.due > tick * resolution_) return false; // a later turn's
      out.push_back({e.id.substr(0, e.id.size() - 1), static_cast<std::uint8_t>(e.id.back() - 1),
                     found->second.generation, e.due});
      current_.erase(found);
      return true;
    });
  }
  last_tick_ = std::max(last_tick_, tick);
  // One turn that stands for many meets its slots in any order.
  std::ranges::stable_sort(out, {}, &fired::due);
  return out;
}

} // namespace flexcord::actors
