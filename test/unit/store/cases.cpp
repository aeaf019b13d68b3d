#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_cases
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

case_request request(std::string conversation, std::uint64_t command_id) {
  return {std::move(conversation), command_id, "handoff", "42", "Lost account", 1000};
}

} // namespace

SCENARIO("cases are numbered without gaps, and asking twice gives the same one") {
  GIVEN("an empty store") {
    fresh j;
    WHEN("cases are opened, one of them twice") {
      auto first = j->open_case(request("a", 1)).value();
      auto again = j->open_case(request("a", 1)).value();
      auto second = j->open_case(request("a", 2)).value();
      auto third = j->open_case(request("b", 1)).value();
      auto still = j->open_case(request("a", 1)).value();
      THEN("the numbers are 1, 2, 3") {
        CHECK_EQ(first, 1u);
        CHECK_EQ(again, 1u);
        CHECK_EQ(second, 2u);
        CHECK_EQ(third, 3u);
        CHECK_EQ(still, 1u);
      }
    }
  }
}

SCENARIO("a step moves its case on and writes the timeline") {
  GIVEN("a case") {
    place where;
    auto j = std::move(open(where.url(), {}).value());
    REQUIRE_EQ(j->open_case(request("c", 1)).value(), 1u);
    WHEN("steps add entries, one of them for a case that does not exist") {
      auto s = step_of("c", 1);
      s.cases = {{1, "", "agent joined"}, {99, "closed", "nobody's"}};
      commit_one(*j, s);
      auto next = step_of("c", 2);
      next.cases = {{1, "resolved", "done"}};
      commit_one(*j, next);
      j.reset();
      THEN("the timeline has them in order with the status of that moment") {
        const auto entries = where.ask(
            "SELECT number, position, status, entry, at FROM case_timeline ORDER BY 1, 2");
        REQUIRE_EQ(entries.size(), 2u);
        CHECK_EQ(entries[0], "1|1|open|agent joined|1001");
        CHECK_EQ(entries[1], "1|2|resolved|done|1002");
        CHECK_EQ(joined(where.ask("SELECT status FROM cases")), "resolved");
      }
    }
  }
}
