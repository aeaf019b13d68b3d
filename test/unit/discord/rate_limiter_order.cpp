#define CAF_SUITE discord_rate_limiter

#include "limiter_world.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using namespace limits;

SCENARIO("messages of one channel go one at a time and in order, whatever the bucket allows") {
  GIVEN("a bucket with room for five") {
    world w;
    w.message("A");
    w.go();
    w.again(1, ok("h", 5, 4, 5s));
    WHEN("three messages wait") {
      for (int i = 0; i < 3; ++i) w.message("A", i == 2 ? priority::live_agent : priority::bot);
      std::string order;
      for (int i = 0; i < 3; ++i) {
        auto next = w.go();
        order += next + ";";
        w.again(std::stoull(next), ok("h", 5, static_cast<std::uint32_t>(3 - i), 5s));
      }
      THEN("they went one by one") { CHECK_EQ(order, "2;3;4;"); }
    }
  }
}

SCENARIO("a message that met 429 goes again before the ones behind it") {
  GIVEN("three messages in one channel") {
    world w;
    for (int i = 0; i < 3; ++i) w.message("A");
    CHECK_EQ(w.go(), "1");
    WHEN("the first is refused") {
      CHECK(w.again(1, refusal(scope::user, 690ms)));
      CHECK_EQ(w.go(), "");
      CHECK(w.ask_at == w.now + 690ms);
      w.now += 690ms;
      THEN("it is the first again") {
        CHECK_EQ(w.go(), "1");
        CHECK_EQ(w.reasons, "bucket");
        CHECK(!w.again(1, ok("h", 5, 4, 5s)));
        CHECK_EQ(w.go(), "2");
      }
    }
  }
}

SCENARIO("the priority of the head decides between channels") {
  GIVEN("a full second and waiting messages of every priority") {
    world w;
    w.limiter = rate_limiter({.global_rate = 2, .invalid_limit = 5000, .ban_pause = 60s});
    w.message("A", priority::announcement);
    w.message("B", priority::case_update);
    w.message("C", priority::bot);
    w.message("D", priority::live_agent);
    WHEN("two may go a second") {
      THEN("the agent's text is first and the announcement last") {
        CHECK_EQ(w.go(), "4 3");
        w.now += 1s;
        CHECK_EQ(w.go(), "2 1");
      }
    }
  }
}

SCENARIO("a request that is given up frees its place") {
  GIVEN("messages under way and waiting") {
    world w;
    for (int i = 0; i < 3; ++i) w.message("A");
    w.go();
    WHEN("the first gets no answer and the second is withdrawn") {
      w.limiter.abandoned(1);
      w.limiter.abandoned(2);
      w.limiter.abandoned(77);
      THEN("the third goes") {
        CHECK_EQ(w.go(), "3");
        CHECK_EQ(w.limiter.size(), 1u);
      }
    }
  }
}
