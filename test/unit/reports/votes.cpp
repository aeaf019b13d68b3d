#define CAF_SUITE reports_votes

#include "actors/reports/votes.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <map>
#include <random>

using namespace flexcord::reports;

SCENARIO("a member votes once, and can take it back") {
  GIVEN("a report of Alice's") {
    const ballot fresh{.reporter = "alice", .joined = {}, .voters = {}};
    CHECK_EQ(votes_of(fresh), 1u);
    WHEN("Bob presses the vote button twice") {
      const auto first = press_vote(fresh, "bob", status::open);
      const auto second = press_vote(first.now, "bob", status::open);
      THEN("his vote counts, and is taken back") {
        CHECK(first.told == word::vote_counted);
        CHECK_EQ(votes_of(first.now), 2u);
        CHECK(second.told == word::vote_taken_back);
        CHECK(second.now == fresh);
      }
    }
    WHEN("Alice votes for her own") {
      const auto v = press_vote(fresh, "alice", status::open);
      THEN("it counted by reporting") {
        CHECK(v.told == word::vote_by_reporting);
        CHECK(!v.changed && v.now == fresh);
      }
    }
    WHEN("Bob has voted and joins") {
      const auto voted_first = press_vote(fresh, "bob", status::open);
      const auto joined = join(voted_first.now, "bob");
      THEN("he counts once, and joining keeps his vote") {
        CHECK_EQ(votes_of(joined.now), 2u);
        CHECK(press_vote(joined.now, "bob", status::open).told == word::vote_by_joining);
        CHECK(join(joined.now, "bob").told == word::joined_already);
        CHECK_EQ(votes_of(leave(joined.now, "bob").now), 2u); // the pressed vote stays
      }
    }
    WHEN("it is finished") {
      THEN("votes stay as they are") {
        for (auto s : {status::resolved, status::closed}) {
          CHECK(press_vote(fresh, "bob", s).told == word::vote_closed);
          CHECK(press_vote(fresh, "bob", s).now == fresh);
        }
        CHECK(press_vote(fresh, "bob", status::pending).changed);
      }
    }
    WHEN("it takes over a report of Bob's, for which Alice and Carol voted") {
      const ballot other{.reporter = "bob", .joined = {"alice"}, .voters = {"carol"}};
      const auto both = merged(fresh, other);
      THEN("everybody counts once") {
        CHECK_EQ(votes_of(both), 3u);
        CHECK_EQ(both.reporter, "alice");
        CHECK(both.joined == std::set<std::string>{"bob"});
      }
    }
  }
}

SCENARIO("whatever is pressed, every member counts at most once") {
  GIVEN("a thousand walks of random presses by five members") {
    const std::string members[] = {"a", "b", "c", "d", "e"};
    WHEN("they are played against the simplest book of who voted") {
      THEN("both always agree") {
        for (unsigned seed = 0; seed < 1000; ++seed) {
          std::mt19937 random(seed);
          ballot b{.reporter = "a", .joined = {}, .voters = {}};
          std::map<std::string, std::pair<bool, bool>> book; // pressed, joined
          book["a"].second = true;
          for (int step = 0; step < 40; ++step) {
            const auto& who = members[random() % 5];
            auto& [pressed, joined] = book[who];
            const auto before = votes_of(b);
            voted v;
            switch (random() % 4) {
            case 0:
              v = join(b, who);
              joined = true;
              break;
            case 1:
              v = leave(b, who);
              if (who != "a") joined = false;
              break;
            default:
              v = press_vote(b, who, status::open);
              if (!joined) pressed = !pressed;
            }
            CHECK(v.changed != (v.now == b));
            b = v.now;
            std::size_t expected = 0;
            for (const auto& [name, entry] : book) expected += entry.first || entry.second;
            if (votes_of(b) != expected || has_voted(b, who) != (pressed || joined))
              CAF_FAIL("seed " << seed << " step " << step << ": " << votes_of(b) << " votes, "
                               << expected << " expected");
            CHECK_LE(votes_of(b), before + 1);
            CHECK(!b.joined.contains("a") && !b.voters.contains("a"));
          }
        }
      }
    }
  }
}
