#include "actors/conversation/forget.hpp"
#include "actors/conversation/machine.hpp"

#define CAF_SUITE conversation_forget
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

/// Somebody who has talked for a while.
state talked(phase now) {
  state s;
  s.now = std::move(now);
  auto& c = s.shared;
  c.user = {"42", "Alice", "en-US"};
  c.epoch = 7;
  c.next_command = 20;
  c.next_turn = 5;
  c.generation = 9;
  c.armed = {{4, 9}};
  c.last_line = 1000;
  c.talk_since = 500;
  c.mirrored = 600;
  c.bot_failures = 1;
  c.mark = "123456";
  c.caught_up = 900;
  c.past.push_back({.name = "fc-1",
                    .conversation = "CH1",
                    .interaction = "KD1",
                    .channel = "UO1",
                    .task = "WT1",
                    .next_index = 3});
  return s;
}

} // namespace

SCENARIO("a talk that no person is in can be forgotten") {
  GIVEN("a talk with nobody, with the bot, with a text that waits for it, and at its end") {
    for (const phase& p : {phase{idle{}}, phase{with_bot{3, {{"1", "my secret", {}, 800}}}},
                           phase{wrapping_up{1}}}) {
      WHEN("it is forgotten while " << name_of(p)) {
        const auto f = forget(talked(p));
        THEN("nothing says who it was, nobody has the talk, and no timer is armed") {
          CHECK_EQ(f.why_not, "");
          CHECK(f.left.now == phase{idle{}});
          CHECK(f.left.shared.user == person{});
          CHECK(f.left.shared.past.empty());
          CHECK(f.left.shared.armed.empty());
        }
        THEN("what keeps the old from being taken for new is as it was") {
          const auto& left = f.left.shared;
          CHECK_EQ(left.next_command, 20u);
          CHECK_EQ(left.next_turn, 5u);
          CHECK_EQ(left.generation, 9u);
          CHECK_EQ(left.mark, "123456");
          CHECK_EQ(left.caught_up, 900);
          CHECK_EQ(left.last_line, 1000);
          CHECK_EQ(left.talk_since, 1000);
          CHECK_EQ(left.epoch, 8u);
        }
      }
    }
  }
}

SCENARIO("a talk with people is not forgotten") {
  GIVEN("a talk that waits for an agent, one that has one, and one whose desk is open") {
    auto waiting = forget(talked(awaiting_agent{}));
    auto talking = forget(talked(with_agent{}));
    auto mirrored = talked(with_bot{});
    mirrored.shared.desk.open = true;
    WHEN("they are to be forgotten") {
      THEN("each says what has to happen first") {
        CHECK_NE(waiting.why_not.find("agent is asked for"), std::string::npos);
        CHECK_NE(talking.why_not.find("must complete it"), std::string::npos);
        CHECK_NE(forget(mirrored).why_not.find("open at the desk"), std::string::npos);
      }
    }
  }
}
