#define CAF_SUITE reports_known

#include "actors/reports/known.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;

namespace {

const std::string lantern = "The lantern goes out in the rain",
                  lantern_text = "My lantern dies as soon as it rains in the marsh";

} // namespace

SCENARIO("a near-duplicate is found among the reports of its kind") {
  GIVEN("a bug about a lantern, one about a map, and a wish about a lantern") {
    known_reports k;
    k.add(kind::bug, 3, lantern, lantern_text);
    k.add(kind::bug, 4, "Map is black", "The map of the northern coast stays black");
    k.add(kind::feature, 5, lantern, lantern_text);
    WHEN("another member reports the lantern") {
      auto like = k.like(kind::bug, "Lantern goes out when it rains",
                         "The lantern dies in the rain of the marsh", 5);
      THEN("only that bug is like it") { CHECK_EQ(like, std::vector<std::uint64_t>{3}); }
    }
  }
}

SCENARIO("what is settled is not suggested any more") {
  GIVEN("a bug, another one, and a wish with the words of the first") {
    known_reports k;
    k.add(kind::bug, 3, lantern, lantern_text);
    k.add(kind::bug, 4, "Map is black", "The map of the northern coast stays black");
    k.add(kind::feature, 5, lantern, lantern_text);
    WHEN("the bug is forgotten") {
      k.forget(3);
      THEN("no bug is like it, and the rest is there") {
        CHECK(k.like(kind::bug, lantern, lantern_text, 5).empty());
        CHECK_EQ(k.size(kind::bug), 1u);
        CHECK_EQ(k.size(kind::feature), 1u);
      }
    }
  }
}

SCENARIO("only the newest reports are kept in memory") {
  GIVEN("as many as are kept, in any order, and one of them twice") {
    known_reports k;
    for (std::size_t n = known_reports::most; n >= 1; --n)
      k.add(kind::bug, n, "report " + std::to_string(n), "");
    k.add(kind::bug, 1, lantern, lantern_text);
    WHEN("one more comes") {
      const bool before = !k.like(kind::bug, lantern, lantern_text, 5).empty();
      k.add(kind::bug, known_reports::most + 1, "the last one", "");
      THEN("the oldest one goes") {
        CHECK(before);
        CHECK_EQ(k.size(kind::bug), known_reports::most);
        CHECK(k.like(kind::bug, lantern, lantern_text, 5).empty());
      }
    }
  }
}
