#include "actors/twilio/queue_place.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

std::int64_t place_of(const std::string& task_sid, const queue_view& q) {
  auto own = std::ranges::find(q.waiting, task_sid, &net::twilio::task::sid);
  if (task_sid.empty() || own == q.waiting.end()) return 0;
  std::int64_t place = 1;
  for (auto other = q.waiting.begin(); other != q.waiting.end(); ++other) {
    if (other == own) continue;
    const bool sooner =
        other->ordered_by != own->ordered_by ? other->ordered_by < own->ordered_by : other < own;
    if (other->priority != own->priority ? other->priority > own->priority : sooner) ++place;
  }
  return place;
}

std::int64_t wait_at(std::int64_t place, const queue_view& q) {
  constexpr std::int64_t fewest = 3, most_places = 1'000'000;
  if (place <= 0 || place > most_places || q.accepted < fewest) return 0;
  return place * figures_minutes * 60'000 / q.accepted;
}

} // namespace flexcord::actors::twilio
