#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_read
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

SCENARIO("the transcript gives the newest lines, oldest first") {
  GIVEN("a talk of four lines in two steps") {
    fresh j;
    auto first = step_of("c", 1);
    first.transcript = {line("m1", "one"), line("m2", "two")};
    auto second = step_of("c", 2);
    second.transcript = {line("m3", "three"), line("m4", std::string("fo\0ur é \U0001F600", 12))};
    std::vector<step> group{first, second, step_of("other", 1)};
    REQUIRE(j->commit(group).has_value());
    WHEN("three lines are asked for") {
      auto lines = j->transcript("c", 3).value();
      THEN("the first is left out and every field is kept") {
        REQUIRE_EQ(lines.size(), 3u);
        CHECK_EQ(lines[0].text, "two");
        CHECK_EQ(lines[1].text, "three");
        CHECK_EQ(lines[2].text, second.transcript[1].text);
        CHECK_EQ(lines[0].source, "m2");
        CHECK_EQ(lines[0].author, "user");
        CHECK_EQ(lines[0].name, "Ada");
        CHECK_EQ(lines[0].attachments, "[]");
        CHECK_EQ(lines[0].at, 7000);
        CHECK_EQ(j->transcript("c", 100).value().size(), 4u);
        CHECK_EQ(j->transcript("c", 0).value().size(), 0u);
        CHECK_EQ(j->transcript("other", 100).value().size(), 0u);
      }
    }
  }
}

SCENARIO("a message is found from both sides") {
  GIVEN("a user's message with one copy and a desk message in two pieces") {
    fresh j;
    auto s = step_of("c", 1);
    s.links = {{"u1", "d1", 0}, {"u3", "d2", 1}, {"u2", "d2", 0}};
    commit_one(*j, s);
    WHEN("both ids are looked up") {
      auto of_user = j->links_of_user("c", "u1").value();
      auto of_desk = j->links_of_desk("c", "d2").value();
      THEN("pieces come by chunk, and other conversations have none") {
        REQUIRE_EQ(of_user.size(), 1u);
        CHECK_EQ(of_user[0].desk_id, "d1");
        REQUIRE_EQ(of_desk.size(), 2u);
        CHECK_EQ(of_desk[0].user_id, "u2");
        CHECK_EQ(of_desk[1].user_id, "u3");
        CHECK_EQ(of_desk[1].chunk, 1u);
        CHECK_EQ(j->links_of_user("other", "u1").value().size(), 0u);
        CHECK_EQ(j->links_of_desk("c", "u1").value().size(), 0u);
      }
    }
  }
}

SCENARIO("a conversation is found by its other names, and a name can move") {
  GIVEN("a conversation with an alias") {
    fresh j;
    auto s = step_of("a", 1);
    s.aliases = {{"desk:CH1"}, {"user:7"}};
    commit_one(*j, s);
    WHEN("another conversation takes one of the names") {
      auto other = step_of("b", 1);
      other.aliases = {{"user:7"}};
      commit_one(*j, other);
      THEN("the newest holder is found") {
        CHECK_EQ(j->find("desk:CH1").value(), "a");
        CHECK_EQ(j->find("user:7").value(), "b");
        CHECK_EQ(j->find("user:' OR 1=1 --").value(), "");
      }
    }
  }
}

SCENARIO("conversations with work left are listed") {
  GIVEN("one with a command, one with a timer, one that waits for an agent, one that has one, and "
        "one with nothing") {
    fresh j;
    auto a = step_of("a", 1);
    a.commands = {command(1, "x")};
    auto b = step_of("b", 1);
    b.armed = {{"idle", 1, 1}};
    auto waits = step_of("d", 1);
    waits.owner = "queue";
    auto talks = step_of("e", 1);
    talks.owner = "agent";
    talks.commands = a.commands;
    std::vector<step> group{talks, waits, a, step_of("c", 1), b};
    REQUIRE(j->commit(group).has_value());
    WHEN("the unfinished are asked for") {
      auto keys = j->unfinished().value();
      THEN("each of them comes once, and a timer alone is no reason to load a conversation") {
        CHECK_EQ(joined(keys), "a d e");
      }
    }
  }
}

SCENARIO("armed timers are read a page at a time") {
  GIVEN("two conversations with three timers") {
    fresh j;
    auto a = step_of("a", 1);
    a.armed = {{"poll", 2, 20}, {"idle", 1, 10}};
    auto b = step_of("b", 1);
    b.armed = {{"idle", 3, 30}};
    std::vector<step> group{a, b};
    REQUIRE(j->commit(group).has_value());
    WHEN("they are read two by two") {
      auto first = j->timers("", "", 2).value();
      REQUIRE_EQ(first.size(), 2u);
      auto rest = j->timers(first[1].conversation, first[1].timer.kind, 2).value();
      THEN("each comes once, with its generation and its time") {
        CHECK_EQ(first[0].conversation + first[0].timer.kind, "aidle");
        CHECK_EQ(first[1].conversation + first[1].timer.kind, "apoll");
        CHECK_EQ(first[1].timer.generation, 2u);
        CHECK_EQ(first[1].timer.due, 20);
        REQUIRE_EQ(rest.size(), 1u);
        CHECK_EQ(rest[0].conversation, "b");
      }
    }
  }
}

SCENARIO("conversations are read from the newest back") {
  GIVEN("four conversations, two of them updated in the same millisecond") {
    fresh j;
    std::vector<step> group{step_of("a", 1), step_of("b", 1), step_of("c", 1), step_of("d", 1)};
    group[0].at = 10, group[1].at = 40, group[2].at = 40, group[3].at = 50;
    REQUIRE(j->commit(group).has_value());
    WHEN("those since a moment are read a page at a time") {
      auto first = j->recent(20, std::nullopt, 2).value();
      REQUIRE_EQ(first.size(), 2u);
      auto rest = j->recent(20, first.back(), 2).value();
      THEN("none is left out and none comes twice") {
        CHECK_EQ(first[0].conversation, "d");
        CHECK_EQ(first[0].state, "state 1");
        CHECK_EQ(first[1].conversation, "c");
        REQUIRE_EQ(rest.size(), 1u);
        CHECK_EQ(rest[0].conversation, "b");
        CHECK_EQ(rest[0].updated, 40);
      }
    }
  }
}

SCENARIO("small values are kept by name") {
  GIVEN("a value") {
    fresh j;
    CHECK_EQ(j->get("session").value(), "");
    REQUIRE(j->put("session", "old").has_value());
    WHEN("it is replaced") {
      const std::string value("a\0b", 3);
      REQUIRE(j->put("session", value).has_value());
      REQUIRE(j->put("empty", "").has_value());
      THEN("the new one is read") {
        CHECK_EQ(j->get("session").value(), value);
        CHECK_EQ(j->get("empty").value(), "");
      }
    }
  }
}

SCENARIO("the history of a conversation is all that is known of it since a moment") {
  GIVEN("a talk of two steps with texts, links, a command and a dead letter") {
    fresh j;
    auto first = step_of("c", 1, {"e1"});
    first.at = 1000;
    first.transcript = {line("m1", "one")};
    first.transcript[0].at = 1000;
    first.links = {{"u1", "d1", 0}};
    auto second = step_of("c", 2, {"e2", "e3"});
    second.at = 9000;
    second.transcript = {line("m2", "two")};
    second.transcript[0].at = 9000;
    second.commands = {command(7, "p")};
    second.dead = {{"c", "command:3", 9000, "say", "closed", "payload"}};
    std::vector<step> group{first, second, step_of("other", 1, {"e9"})};
    REQUIRE(j->commit(group).has_value());
    WHEN("it is read since the second step") {
      const auto h = j->history_of("c", 5000).value();
      REQUIRE(h.has_value());
      THEN("events and lines are those since, links and dead letters are all") {
        CHECK_EQ(joined(h->events), "e2 e3");
        REQUIRE_EQ(h->lines.size(), 1u);
        CHECK_EQ(h->lines[0].text, "two");
        CHECK_EQ(h->first, 1000);
        CHECK_EQ(h->now.version, 2u);
        REQUIRE_EQ(h->now.outbox.size(), 1u);
        REQUIRE_EQ(h->links.size(), 1u);
        CHECK_EQ(h->links[0].desk_id, "d1");
        REQUIRE_EQ(h->dead.size(), 1u);
        CHECK_EQ(h->dead[0].payload, "payload");
        CHECK(!j->history_of("nobody", 0).value().has_value());
      }
    }
  }
}
