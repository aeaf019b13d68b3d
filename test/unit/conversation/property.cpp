#include "test/unit/conversation/walk.hpp"

#define CAF_SUITE property_conversation
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

constexpr std::uint64_t walks = 2000;
constexpr std::size_t length = 60;

/// The seed of the first walk that breaks a promise, or `walks`.
std::uint64_t first_broken(world_rules how) {
  for (std::uint64_t seed = 0; seed < walks; ++seed)
    if (!broken_by(walk_of(seed, length), how).empty()) return seed;
  return walks;
}

std::string report(std::uint64_t seed, world_rules how) {
  auto small = shrunk(walk_of(seed, length), how);
  return "seed " + std::to_string(seed) + ": " + broken_by(small, how) + ", in " +
         std::to_string(small.size()) + " actions:" + story_of(small, how);
}

void check_all(world_rules how) {
  auto seed = first_broken(how);
  CHECK_EQ(seed, walks);
  if (seed != walks) CAF_ERROR(report(seed, how));
}

} // namespace

SCENARIO("walks with the transcript copied at the handoff keep every promise") {
  GIVEN("a bot, a desk and a user that do anything in any order") {
    WHEN("thousands of walks are made") {
      THEN("one owner at a time, nothing lost, doubled or left open") { check_all({}); }
    }
  }
}

SCENARIO("walks with a live transcript keep every promise") {
  GIVEN("a bot, a desk and a user that do anything in any order") {
    WHEN("thousands of walks are made") {
      THEN("one owner at a time, nothing lost, doubled or left open") {
        check_all({.live_transcript = true});
      }
    }
  }
}

SCENARIO("walks in which a flow of the desk decides keep every promise") {
  GIVEN("a flow that asks late, twice, not at all, or brings an agent by itself") {
    WHEN("thousands of walks are made") {
      THEN("one owner at a time, nothing lost, doubled or left open") {
        check_all({.routed = true});
      }
    }
  }
}

SCENARIO("walks in which the desk closes and opens keep every promise") {
  GIVEN("wishes at any hour, each kept as one case until it is used or taken back") {
    WHEN("thousands of walks are made") {
      THEN("one owner at a time, nothing lost, doubled or left open") {
        check_all({.closes = true});
        check_all({.routed = true, .closes = true});
      }
    }
  }
}

SCENARIO("without the epoch rule the walks find a bot text after the handoff") {
  GIVEN("a sender that does not check the epoch") {
    const world_rules mutant{.epoch_rule = false};
    WHEN("thousands of walks are made") {
      auto seed = first_broken(mutant);
      THEN("one breaks the promise, and is made short enough to read") {
        REQUIRE(seed < walks);
        auto small = shrunk(walk_of(seed, length), mutant);
        CHECK_EQ(broken_by(small, mutant), "a bot text of an earlier owner is sent");
        CHECK_LE(small.size(), 20u);
        CHECK_EQ(broken_by(small, {}), "");
        MESSAGE(report(seed, mutant));
      }
    }
  }
}
