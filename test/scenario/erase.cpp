#define CAF_SUITE erase
#include "test/scenario/world.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

namespace {

struct fixture : world_fixture {
  /// Asks the conversation to forget.
  erase_outcome forget() {
    erase_outcome got;
    auto answer = self->request(router, caf::infinite, erase_conversation{key});
    consume_messages();
    answer.receive([&](const erase_outcome& o) { got = o; },
                   [&](const caf::error& why) { got.why_not = to_string(why); });
    return got;
  }
  std::size_t lines() {
    std::size_t n = 0;
    auto answer = self->request(journal, caf::infinite, read_transcript{key, 99});
    consume_messages();
    answer.receive([&](const transcript_lines& l) { n = l.rows.size(); }, [](const caf::error&) {});
    return n;
  }
  bool writes(const std::string& id, const std::string& text) {
    return tell("m" + id, user_wrote{id, text, {}, {}, {"42", "Alice", "en"}});
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a conversation forgets its member once nothing is under way") {
  GIVEN("a member who waits for the bot's answer") {
    CHECK(writes("1", "my secret"));
    REQUIRE_EQ(asked.seen.size(), 1u);
    WHEN("they are to be forgotten at once") {
      const auto early = forget();
      THEN("it is too early, and may be asked again") {
        CHECK(early.busy);
        CHECK_EQ(lines(), 1u);
      }
    }
    WHEN("the answer is there, and they are to be forgotten") {
      CHECK(done<ask_bot>(asked, bot_answered{1, {{"an answer", {}, {}, {}}}, false, {}, {}}));
      CHECK(done<say>(said, delivered{said.all<say>().back(), {"900"}, -1}));
      CHECK_EQ(lines(), 2u);
      const auto outcome = forget();
      THEN("nothing of the talk is left") {
        CHECK_EQ(outcome.why_not, "");
        CHECK_EQ(outcome.gone.lines, 2u);
        CHECK_EQ(lines(), 0u);
      }
    }
    WHEN("an old event comes again, and an old timer") {
      const auto before = asked.seen.size();
      CHECK(writes("1", "my secret"));
      CHECK(tell("timer:idle:1", timer_fired{timer::idle, armed.back().generation}));
      THEN("it is taken for what it is") {
        CHECK_EQ(asked.seen.size(), before);
        CHECK_EQ(lines(), 0u);
      }
    }
    WHEN("they write again") {
      const auto last = asked.seen.back().what.id;
      CHECK(writes("2", "hello"));
      THEN("a new talk begins, with commands that no earlier one had") {
        CHECK_EQ(lines(), 1u);
        CHECK_EQ(asked.all<ask_bot>().back().text, "hello");
        CHECK_GT(asked.seen.back().what.id, last);
      }
    }
  }
}

SCENARIO("a member whom nobody knows can be forgotten as well") {
  GIVEN("an empty journal") {
    WHEN("they are to be forgotten, and write then") {
      CHECK_EQ(forget().why_not, "");
      CHECK(writes("1", "hello"));
      THEN("it is their first talk") { CHECK_EQ(lines(), 1u); }
    }
  }
}

SCENARIO("a member who waits for an agent is not forgotten, and loses nothing") {
  GIVEN("a member who has asked for a person") {
    CHECK(writes("1", "my secret"));
    CHECK(tell("press", agent_requested{"pressed the button", {"42", "Alice", "en"}}));
    WHEN("they are to be forgotten") {
      const auto outcome = forget();
      THEN("it is refused for good") {
        CHECK_EQ(outcome.why_not, "an agent is asked for; cancel the request or wait for its end");
        CHECK(!outcome.busy);
        CHECK_EQ(lines(), 1u);
      }
    }
  }
}

END_FIXTURE_SCOPE()
