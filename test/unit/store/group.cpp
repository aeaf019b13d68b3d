#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_group
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

std::string number_of(const std::vector<std::pair<std::string, std::uint64_t>>& all,
                      const std::string& name) {
  for (const auto& [key, n] : all)
    if (key == name) return std::to_string(n);
  return "none";
}

} // namespace

SCENARIO("steps of one conversation in one group follow each other") {
  GIVEN("an empty store") {
    fresh j;
    WHEN("three steps of one conversation and one of another come together") {
      std::vector<step> group{step_of("a", 1, {"1"}), step_of("b", 1, {"1"}),
                              step_of("a", 2, {"2"}), step_of("a", 3, {"3"})};
      auto verdicts = j->commit(group).value();
      THEN("all are committed in order") {
        CHECK_EQ(names_of(verdicts), "committed committed committed committed");
        CHECK_EQ(j->load("a").value()->version, 3u);
        CHECK_EQ(j->load("a").value()->state, "state 3");
      }
    }
  }
}

SCENARIO("a refused step does not undo its neighbours") {
  GIVEN("an empty store") {
    fresh j;
    WHEN("a group holds a repetition and a step that is out of date") {
      std::vector<step> group{step_of("a", 1, {"x"}), step_of("a", 2, {"x"}),
                              step_of("a", 5, {"y"}), step_of("b", 1, {"x"}),
                              step_of("a", 2, {"z"})};
      auto verdicts = j->commit(group).value();
      THEN("only those two are refused") {
        CHECK_EQ(names_of(verdicts), "committed duplicate conflict committed committed");
        CHECK_EQ(j->load("a").value()->version, 2u);
        CHECK(j->load("b").value().has_value());
        CHECK_EQ(name_of(commit_one(*j, step_of("a", 3, {"y"}))), "committed");
      }
    }
  }
}

SCENARIO("an empty group is no work") {
  GIVEN("an empty store") {
    fresh j;
    WHEN("nothing is committed") {
      auto verdicts = j->commit({});
      THEN("there is no verdict") {
        REQUIRE(verdicts.has_value());
        CHECK_EQ(verdicts->size(), 0u);
      }
    }
  }
}

SCENARIO("the counts follow the owners and the outbox") {
  GIVEN("three conversations with commands") {
    fresh j;
    auto a = step_of("a", 1);
    a.commands = {command(1, "x", 0), command(2, "y", 1)};
    auto b = step_of("b", 1);
    b.commands = {command(3, "z", 1)};
    std::vector<step> group{a, b, step_of("c", 1)};
    REQUIRE(j->commit(group).has_value());
    WHEN("one moves to an agent and finishes a command") {
      auto next = step_of("a", 2);
      next.owner = "agent";
      next.done = {2};
      auto refused = step_of("b", 9);
      refused.owner = "queue";
      std::vector<step> more{next, refused};
      REQUIRE(j->commit(more).has_value());
      THEN("the numbers say so") {
        auto all = j->count().value();
        CHECK_EQ(number_of(all.conversations, "bot"), "2");
        CHECK_EQ(number_of(all.conversations, "agent"), "1");
        CHECK_EQ(number_of(all.conversations, "queue"), "none");
        CHECK_EQ(number_of(all.outbox, "agent"), "1");
        CHECK_EQ(number_of(all.outbox, "bot"), "1");
        REQUIRE_EQ(all.oldest.size(), 2u);
        CHECK_EQ(all.oldest[0].second, 5001);
        CHECK_EQ(all.oldest[1].second, 5003);
      }
    }
  }
}
