// Checklist: gates on opening conversations with a person and reports.
#include "actors/gates/gate.hpp"

#define CAF_SUITE gates
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::gates;

namespace {

constexpr millis second = 1000, minute = 60 * second, hour = 60 * minute;
constexpr millis now = 1'700'000'000'000;
const applicant ada{"1", now - 400 * day, {}, false};

std::string said(const verdict& v) {
  return std::string(name_of(v.why)) + (v.wait == 0 ? "" : " " + std::to_string(v.wait / second));
}

} // namespace

SCENARIO("without limits everybody may open requests") {
  GIVEN("no limit") {
    WHEN("somebody asks for the thousandth time in a second") {
      THEN("they may") {
        const std::vector<millis> often(1000, now);
        CHECK_EQ(said(decide({}, ada, often, now)), "none");
        CHECK_EQ(said(decide({}, {}, {}, now)), "none");
      }
    }
  }
}

SCENARIO("two requests are apart by the cooldown") {
  GIVEN("half a minute") {
    const limits l{.cooldown = 30 * second};
    WHEN("the second comes too early, in time, and before a clock was set back") {
      THEN("the rest of the time is told") {
        const std::vector<millis> one{now - hour, now - 10 * second};
        CHECK_EQ(said(decide(l, ada, one, now)), "cooldown 20");
        CHECK_EQ(said(decide(l, ada, one, now + 20 * second)), "none");
        CHECK_EQ(said(decide(l, ada, one, now + 20 * second - 1)), "cooldown 0");
        const std::vector<millis> tomorrow{now + day};
        CHECK_EQ(said(decide(l, ada, tomorrow, now)), "none");
      }
    }
  }
}

SCENARIO("a member may open so many requests within a day") {
  GIVEN("three") {
    const limits l{.per_user = 3};
    WHEN("three were opened") {
      const std::vector<millis> three{now - 2 * hour, now - 23 * hour, now - hour};
      THEN("the fourth is possible when the first is a day old") {
        CHECK_EQ(said(decide(l, ada, three, now)), "cap 3600");
        CHECK_EQ(said(decide(l, ada, three, now + hour)), "none");
        CHECK_EQ(said(decide(l, ada, std::span(three).first(2), now)), "none");
      }
    }
  }
}

SCENARIO("a new account waits") {
  GIVEN("a week") {
    const limits l{.minimum_account_age = 7 * day};
    WHEN("younger, older and unknown accounts ask") {
      THEN("only the younger is refused, and told for how long") {
        CHECK_EQ(said(decide(l, {"1", now - 6 * day}, {}, now)), "account_age 86400");
        CHECK_EQ(said(decide(l, {"1", now - 7 * day}, {}, now)), "none");
        CHECK_EQ(said(decide(l, {"1", 0}, {}, now)), "none");
      }
    }
  }
}

SCENARIO("a role may be needed") {
  GIVEN("a role") {
    const limits l{.role = "77"};
    WHEN("members with it, without it and not seen yet ask") {
      THEN("who was not seen is told so, as is one who was looked at for another role") {
        CHECK_EQ(said(decide(l, {"1", 0, "77", true}, {}, now)), "none");
        CHECK_EQ(said(decide(l, {"1", 0, "77", false}, {}, now)), "role");
        CHECK_EQ(said(decide(l, ada, {}, now)), "role_unknown");
        CHECK_EQ(said(decide(l, {"1", 0, "76", true}, {}, now)), "role_unknown");
      }
    }
  }
}

SCENARIO("who is blocked opens nothing, and no other reason is told") {
  GIVEN("a block list beside all other limits") {
    const limits l{hour, 1, day, "77", {"9", "1"}};
    WHEN("a member on it asks, and one who is not") {
      THEN("blocked comes first, then age, role, cooldown and cap") {
        const std::vector<millis> earlier{now - 2 * hour}, just{now};
        CHECK_EQ(said(decide(l, {"1", now}, just, now)), "blocked");
        CHECK(is_blocked(l, "9"));
        CHECK(!is_blocked(l, ""));
        CHECK(!is_blocked({.blocked = {""}}, ""));
        CHECK_EQ(said(decide(l, {"2", now}, just, now)), "account_age 86400");
        CHECK_EQ(said(decide(l, {"2", 1}, just, now)), "role_unknown");
        CHECK_EQ(said(decide(l, {"2", 1, "77", true}, just, now)), "cooldown 3600");
        CHECK_EQ(said(decide(l, {"2", 1, "77", true}, earlier, now)), "cap 79200");
      }
    }
  }
}

SCENARIO("what is remembered stays small and is enough for each decision") {
  GIVEN("a cap of three and a cooldown of two days") {
    const limits l{.cooldown = 2 * day, .per_user = 3};
    WHEN("requests come and the clock goes wrong") {
      std::vector<millis> requests{now + day, now - 3 * day, now - day};
      remember(requests, l, now);
      THEN("the last ones within the longest time are kept, in order") {
        CHECK_EQ(requests, std::vector<millis>({now - day, now}));
        for (int i = 1; i < 9; ++i) remember(requests, l, now + i);
        CHECK_EQ(requests, std::vector<millis>({now + 6, now + 7, now + 8}));
        std::vector<millis> one;
        for (int i = 0; i < 9; ++i) remember(one, {}, now + i);
        CHECK_EQ(one, std::vector<millis>{now + 8});
      }
    }
  }
}
