#define CAF_SUITE discord_watermark

#include "net/discord/watermark.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

using flexcord::net::discord::watermark;

SCENARIO("the mark stops below the first dispatch that is not committed") {
  GIVEN("three open dispatches") {
    watermark w;
    for (auto s : {1u, 2u, 3u}) w.open(s);
    WHEN("they are committed out of order") {
      CHECK_EQ(w.value(), 0u);
      w.done(2);
      CHECK_EQ(w.value(), 0u);
      w.done(1);
      CHECK_EQ(w.value(), 2u);
      w.done(3);
      THEN("the mark follows the unbroken row") { CHECK_EQ(w.value(), 3u); }
    }
  }
}

SCENARIO("dispatches that need no commit do not hold the mark back") {
  GIVEN("one open dispatch among others") {
    watermark w(10);
    w.skip(11);
    w.open(12);
    w.skip(13);
    WHEN("the open one is committed") {
      CHECK_EQ(w.value(), 11u);
      w.done(12);
      THEN("the mark passes all of them") { CHECK_EQ(w.value(), 13u); }
    }
  }
}

SCENARIO("a replay of what is committed changes nothing") {
  GIVEN("a mark at 5") {
    watermark w(5);
    WHEN("older dispatches come again") {
      w.open(4);
      w.open(5);
      w.skip(3);
      THEN("nothing waits") {
        CHECK_EQ(w.value(), 5u);
        CHECK_EQ(w.waiting(), 0u);
      }
    }
  }
}

SCENARIO("an acknowledgement of what never came is not believed") {
  GIVEN("dispatches up to 3") {
    watermark w;
    w.open(3);
    WHEN("somebody acknowledges 900") {
      w.done_through(900);
      w.done(901);
      THEN("the mark is at 3") { CHECK_EQ(w.value(), 3u); }
    }
  }
}

SCENARIO("in any order of commits the mark is the highest complete prefix") {
  GIVEN("random rows of dispatches") {
    const auto seed = std::random_device{}();
    MESSAGE("seed " << seed);
    std::mt19937_64 random(seed);
    WHEN("they are committed in random order") {
      for (int round = 0; round < 200; ++round) {
        watermark w;
        std::vector<std::uint64_t> order;
        std::set<std::uint64_t> open;
        for (std::uint64_t s = 1; s <= 30; ++s) {
          if (random() % 3 == 0) {
            w.skip(s);
          } else {
            w.open(s);
            open.insert(s);
            order.push_back(s);
          }
        }
        std::shuffle(order.begin(), order.end(), random);
        for (auto s : order) {
          w.done(s);
          open.erase(s);
          CHECK_EQ(w.value(), open.empty() ? 30u : *open.begin() - 1);
        }
      }
    }
  }
}
