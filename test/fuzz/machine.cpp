// The conversation machine under arbitrary sequences of events: it never crashes, its commands' ids
// grow by one, and the epoch never goes back.
#include "actors/conversation/machine.hpp"

#include <cstdint>
#include <cstdlib>

using namespace flexcord::conversation;

namespace {

/// Small choices from the input.
struct source {
  const std::uint8_t* at;
  const std::uint8_t* end;
  unsigned next(unsigned n) { return at == end ? 0 : *at++ % n; }
  std::string word() { return std::string(1, static_cast<char>('a' + next(4))); }
};

command some_command(source& s, const state& now) {
  auto desk = s.next(2) ? now.shared.desk.name : s.word();
  switch (s.next(6)) {
  case 0:
    return say{static_cast<voice>(s.next(3)),
               s.next(5),
               {},
               s.word(),
               {},
               {},
               {},
               s.next(2) ? s.word() : "",
               s.next(2) ? "a|b" : ""};
  case 1:
    return post{desk, static_cast<author>(s.next(3)), s.word(), s.word(), {}, {}, s.next(9)};
  case 2:
    return backfill{desk, 0, s.next(9), {}};
  case 3:
    return look{desk, -1};
  case 4:
    return close_desk{desk};
  default:
    return answer_ticket{};
  }
}

event some_event(source& s, const state& now) {
  auto desk = s.next(4) ? now.shared.desk.name : s.word();
  person p{"5", "Al", s.next(2) ? "fr" : ""};
  agent a{s.word(), s.word(), s.next(2) != 0};
  switch (s.next(26)) {
  case 0:
    return user_wrote{s.word(), s.word(), {}, {}, p};
  case 1:
    return user_edited{s.word(), s.word()};
  case 2:
    return user_deleted{s.word()};
  case 3:
    return help_requested{s.next(2) ? "topic" : "", "a|b", p};
  case 4:
    return agent_requested{"x", p};
  case 5:
    return request_cancelled{};
  case 6:
    return survey_answered{static_cast<int>(s.next(8))};
  case 7:
    return answer_rated{s.next(2) != 0};
  case 8:
    return case_opened{s.next(4)};
  case 9:
    return bot_answered{s.next(6), {{"t", {}, s.next(2) ? "art" : "", {}}}, s.next(3) == 0, {}, {}};
  case 10:
    return bot_failed{s.next(6), "timeout"};
  case 11:
    return desk_opened{desk, s.word()};
  case 12:
    return agent_invited{desk, "KD", "UO", "WT"};
  case 13:
    return desk_failed{desk, "x"};
  case 14:
    return agent_joined{a};
  case 15:
    return agent_left{s.word()};
  case 16:
    return agent_wrote{s.word(),      static_cast<std::int64_t>(s.next(9)) - 1, a, "hi", {},
                       s.next(2) != 0};
  case 17:
    return agent_edited{s.word(), "x"};
  case 18:
    return agent_deleted{s.word()};
  case 19: {
    desk_seen seen;
    seen.name = desk;
    if (s.next(2)) seen.agents = {a};
    constexpr const char* states[] = {"active", "inactive", "closed", "failed", ""};
    seen.channel = states[s.next(5)];
    seen.conversation_closed = s.next(4) == 0;
    seen.tasks_known = s.next(2) != 0;
    seen.invite_open = s.next(2) != 0;
    seen.last_index = static_cast<std::int64_t>(s.next(9)) - 1;
    return seen;
  }
  case 20:
    return desk_changed{"x"};
  case 21:
    return desk_ended{static_cast<desk_ended::how>(s.next(3))};
  case 22:
    return delivered{some_command(s, now), {s.word()}, static_cast<std::int64_t>(s.next(9)) - 1};
  case 23:
    return undeliverable{some_command(s, now), s.next(2) ? "gone" : "closed"};
  case 24:
    return withdrawn{some_command(s, now)};
  default:
    return timer_fired{static_cast<timer>(s.next(6)), s.next(12)};
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  source s{data, data + size};
  rules r;
  r.live_transcript = s.next(2) != 0;
  r.desk_available = s.next(8) != 0;
  state now;
  millis clock = 1000;
  for (int i = 0; i < 200 && s.at != s.end; ++i) {
    envelope e{
        "k", "e" + std::to_string(i), clock, 0, s.next(2) ? now.shared.desk.conversation : "",
        "t", some_event(s, now)};
    auto step =
        advance(now, e, context{r, clock += s.next(50), s.next(8) != 0, "fc-" + std::to_string(i)});
    auto id = now.shared.next_command;
    for (auto& o : step.commands)
      if (o.id != id++) std::abort();
    if (id != step.next.shared.next_command || step.next.shared.epoch < now.shared.epoch)
      std::abort();
    now = std::move(step.next);
  }
  return 0;
}
