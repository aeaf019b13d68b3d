#define CAF_SUITE reports_drafts

#include "actors/reports/drafts.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;

namespace {

constexpr std::int64_t start = 1'000'000;

draft by(std::string member, std::string id, std::int64_t at = start) {
  return {std::move(id), std::move(member), at, true, {}};
}

} // namespace

SCENARIO("a draft is its writer's alone, and for fifteen minutes") {
  GIVEN("a draft") {
    drafts d;
    CHECK_EQ(d.keep(by("42", "7"), start), std::vector<std::size_t>{0});
    WHEN("it is looked for") {
      THEN("its writer finds it, another member and a late one do not") {
        CHECK(d.find("7", "42", start + drafts::life - 1) != nullptr);
        CHECK(d.find("7", "43", start) == nullptr);
        CHECK(d.find("8", "42", start) == nullptr);
        CHECK(d.find("7", "42", start + drafts::life) == nullptr);
        CHECK_EQ(d.expire(start + drafts::life - 1).size(), 0u);
        CHECK_EQ(d.expire(start + drafts::life), std::vector<std::size_t>{0});
        CHECK(d.at(0) == nullptr);
      }
    }
  }
}

SCENARIO("the same draft again takes the same place") {
  GIVEN("two drafts") {
    drafts d;
    d.keep(by("42", "7"), start);
    d.keep(by("43", "8"), start);
    WHEN("the first is kept again, and dropped") {
      THEN("it has its old place, and then nobody has") {
        CHECK_EQ(d.keep(by("42", "7", start + 5), start + 5), std::vector<std::size_t>{0});
        CHECK_EQ(d.drop("7").value_or(99), 0u);
        CHECK(!d.drop("7"));
        CHECK(d.find("8", "43", start) != nullptr);
      }
    }
  }
}

SCENARIO("one member cannot take the places of others") {
  GIVEN("a member with three drafts") {
    drafts d;
    for (int i = 0; i < 3; ++i) d.keep(by("42", std::to_string(i), start + i), start + i);
    WHEN("a fourth comes") {
      auto changed = d.keep(by("42", "3", start + 3), start + 3);
      THEN("it takes the place of that member's oldest") {
        CHECK_EQ(changed, std::vector<std::size_t>{0});
        CHECK(d.find("0", "42", start + 3) == nullptr);
        CHECK(d.find("3", "42", start + 3) != nullptr);
      }
    }
  }
}

SCENARIO("when all places are taken the oldest goes") {
  GIVEN("as many drafts as there are places") {
    drafts d;
    for (std::size_t i = 0; i < drafts::places; ++i)
      d.keep(by("m" + std::to_string(i), std::to_string(i), start + static_cast<std::int64_t>(i)),
             start);
    WHEN("one more comes") {
      auto changed = d.keep(by("42", "new", start + 500), start + 500);
      THEN("it has the place of the oldest") {
        CHECK_EQ(changed, std::vector<std::size_t>{0});
        CHECK(d.find("0", "m0", start) == nullptr);
        CHECK(d.find("new", "42", start + 500) != nullptr);
        CHECK(d.find("1", "m1", start) != nullptr);
      }
    }
  }
}
