#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_relay
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("texts and files go both ways") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("both write") {
      auto mine = wrote("m1", "look");
      mine.files = {{"https://cdn/1", "shot.png", "image/png", 5}};
      CHECK_EQ(t.on(mine), "with_agent Ana: post fc-1 user m1 'look' +shot.png");
      CHECK_EQ(t.timers(), "+agent 7200s");
      auto hers = said("IM1", 0, "I see");
      hers.files = {{"ME1", "guide.pdf", "application/pdf", 9}};
      CHECK_EQ(t.desk(hers), "with_agent Ana: agent Ana 'I see' +guide.pdf of IM1");
      THEN("the copies are tied to what they copy, and an agent's line is there once") {
        REQUIRE_EQ(t.last.lines.size(), 1u);
        CHECK_EQ(t.last.lines[0].source, "IM1");
        t.on(delivered{t.last_of<say>(), {"d1", "d2"}, -1});
        CHECK_EQ(t.last.lines.size(), 0u);
        REQUIRE_EQ(t.last.links.size(), 2u);
        CHECK(t.last.links[0] == (flexcord::conversation::link{"out:d1", "IM1", 0}));
        CHECK(t.last.links[1] == (flexcord::conversation::link{"out:d2", "IM1", 1}));
        post copy;
        copy.desk = "fc-1";
        copy.source = "m1";
        t.on(delivered{copy, {"IM2"}, 1});
        CHECK(t.last.links.at(0) == (flexcord::conversation::link{"m1", "IM2", 0}));
      }
    }
  }
}

SCENARIO("edits and deletes go both ways") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("both change what they wrote") {
      THEN("the copies change") {
        CHECK_EQ(t.on(user_edited{"m1", "better"}), "with_agent Ana: edit_post fc-1 m1 'better'");
        CHECK_EQ(t.on(user_deleted{"m1"}), "with_agent Ana: delete_post fc-1 m1");
        CHECK_EQ(t.desk(agent_edited{"IM1", "fixed"}), "with_agent Ana: edit_said IM1 'fixed'");
        CHECK_EQ(t.desk(agent_deleted{"IM1"}), "with_agent Ana: delete_said IM1");
        t.completed();
        CHECK_EQ(t.desk(agent_edited{"IM1", "late"}, "CH1"), "wrapping_up: edit_said IM1 'late'");
        CHECK_EQ(t.on(user_edited{"m1", "late"}), "wrapping_up (ignored)");
        CHECK_EQ(t.on(user_deleted{"m1"}), "wrapping_up (ignored)");
      }
    }
  }
}

SCENARIO("a gap in the desk's messages is read before anything after it is said") {
  GIVEN("Ana has the talk and wrote the first message") {
    talk t;
    t.to_agent();
    t.desk(said("IM0", 0, "zero"));
    WHEN("the third and the fourth are announced before the second") {
      CHECK_EQ(t.desk(said("IM2", 2, "two")), "with_agent Ana (ignored) (hint): look fc-1 after 0");
      CHECK_EQ(t.desk(said("IM3", 3, "three")), "with_agent Ana (ignored) (hint)");
      CHECK_EQ(t.last.lines.size(), 0u);
      THEN("the list brings all in order, and what is announced later follows") {
        CHECK_EQ(t.desk(listed("IM1", 1, "one")), "with_agent Ana: agent Ana 'one' of IM1");
        CHECK_EQ(t.desk(listed("IM2", 2, "two")), "with_agent Ana: agent Ana 'two' of IM2");
        CHECK_EQ(t.seen({person_at_desk("Ana")}), "with_agent Ana: look fc-1 after 2");
        CHECK_EQ(t.desk(listed("IM3", 3, "three")), "with_agent Ana: agent Ana 'three' of IM3");
        t.seen({person_at_desk("Ana")});
        CHECK_EQ(t.desk(said("IM4", 4, "four")), "with_agent Ana: agent Ana 'four' of IM4");
      }
    }
  }
}

SCENARIO("a gap before the first word of an agent brings nobody in") {
  GIVEN("a user in the queue") {
    talk t;
    t.to_queue();
    WHEN("a message is announced after one that was not seen") {
      THEN("the list is read first") {
        CHECK_EQ(t.desk(said("IM2", 1, "two")),
                 "awaiting_agent/queued (ignored) (hint): look fc-1 after -1");
        CHECK_EQ(
            t.desk(listed("IM1", 0, "one")),
            "with_agent Ana: notice 'Ana has joined the conversation', agent Ana 'one' of IM1");
      }
    }
  }
}

SCENARIO("our own messages are no gap") {
  GIVEN("a talk that was copied to the desk") {
    talk t;
    t.to_agent();
    WHEN("our copy and our posts took the first indices, told out of order") {
      backfill copied;
      copied.desk = "fc-1";
      t.on(delivered{copied, {"IM0", "IM1"}, 1});
      CHECK_EQ(t.now.shared.desk.next_index, 2);
      post own;
      own.desk = "fc-1";
      t.on(delivered{own, {"IM3"}, 3});
      CHECK_EQ(t.now.shared.desk.ahead.size(), 1u);
      t.on(delivered{own, {"IM2"}, 2});
      THEN("the agent's next message follows at once") {
        CHECK_EQ(t.now.shared.desk.next_index, 4);
        CHECK(t.now.shared.desk.ahead.empty());
        CHECK_EQ(t.desk(said("IM4", 4, "hi")), "with_agent Ana: agent Ana 'hi' of IM4");
      }
    }
  }
}

SCENARIO("a copy with somebody else's message in between proves nothing") {
  GIVEN("a talk that was copied to the desk") {
    talk t;
    t.to_agent();
    WHEN("three indices were given for two copies, or for another desk") {
      backfill copied;
      copied.desk = "fc-1";
      t.on(delivered{copied, {"IM0", "IM2"}, 2});
      copied.desk = "fc-0";
      t.on(delivered{copied, {"IM0", "IM1"}, 1});
      THEN("the list is to be read") {
        CHECK_EQ(t.now.shared.desk.next_index, 0);
        CHECK_EQ(t.desk(said("IM3", 3, "hi")),
                 "with_agent Ana (ignored) (hint): look fc-1 after -1");
      }
    }
  }
}

SCENARIO("a desk that gives no indices, and texts of nobody") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("messages without index or author come") {
      THEN("they are passed on and nobody joins") {
        CHECK_EQ(t.desk(said("IM1", -1, "one")), "with_agent Ana: agent Ana 'one' of IM1");
        auto nobody = said("IM2", -1, "system");
        nobody.from = {};
        CHECK_EQ(t.desk(nobody), "with_agent Ana: agent 'system' of IM2");
      }
    }
  }
}

SCENARIO("indices far ahead do not fill the memory") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("a thousand own posts come back with a gap before them") {
      post own;
      own.desk = "fc-1";
      for (int i = 0; i < 1000; ++i) t.on(delivered{own, {}, 10 + i});
      THEN("what is remembered is bounded and a look sets it right") {
        CHECK_LE(t.now.shared.desk.ahead.size(), 256u);
        t.fire(timer::poll);
        desk_seen e;
        e.name = "fc-1";
        e.agents = {person_at_desk("Ana")};
        e.last_index = 1009;
        t.desk(e);
        CHECK_EQ(t.now.shared.desk.next_index, 1010);
        CHECK(t.now.shared.desk.ahead.empty());
      }
    }
  }
}
