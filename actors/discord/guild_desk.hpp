#pragma once
#include "net/discord/types.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace flexcord::actors {

/// Milliseconds after an interaction in which its first answer is given; Discord allows 3 s.
inline constexpr std::int64_t first_answer_within = 2500;

/// What is to be done with an interaction of a guild desk.
struct guild_turn {
  /// The first answer: once, on any thread, within Discord's 3 s. What it promises is committed
  /// before it is given. `too_late` (may be empty) is called, on any thread, when the time was over
  /// and the answer was not given.
  std::function<void(net::discord::interaction_reply, std::function<void()> too_late)> answer;
  /// Called once when the interaction need not come again: what it meant is committed, or it meant
  /// nothing that has to last. On any thread, before or after the answer.
  std::function<void()> taken;
};

/// One who takes interactions that belong to no conversation: reports and votes, lists of cases,
/// announcements. False when it is none of theirs; then nothing of the turn was used. The same
/// interaction may come twice (after a resume): its id tells.
using guild_taker = std::function<bool(const net::discord::interaction&, const guild_turn&)>;

/// All of them; filled before anything is heard, and not changed afterwards.
using guild_desk = std::vector<guild_taker>;

/// Gives the interaction to the first who takes it.
inline bool offer(const guild_desk& desk, const net::discord::interaction& i, const guild_turn& t) {
  for (auto& take : desk)
    if (take(i, t)) return true;
  return false;
}

} // namespace flexcord::actors
