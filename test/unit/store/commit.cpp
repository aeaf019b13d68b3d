#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_commit
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

SCENARIO("a new conversation is stored with everything of its first step") {
  GIVEN("an empty store") {
    fresh j;
    CHECK(!j->load("discord:1").value());
    WHEN("the first step is committed") {
      auto s = step_of("discord:1", 1, {"discord:msg:1"});
      s.state = std::string("binary\0\xff state", 14);
      s.commands = {command(2, "second"), command(1, "first", 0)};
      s.armed = {{"queue", 3, 9000}, {"idle", 1, 8000}};
      CHECK_EQ(name_of(commit_one(*j, s)), "committed");
      THEN("loading gives it back") {
        auto found = j->load("discord:1").value();
        REQUIRE(found.has_value());
        CHECK_EQ(found->version, 1u);
        CHECK_EQ(found->state, s.state);
        REQUIRE_EQ(found->outbox.size(), 2u);
        CHECK_EQ(found->outbox[0].id, 1u);
        CHECK_EQ(found->outbox[0].payload, "first");
        CHECK_EQ(found->outbox[0].priority, 0);
        CHECK_EQ(found->outbox[0].queue, "user");
        CHECK_EQ(found->outbox[0].created, 5001);
        CHECK_EQ(found->outbox[1].id, 2u);
        REQUIRE_EQ(found->timers.size(), 2u);
        CHECK_EQ(found->timers[0].kind, "idle");
        CHECK_EQ(found->timers[0].due, 8000);
        CHECK_EQ(found->timers[1].kind, "queue");
        CHECK_EQ(found->timers[1].generation, 3u);
      }
    }
  }
}

SCENARIO("a later step replaces the state and changes outbox and timers") {
  GIVEN("a conversation with two commands and two timers") {
    fresh j;
    auto s = step_of("c", 1);
    s.commands = {command(1, "one"), command(2, "two")};
    s.armed = {{"queue", 1, 100}, {"idle", 1, 200}};
    commit_one(*j, s);
    WHEN("a step finishes one command, adds one, disarms one timer and arms the other again") {
      auto next = step_of("c", 2);
      next.done = {1, 77};
      next.commands = {command(3, "three")};
      next.disarmed = {"queue", "unknown"};
      next.armed = {{"idle", 2, 300}};
      CHECK_EQ(name_of(commit_one(*j, next)), "committed");
      THEN("what is left is what was asked for") {
        CHECK_EQ(waiting(*j, "c"), "two three");
        auto found = j->load("c").value();
        CHECK_EQ(found->state, "state 2");
        CHECK_EQ(found->version, 2u);
        REQUIRE_EQ(found->timers.size(), 1u);
        CHECK_EQ(found->timers[0].generation, 2u);
        CHECK_EQ(found->timers[0].due, 300);
      }
    }
  }
}

SCENARIO("a timer disarmed and armed in one step is armed") {
  GIVEN("a conversation with a timer") {
    fresh j;
    auto s = step_of("c", 1);
    s.armed = {{"idle", 1, 200}};
    commit_one(*j, s);
    WHEN("a step disarms and arms the same kind") {
      auto next = step_of("c", 2);
      next.disarmed = {"idle"};
      next.armed = {{"idle", 5, 500}};
      commit_one(*j, next);
      THEN("the new one stands") {
        auto found = j->load("c").value();
        REQUIRE_EQ(found->timers.size(), 1u);
        CHECK_EQ(found->timers[0].generation, 5u);
      }
    }
  }
}

SCENARIO("an event that comes twice is stored once") {
  GIVEN("a conversation that has seen an event") {
    fresh j;
    commit_one(*j, step_of("c", 1, {"discord:msg:1"}));
    WHEN("the event comes again") {
      auto again = step_of("c", 2, {"discord:msg:1"});
      again.commands = {command(1, "again")};
      auto got = commit_one(*j, again);
      THEN("it is a duplicate and nothing of it is written") {
        CHECK_EQ(name_of(got), "duplicate");
        CHECK_EQ(j->load("c").value()->version, 1u);
        CHECK_EQ(waiting(*j, "c"), "");
      }
    }
  }
}

SCENARIO("a caller whose copy is out of date learns both of it and of a known event") {
  GIVEN("a conversation at version 2") {
    fresh j;
    commit_one(*j, step_of("c", 1, {"a"}));
    commit_one(*j, step_of("c", 2, {"b"}));
    WHEN("a caller with an old copy repeats a known event") {
      auto got = commit_one(*j, step_of("c", 2, {"a"}));
      THEN("it is to acknowledge the event and to load anew") {
        CHECK_EQ(name_of(got), "overtaken");
      }
    }
  }
}

SCENARIO("the new ids of a duplicate step stay free") {
  GIVEN("a conversation that has seen one event") {
    fresh j;
    commit_one(*j, step_of("c", 1, {"known"}));
    WHEN("a step brings a new and a known id, and then the new one comes alone") {
      auto both = commit_one(*j, step_of("c", 2, {"new", "", "known"}));
      auto alone = commit_one(*j, step_of("c", 2, {"new"}));
      THEN("the second is not taken for a repetition") {
        CHECK_EQ(name_of(both), "duplicate");
        CHECK_EQ(name_of(alone), "committed");
      }
    }
  }
}

SCENARIO("the same id is free in another conversation, and empty ids are not kept") {
  GIVEN("a conversation that has seen an event") {
    fresh j;
    commit_one(*j, step_of("a", 1, {"x", ""}));
    WHEN("another conversation sees an event of that name") {
      auto other = commit_one(*j, step_of("b", 1, {"x", "", "x"}));
      auto empty = commit_one(*j, step_of("a", 2, {""}));
      THEN("both are committed") {
        CHECK_EQ(name_of(other), "committed");
        CHECK_EQ(name_of(empty), "committed");
      }
    }
  }
}

SCENARIO("a caller whose copy is out of date writes nothing") {
  GIVEN("a conversation at version 2") {
    fresh j;
    commit_one(*j, step_of("c", 1));
    commit_one(*j, step_of("c", 2));
    WHEN("steps with other versions come") {
      auto stale = step_of("c", 2, {"e"});
      stale.commands = {command(9, "stale")};
      CHECK_EQ(name_of(commit_one(*j, stale)), "conflict");
      CHECK_EQ(name_of(commit_one(*j, step_of("c", 4))), "conflict");
      CHECK_EQ(name_of(commit_one(*j, step_of("c", 1))), "conflict");
      CHECK_EQ(name_of(commit_one(*j, step_of("c", 0))), "conflict");
      CHECK_EQ(name_of(commit_one(*j, step_of("new", 2))), "conflict");
      CHECK_EQ(name_of(commit_one(*j, step_of("new", 0))), "conflict");
      THEN("the event may come again with the right version") {
        CHECK_EQ(waiting(*j, "c"), "");
        CHECK(!j->load("new").value());
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 3, {"e"}))), "committed");
      }
    }
  }
}
