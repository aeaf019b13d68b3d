#include "test/unit/conversation/walk.hpp"

#include <algorithm>
#include <random>

namespace flexcord::conversation {
namespace {

world walked(const choices& walk, world_rules how) {
  world w{how};
  for (auto c : walk) w.act(c);
  w.rest();
  return w;
}

/// The promise without the names in it.
std::string kind_of(const std::string& broken) { return broken.substr(0, broken.find(": ")); }

} // namespace

choices walk_of(std::uint64_t seed, std::size_t length) {
  std::mt19937_64 random{seed};
  choices walk(length);
  for (auto& c : walk) c = random() >> 8;
  return walk;
}

std::string broken_by(const choices& walk, world_rules how) { return walked(walk, how).broken(); }

choices shrunk(choices walk, world_rules how) {
  const auto kind = kind_of(broken_by(walk, how));
  for (auto chunk = walk.size(); chunk > 0; chunk /= 2)
    for (std::size_t at = 0; at < walk.size();) {
      auto shorter = walk;
      auto from = shorter.begin() + static_cast<long>(at);
      shorter.erase(from, from + static_cast<long>(std::min(chunk, walk.size() - at)));
      if (kind_of(broken_by(shorter, how)) == kind)
        walk = std::move(shorter);
      else
        at += chunk;
    }
  return walk;
}

std::string story_of(const choices& walk, world_rules how) {
  std::string text;
  how.tells = true;
  const auto w = walked(walk, how);
  for (auto& line : w.story()) text += "\n    " + line;
  return text;
}

} // namespace flexcord::conversation
