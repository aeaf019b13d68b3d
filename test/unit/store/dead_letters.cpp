#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_dead_letters
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

dead_letter letter(std::string conversation, std::string id, std::int64_t at) {
  return {std::move(conversation), std::move(id), at, "say", "refused", std::string("p\0q", 3)};
}

std::string ids(const std::vector<dead_letter>& all) {
  std::vector<std::string> names;
  for (const auto& d : all) names.push_back(d.conversation + "/" + d.id);
  return joined(names);
}

} // namespace

SCENARIO("a command that cannot be done leaves the outbox and becomes a dead letter in one step") {
  GIVEN("a command that is under way") {
    fresh j;
    auto given = step_of("c", 1);
    given.commands = {command(7, "text")};
    commit_one(*j, given);
    WHEN("it is given up") {
      auto lost = step_of("c", 2, {"done:7"});
      lost.done = {7};
      lost.dead = {letter("c", "command:7", 50)};
      commit_one(*j, lost);
      THEN("it is in one place only, as it was") {
        CHECK_EQ(waiting(*j, "c"), "");
        auto kept = j->dead_letter_of("c", "command:7").value();
        REQUIRE(kept.has_value());
        CHECK_EQ(kept->payload, std::string("p\0q", 3));
        CHECK_EQ(kept->kind, "say");
        CHECK_EQ(kept->reason, "refused");
        CHECK_EQ(kept->at, 50);
        CHECK_EQ(j->count().value().dead_letters, 1u);
      }
      WHEN("a person decides to try it again") {
        auto again = step_of("c", 3);
        again.revived = {"command:7"};
        again.commands = {command(8, "text")};
        commit_one(*j, again);
        THEN("it is a command again and no dead letter any more") {
          CHECK_EQ(waiting(*j, "c"), "text");
          CHECK(!j->dead_letter_of("c", "command:7").value().has_value());
          CHECK_EQ(j->count().value().dead_letters, 0u);
        }
      }
    }
  }
}

SCENARIO("a step that is a duplicate buries nothing") {
  GIVEN("an event that is already known") {
    fresh j;
    commit_one(*j, step_of("c", 1, {"e1"}));
    WHEN("it comes again with a dead letter") {
      auto again = step_of("c", 2, {"e1"});
      again.dead = {letter("c", "command:1", 1)};
      CHECK_EQ(name_of(commit_one(*j, again)), "duplicate");
      THEN("there is none") { CHECK_EQ(j->dead_letters(std::nullopt, 10).value().size(), 0u); }
    }
  }
}

SCENARIO("dead letters are listed oldest first, a page at a time, and dropped one by one") {
  GIVEN("three dead letters, two of the same moment") {
    fresh j;
    auto given = step_of("a", 1);
    given.commands = {command(1, "unreadable")};
    commit_one(*j, given);
    REQUIRE(j->bury(letter("b", "event:x", 20), 0).has_value());
    REQUIRE(j->bury(letter("a", "event:y", 20), 0).has_value());
    REQUIRE(j->bury(letter("a", "command:1", 10), 1).has_value());
    REQUIRE(j->bury(letter("a", "command:1", 99), 1).has_value());
    WHEN("they are read two by two") {
      auto first = j->dead_letters(std::nullopt, 2).value();
      REQUIRE_EQ(first.size(), 2u);
      auto rest = j->dead_letters(first.back(), 2).value();
      THEN("each comes once, and burying one twice changed nothing") {
        CHECK_EQ(ids(first), "a/command:1 a/event:y");
        CHECK_EQ(ids(rest), "b/event:x");
        CHECK_EQ(first[0].at, 10);
        CHECK_EQ(waiting(*j, "a"), "");
      }
    }
    WHEN("one is dropped") {
      CHECK(j->drop_dead_letter("a", "event:y").value());
      THEN("it is gone, and dropping it again says that there was none") {
        CHECK(!j->drop_dead_letter("a", "event:y").value());
        CHECK_EQ(ids(j->dead_letters(std::nullopt, 10).value()), "a/command:1 b/event:x");
      }
    }
  }
}
