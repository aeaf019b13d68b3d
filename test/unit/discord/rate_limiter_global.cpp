#define CAF_SUITE discord_rate_limiter

#include "limiter_world.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace limits;

SCENARIO("at most fifty requests leave in any second, interactions aside") {
  GIVEN("requests for 80 channels and an interaction") {
    world w;
    for (int i = 0; i < 80; ++i) w.message("c" + std::to_string(i));
    WHEN("they may go") {
      auto first = w.limiter.decide(w.now);
      CHECK_EQ(first.go.size(), 50u);
      CHECK(first.ask_at == w.now + 1s);
      auto urgent = w.callback("t");
      CHECK_EQ(w.go(), std::to_string(urgent));
      w.now += 999ms;
      CHECK_EQ(w.go(), "");
      w.now += 1ms;
      THEN("the rest goes a second later") { CHECK_EQ(w.limiter.decide(w.now).go.size(), 30u); }
    }
  }
}

SCENARIO("a global 429 stops everything but interactions") {
  GIVEN("a request under way and others waiting") {
    world w;
    w.message("A");
    w.go();
    w.message("B");
    WHEN("the answer is a global 429") {
      w.again(1, refusal(scope::global, 4s));
      w.callback("t");
      CHECK_EQ(w.go(), "3");
      CHECK(w.ask_at == w.now + 4s);
      w.now += 4s;
      THEN("all go on after the pause") {
        CHECK_EQ(w.go(), "1 2");
        CHECK_EQ(w.reasons, "global global");
      }
    }
  }
}

SCENARIO("a ban stops everything, doubles, and ends with one trial") {
  GIVEN("a request under way") {
    world w;
    w.message("A");
    w.message("B");
    w.go();
    w.callback("t");
    WHEN("Cloudflare answers twice in a row") {
      w.again(1, ban());
      w.again(2, ban()); // sent before the first answer: no second ban
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 60s);
      CHECK(w.limiter.banned(w.now));
      w.now += 60s;
      CHECK_EQ(w.go(), "3"); // one alone, the most urgent
      CHECK_EQ(w.go(), "");
      w.again(3, ban());
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 120s);
      w.now += 120s;
      CHECK_EQ(w.go(), "3");
      w.again(3, plain(204));
      THEN("a good answer opens the way") {
        CHECK_EQ(w.go(), "1 2");
        w.again(1, ban(7s));
        CHECK_EQ(w.go(), "");
        CHECK(w.ask_at == w.now + 7s);
      }
    }
  }
}

SCENARIO("too many invalid answers close the door before Discord does") {
  GIVEN("a limit of three in ten minutes") {
    world w;
    w.limiter = rate_limiter({.global_rate = 50, .invalid_limit = 3, .ban_pause = 60s});
    WHEN("401, 403 and 429 come") {
      for (int status : {401, 403, 404}) {
        auto id = w.message("c" + std::to_string(status));
        w.go();
        w.again(id, plain(status));
        w.now += 1s;
      }
      auto id = w.message("x");
      CHECK_EQ(w.go(), "4");
      w.again(id, refusal(scope::user, 10ms));
      w.message("y");
      w.now += 10ms;
      CHECK_EQ(w.go(), "");
      THEN("nothing goes until the first of them is ten minutes old") {
        CHECK(w.ask_at == time_point(1'000'000) + 10min);
        w.now = *w.ask_at;
        CHECK_EQ(w.go(), "4 5");
        CHECK_EQ(w.reasons, "invalid invalid");
      }
    }
  }
}
