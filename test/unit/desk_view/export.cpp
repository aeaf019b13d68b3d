#include "actors/desk_view/export_rows.hpp"
#include "test/unit/desk_view/known.hpp"

#define CAF_SUITE desk_view_export
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::desk_view;
using test::opened_at;

SCENARIO("a conversation's row says who, how long and how it ended") {
  GIVEN("a talk that an agent has finished") {
    told_talk t;
    t.key = "discord:900";
    t.now.shared.user = {"42", "Alice", "en"};
    t.lines = {{"1", "user", "Alice", "hi", "", opened_at - 9000},
               {"2", "agent", "Old", "of an earlier case", "", opened_at - 5000},
               {"3", "bot", "", "hello", "", opened_at - 4000},
               {"4", "notice", "", "Case", "", opened_at},
               {"5", "agent", "Mike", "Hello", "", opened_at + 30'000},
               {"6", "agent", "Mike", "Bye", "", opened_at + 60'000}};
    t.latest = test::facts(7, "handoff", "x");
    t.latest->status = "resolved";
    t.latest->joined = opened_at + 20'000;
    t.latest->left = t.latest->resolved = opened_at + 80'000;
    t.timeline = {{1, "", "rated 4", "", "", "", 1}, {2, "", "rated nine", "", "", "", 2}};
    WHEN("its row is made") {
      auto r = record_of(t);
      THEN("counts, times and rating are there") {
        CHECK_EQ(r.number, 7u);
        CHECK_EQ(r.agent, "Mike");
        CHECK_EQ(r.outcome, "resolved");
        CHECK_EQ(r.from_user, 1u);
        CHECK_EQ(r.from_bot, 1u);
        CHECK_EQ(r.from_agents, 3u);
        CHECK_EQ(r.rating, 4u);
        CHECK_EQ(r.began, opened_at - 9000);
        CHECK_EQ(desk::durations_of(r), (desk::durations{30, 20, 60, 80}));
      }
    }
  }
}

SCENARIO("a conversation with the assistant alone has a row without a case") {
  GIVEN("a talk that nobody else had") {
    told_talk t;
    t.key = "discord:1";
    t.lines = {{"1", "user", "Bob", "hi", "", 5}};
    WHEN("its row is made") {
      auto r = record_of(t);
      THEN("what is not known is empty") {
        CHECK_EQ(r.number, 0u);
        CHECK_EQ(r.asked, 0);
        CHECK_EQ(desk::durations_of(r), (desk::durations{-1, -1, -1, -1}));
      }
    }
  }
}
