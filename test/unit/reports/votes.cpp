#define CAF_SUITE reports_votes

#include "actors/reports/votes.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;

SCENARIO("a member is told what their press means, and the case hears of it when it counts") {
  GIVEN("a report of Alice's that Bob joined and Carol voted for") {
    const ballot b{.reporter = "alice", .joined = {"bob"}, .voters = {"bob", "carol"}};
    auto told = [&](const char* who, status s = status::open) { return press_vote(b, who, s); };
    WHEN("the vote button is pressed") {
      THEN("a vote is given or taken back") {
        CHECK(told("dora").told == word::vote_counted);
        CHECK(told("carol").told == word::vote_taken_back);
        CHECK(told("dora").changed && told("carol").changed);
        CHECK(told("dora", status::pending).changed);
      }
      THEN("who reported or joined has voted by it") {
        CHECK(told("alice").told == word::vote_by_reporting);
        CHECK(told("bob").told == word::vote_by_joining);
        CHECK(!told("alice").changed && !told("bob").changed);
      }
      THEN("votes for what is finished stay as they are") {
        for (auto s : {status::resolved, status::closed})
          for (const auto* who : {"alice", "bob", "carol", "dora"}) {
            CHECK(told(who, s).told == word::vote_closed);
            CHECK(!told(who, s).changed);
          }
      }
    }
  }
}
