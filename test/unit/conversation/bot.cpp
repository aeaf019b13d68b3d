#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_bot
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("the bot answers a message") {
  GIVEN("nobody has the talk") {
    talk t;
    WHEN("the user writes and the bot answers") {
      CHECK_EQ(t.on(wrote("m1", "hello")), "with_bot thinking: ask_bot 1 'hello'");
      CHECK_EQ(t.timers(), "+idle 86400s");
      CHECK_EQ(t.last_of<ask_bot>().message, "m1");
      CHECK_EQ(t.bot("Hi there"), "with_bot: bot 'Hi there' [agent]");
      THEN("the answer and the question stand in the transcript as people saw them") {
        CHECK_EQ(t.last.lines.size(), 0u);
        t.on(delivered{t.last_of<say>(), {"d1"}, -1});
        REQUIRE_EQ(t.last.lines.size(), 1u);
        CHECK_EQ(t.last.lines[0].author, "bot");
        CHECK_EQ(t.last.lines[0].source, "d1");
        CHECK_EQ(t.now.shared.epoch, 1u);
      }
    }
  }
}

SCENARIO("three quick messages are one turn and each reaches the bot once") {
  GIVEN("the bot thinks about the first message") {
    talk t;
    t.on(wrote("m1", "one"));
    WHEN("two more come before the answer") {
      CHECK_EQ(t.on(wrote("m2", "two")), "with_bot thinking +1");
      CHECK_EQ(t.on(wrote("m3", "three")), "with_bot thinking +2");
      THEN("they join the next turn") {
        CHECK_EQ(t.bot("first"), "with_bot thinking: bot 'first' [agent], ask_bot 2 'two / three'");
        auto ask = t.last_of<ask_bot>();
        CHECK_EQ(ask.message, "m3");
        CHECK_EQ(ask.since, 0);
        CHECK_EQ(ask.upto, 1009); // everything before "two"
        CHECK_EQ(t.bot("second"), "with_bot: bot 'second' [agent]");
        CHECK_EQ(t.bot("again"), "with_bot (stale)");
      }
    }
  }
}

SCENARIO("what waits for the bot can still be changed") {
  GIVEN("two messages wait while the bot thinks") {
    talk t;
    t.on(wrote("m1", "one"));
    t.on(wrote("m2", "two"));
    t.on(wrote("m3", "three"));
    WHEN("one is edited, the other deleted, and the one asked about as well") {
      CHECK_EQ(t.on(user_edited{"m2", "zwei"}), "with_bot thinking +2");
      CHECK_EQ(t.on(user_deleted{"m3"}), "with_bot thinking +1");
      CHECK_EQ(t.on(user_edited{"m1", "eins"}), "with_bot thinking +1 (ignored)");
      CHECK_EQ(t.on(user_deleted{"m1"}), "with_bot thinking +1 (ignored)");
      THEN("the next turn has what is left") {
        CHECK_EQ(t.bot("ok"), "with_bot thinking: bot 'ok' [agent], ask_bot 2 'zwei'");
      }
    }
  }
}

SCENARIO("a rich answer keeps its order and its buttons") {
  GIVEN("the bot thinks") {
    talk t;
    t.on(wrote("m1", "hello"));
    WHEN("it answers with two texts, choices, a picture and an article") {
      bot_reply first{"first", "https://x/p.png", {}, {{"reply", "A", "a"}, {"reply", "B", "b"}}};
      bot_reply second{"second", {}, "article-1", {}};
      CHECK_EQ(t.on(bot_answered{1, {first, second}, false, {}, {}}),
               "with_bot: bot 'first' image https://x/p.png [reply reply], "
               "bot 'second' [helped-yes:article-1 helped-no:article-1] [agent]");
      THEN("the user can say whether it helped") {
        const answer_rated yes{true, "article-1"};
        CHECK_EQ(t.on(yes), "with_bot: notice 'Glad it helped'");
        CHECK_EQ(t.on(answer_rated{false}), "with_bot: notice 'Sorry that it did not' [agent]");
      }
    }
  }
}

SCENARIO("a bot that offers too many choices still fits") {
  GIVEN("the bot thinks") {
    talk t;
    t.on(wrote("m1", "hello"));
    WHEN("it answers with forty choices and an article") {
      bot_reply r{"pick", {}, "article-1", std::vector<choice>(40, choice{"reply", "x", "x"})};
      t.on(bot_answered{1, {r}, false, {}, {}});
      THEN("there are five rows of five at most") {
        auto rows = t.last_of<say>().rows;
        CHECK_EQ(rows.size(), 5u);
        for (auto& row : rows) CHECK_LE(row.size(), 5u);
      }
    }
  }
}

SCENARIO("a bot without an answer says so") {
  GIVEN("the bot thinks") {
    talk t;
    t.on(wrote("m1", "hello"));
    WHEN("its answer is empty") {
      THEN("the user is told") {
        CHECK_EQ(t.on(bot_answered{1, {}, false, {}, {}}),
                 "with_bot: bot 'I have no answer to that' [agent]");
      }
    }
  }
}

SCENARIO("a person is offered after repeated failure of the bot") {
  GIVEN("the bot thinks and a second message waits") {
    talk t;
    t.on(wrote("m1", "one"));
    t.on(wrote("m2", "two"));
    WHEN("it fails twice") {
      CHECK_EQ(
          t.on(bot_failed{1, "timeout"}),
          "with_bot thinking: bot 'Sorry, I could not find an answer just now', ask_bot 2 'two'");
      CHECK_EQ(t.on(bot_failed{2, "timeout"}),
               "with_bot: bot 'Sorry, I cannot answer at the moment' [agent]");
      THEN("a late failure is stale and an answer starts the count anew") {
        CHECK_EQ(t.on(bot_failed{2, "timeout"}), "with_bot (stale)");
        t.on(wrote("m3", "three"));
        t.bot("fine");
        CHECK_EQ(t.now.shared.bot_failures, 0u);
      }
    }
  }
}

SCENARIO("a talk with the bot ends after a long silence") {
  GIVEN("a talk with the bot") {
    talk t;
    t.on(wrote("m1", "hello"));
    CHECK_EQ(t.fire(timer::idle), "with_bot thinking"); // not while it thinks
    CHECK_EQ(t.timers(), "+idle 86400s");
    t.bot("hi");
    auto old = timer_fired{timer::idle, t.now.shared.generation - 1};
    CHECK_EQ(t.on(old), "with_bot (stale)");
    WHEN("nobody writes") {
      CHECK_EQ(t.fire(timer::idle), "idle");
      CHECK_EQ(t.now.shared.epoch, 2u);
      THEN("the next message begins a new one without the old history") {
        auto before = t.now.shared.last_line;
        CHECK_EQ(t.on(wrote("m2", "back")), "with_bot thinking: ask_bot 2 'back'");
        CHECK_EQ(t.last_of<ask_bot>().since, before);
        CHECK_EQ(t.now.shared.epoch, 3u);
      }
    }
  }
}

SCENARIO("messages without a locale keep the one the channel gave earlier") {
  GIVEN("a French user known from a button") {
    talk t;
    t.rule.desk_available = false;
    t.on(agent_requested{"asked", ada("fr")});
    WHEN("they write") {
      t.on(wrote("m1", "bonjour"));
      THEN("they are answered in French") {
        CHECK_EQ(t.on(bot_answered{1, {}, false, {}, {}}),
                 "with_bot: bot 'Je n'ai pas de réponse à cela'");
      }
    }
  }
}
