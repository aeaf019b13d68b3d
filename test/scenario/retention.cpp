#include "actors/retention_actor.hpp"

#define CAF_SUITE retention
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace std::chrono_literals;

SCENARIO("each kind has its own age, and zero keeps it for ever") {
  GIVEN("an hour for texts, a day for ids, nothing said about the others") {
    config::retention_settings kept;
    kept.transcript = 1h;
    kept.events = 24h;
    kept.dead_letters = kept.conversations = 0ms;
    WHEN("it is asked what is too old") {
      const auto limits = actors::too_old(kept, 90'000'000);
      THEN("it is what came before") {
        CHECK_EQ(limits.of(store::forgettable::transcript), 86'400'000);
        CHECK_EQ(limits.of(store::forgettable::links), 86'400'000);
        CHECK_EQ(limits.of(store::forgettable::events), 3'600'000);
        CHECK_EQ(limits.of(store::forgettable::dead_letters), 0);
        CHECK_EQ(limits.of(store::forgettable::conversations), 0);
      }
    }
    WHEN("the clock shows less than that") {
      THEN("nothing is too old") { CHECK_EQ(actors::too_old(kept, 5).transcript, 0); }
    }
  }
}
