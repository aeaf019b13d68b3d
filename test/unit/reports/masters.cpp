#define CAF_SUITE reports_masters

#include "actors/reports/masters.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::reports;
using outcome = joining::outcome;

namespace {

case_links cases(std::vector<linked_case> list) {
  case_links out;
  for (auto& c : list) out.emplace(c.number, c);
  return out;
}

std::vector<notice> tell(const case_links& all, std::uint64_t number, std::uint64_t change,
                         std::set<heard>& known) {
  return to_tell(all, number, change, known);
}

} // namespace

SCENARIO("a duplicate goes under its master, and brings its own duplicates along") {
  GIVEN("case 1, and case 2 with the duplicate 3") {
    const auto start =
        cases({{1, 0, {"alice"}}, {2, 0, {"bob"}}, {3, 2, {"carol"}}, {4, 0, {"dan"}}});
    WHEN("2 joins 1") {
      auto all = start;
      const auto j = join_cases(all, 2, 1);
      THEN("3 comes with it") {
        CHECK(j.how == outcome::joined);
        CHECK(j.moved == (std::vector<std::uint64_t>{2, 3}));
        CHECK_EQ(root_of(all, 3), 1u);
        CHECK(family_of(all, 1) == (std::vector<std::uint64_t>{1, 2, 3}));
        CHECK(family_of(all, 2) == std::vector<std::uint64_t>{2});
      }
    }
    WHEN("4 joins the duplicate 3") {
      auto all = start;
      const auto j = join_cases(all, 4, 3);
      THEN("it is under the master of that") {
        CHECK_EQ(j.master, 2u);
        CHECK_EQ(root_of(all, 4), 2u);
      }
    }
    WHEN("3 joins 1 without its master") {
      auto all = start;
      const auto j = join_cases(all, 3, 1);
      THEN("only it moves") {
        CHECK(j.moved == std::vector<std::uint64_t>{3});
        CHECK_EQ(root_of(all, 2), 2u);
      }
    }
    WHEN("the master is to go under its own duplicate, or under itself") {
      auto all = start;
      const auto before = root_of(all, 3);
      THEN("nothing changes: they are together as it is") {
        CHECK(join_cases(all, 2, 3).how == outcome::already);
        CHECK(join_cases(all, 2, 2).how == outcome::already);
        CHECK(join_cases(all, 3, 2).how == outcome::already);
        CHECK_EQ(root_of(all, 3), before);
      }
    }
    WHEN("a case is not there") {
      auto all = start;
      THEN("that is told") {
        CHECK(join_cases(all, 9, 1).how == outcome::unknown);
        CHECK(join_cases(all, 1, 9).how == outcome::unknown);
        CHECK(!separate(all, 9));
        CHECK(!separate(all, 1));
        CHECK(separate(all, 3));
        CHECK_EQ(root_of(all, 3), 3u);
      }
    }
  }
}

SCENARIO("when a master case is answered, every reporter is told once (checklist 34)") {
  GIVEN("a master and two duplicates, with Bob in both of them and in the master") {
    const auto all = cases({{1, 0, {"alice", "bob"}}, {2, 1, {"bob"}}, {3, 1, {"bob", "carol"}}});
    std::set<heard> known;
    WHEN("its status changes") {
      const auto first = tell(all, 1, 1, known);
      THEN("each hears of it once, by their own case's number") {
        CHECK(first == (std::vector<notice>{{"alice", 1}, {"bob", 2}, {"carol", 3}}));
      }
      THEN("nobody hears of the same change again, also after another start") {
        auto after_restart = known;
        CHECK(tell(all, 1, 1, after_restart).empty());
      }
      THEN("who joins later hears of the next change only") {
        auto more = all;
        more.emplace(4, linked_case{4, 0, {"dan"}});
        join_cases(more, 4, 1);
        auto by_then = known;
        CHECK(tell(more, 1, 1, by_then) == (std::vector<notice>{{"dan", 4}}));
        CHECK_EQ(tell(more, 1, 2, by_then).size(), 4u);
      }
    }
    WHEN("a duplicate's own status changes") {
      THEN("only its own people hear of it") {
        CHECK(tell(all, 3, 1, known) == (std::vector<notice>{{"bob", 3}, {"carol", 3}}));
      }
    }
  }
}

SCENARIO("however cases are joined, there is no circle, and nobody is told twice") {
  GIVEN("five hundred walks of random joins, separations and changes over eight cases") {
    WHEN("they are played") {
      THEN("what must hold holds after every step") {
        for (unsigned seed = 0; seed < 500; ++seed) {
          std::mt19937 random(seed);
          auto any = [&](std::uint64_t n) { return random() % n; };
          case_links all;
          for (std::uint64_t n = 1; n <= 8; ++n)
            all.emplace(
                n, linked_case{n, 0, {"p" + std::to_string(n), "p" + std::to_string(any(8) + 1)}});
          std::set<heard> known;
          std::map<std::uint64_t, std::uint64_t> change;
          std::map<std::string, int> told;
          for (int step = 0; step < 60; ++step) {
            const auto a = any(9) + 1, b = any(9) + 1;
            if (any(5) == 0) {
              separate(all, a);
            } else if (any(3) == 0 && all.contains(a)) {
              const auto n = ++change[a];
              for (int again = 0; again < 2; ++again)
                for (const auto& x : to_tell(all, a, n, known))
                  ++told[x.person + " " + std::to_string(a) + " " + std::to_string(n)];
              for (const auto number : family_of(all, a))
                for (const auto& p : all.at(number).people)
                  CHECK_EQ((told[p + " " + std::to_string(a) + " " + std::to_string(n)]), 1);
            } else {
              const auto j = join_cases(all, a, b);
              if (j.how != outcome::unknown) CHECK_EQ(root_of(all, a), root_of(all, b));
              if (j.how == outcome::joined) CHECK(!j.moved.empty());
            }
            for (const auto& [number, c] : all) {
              if (c.master == 0) continue;
              const bool sound =
                  c.master != number && all.contains(c.master) && all.at(c.master).master == 0;
              if (!sound) CAF_FAIL("seed " << seed << " step " << step << ": case " << number);
            }
          }
        }
      }
    }
  }
}
