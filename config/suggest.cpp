#include "config/suggest.hpp"
#include "config/schema.hpp"

#include <algorithm>
#include <vector>

namespace flexcord::config {
namespace {

/// Edit distance in which two swapped neighbours count once.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

std::string_view leaf(std::string_view path) { return path.substr(path.rfind('.') + 1); }

} // namespace

std::string nearest_key(std::string_view path) {
  // Nobody mistypes a name this long; and the work is bounded whatever the file holds.
  if (path.size() > 100) return {};
  std::string best;
  std::size_t least = std::max<std::size_t>(2, path.size() / 5) + 1;
  for (const auto& known : all_paths()) {
    const auto d = distance(path, known);
    if (d < least) {
      least = d;
      best = known;
    }
  }
  if (!best.empty()) return best;
  // The right name in the wrong group.
  for (const auto& known : all_paths())
    if (leaf(known) == leaf(path)) return known;
  return {};
}

} // namespace flexcord::config
