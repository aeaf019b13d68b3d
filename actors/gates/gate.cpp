#include "actors/gates/gate.hpp"

#include <algorithm>

namespace flexcord::gates {
namespace {

verdict judge_age(const limits& l, const applicant& who, millis now) {
  if (l.minimum_account_age <= 0 || who.since <= 0) return {};
  const auto old_enough = who.since + l.minimum_account_age;
  return now < old_enough ? verdict{refusal::account_age, old_enough - now} : verdict{};
}

verdict judge_role(const limits& l, const applicant& who) {
  if (l.role.empty()) return {};
  // Another role may have been wanted when they were looked at.
  if (who.role_checked != l.role) return {refusal::role_unknown};
  return who.has_role ? verdict{} : verdict{refusal::role};
}

/// The times that count, newest first.
std::vector<millis> counted(std::span<const millis> earlier, millis now) {
  std::vector<millis> times;
  for (auto t : earlier)
    if (t <= now) times.push_back(t);
  std::ranges::sort(times, std::ranges::greater{});
  return times;
}

verdict judge_times(const limits& l, std::span<const millis> earlier, millis now) {
  const auto times = counted(earlier, now);
  if (times.empty()) return {};
  const auto next = times.front() + l.cooldown;
  if (now < next) return {refusal::cooldown, next - now};
  if (l.per_user == 0 || times.size() < l.per_user) return {};
  // The next one is possible when the oldest of the last `per_user` is a day old.
  const auto free = times[l.per_user - 1] + day;
  return now < free ? verdict{refusal::cap, free - now} : verdict{};
}

} // namespace

const char* name_of(refusal r) {
  constexpr const char* names[] = {"none",         "blocked",  "account_age", "role",
                                   "role_unknown", "cooldown", "cap"};
  return names[static_cast<std::size_t>(r)];
}

bool is_blocked(const limits& l, std::string_view id) {
  return !id.empty() && std::ranges::find(l.blocked, id) != l.blocked.end();
}

verdict decide(const limits& l, const applicant& who, std::span<const millis> earlier, millis now) {
  if (is_blocked(l, who.id)) return {refusal::blocked};
  if (auto v = judge_age(l, who, now); !v.allows()) return v;
  if (auto v = judge_role(l, who); !v.allows()) return v;
  return judge_times(l, earlier, now);
}

void remember(std::vector<millis>& requests, const limits& l, millis now) {
  const auto needed = std::max(day, l.cooldown);
  std::erase_if(requests, [=](millis t) { return t > now || t <= now - needed; });
  requests.push_back(now);
  const std::size_t most = std::max<std::size_t>(l.per_user, 1);
  if (requests.size() > most)
    requests.erase(requests.begin(), requests.end() - static_cast<std::ptrdiff_t>(most));
}

} // namespace flexcord::gates
