#include "store/postgres/judge.hpp"
#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_judge
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;
using namespace flexcord::store::postgres;

namespace {

/// The verdicts for a group, given what is stored.
std::string judged(const std::vector<step>& group, known k) {
  return names_of(judge(group, std::move(k)));
}

} // namespace

SCENARIO("steps are judged by what is stored and by the steps before them") {
  GIVEN("a conversation at version 3 that has seen an event") {
    const known k{{{"c", 3}}, {{"c", "seen"}}};
    WHEN("groups of steps come") {
      THEN("each step has its verdict") {
        CHECK_EQ(judged({step_of("c", 4, {"new"})}, k), "committed");
        CHECK_EQ(judged({step_of("c", 3), step_of("c", 5), step_of("c", 0)}, k),
                 "conflict conflict conflict");
        CHECK_EQ(judged({step_of("c", 9, {"seen"}), step_of("c", 4, {"new", "seen"})}, k),
                 "overtaken duplicate");
        CHECK_EQ(
            judged({step_of("c", 4, {"a"}), step_of("c", 5, {"a"}), step_of("c", 5, {"b"})}, k),
            "committed duplicate committed");
        CHECK_EQ(judged({step_of("c", 7, {"a"}), step_of("c", 4, {"a"})}, k), "conflict committed");
        CHECK_EQ(judged({step_of("d", 1, {"seen"}), step_of("e", 2)}, k), "committed conflict");
        CHECK_EQ(judged({step_of("c", 4, {"", "x", "x"}), step_of("c", 5, {""})}, k),
                 "committed committed");
      }
    }
  }
}

SCENARIO("what a group hopes for makes it whole when it is in order") {
  GIVEN("groups in order and out of order") {
    const std::vector<step> good = {step_of("a", 3, {"x"}), step_of("b", 1), step_of("a", 4)};
    const std::vector<step> gap = {step_of("a", 3), step_of("a", 5)};
    const std::vector<step> twice = {step_of("a", 3, {"x"}), step_of("a", 4, {"x"})};
    const std::vector<step> nothing = {step_of("a", 0)};
    WHEN("each is judged by its own hope") {
      THEN("only the first needs no look at the database") {
        CHECK(all_committed(judge(good, hoped(good))));
        CHECK(!all_committed(judge(gap, hoped(gap))));
        CHECK(!all_committed(judge(twice, hoped(twice))));
        CHECK(!all_committed(judge(nothing, hoped(nothing))));
      }
    }
  }
}
