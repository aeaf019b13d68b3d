#define CAF_SUITE timer_wheel
#include "actors/timer_wheel.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::actors::timer_wheel;

SCENARIO("a timer fires once, when it is due and not before") {
  GIVEN("a timer in 100 ms") {
    timer_wheel w{1000, 20, 16};
    w.set("a", 1, 7, 1100);
    WHEN("time goes on") {
      CHECK(w.advance(1080).empty());
      auto fired = w.advance(1100);
      THEN("it comes with its key, kind and generation") {
        CHECK_EQ(fired.size(), 1u);
        CHECK_EQ(fired.at(0).key, "a");
        CHECK_EQ(fired.at(0).kind, 1);
        CHECK_EQ(fired.at(0).generation, 7u);
        CHECK(w.advance(5000).empty());
      }
    }
  }
}

SCENARIO("a timer set again replaces the one before, and a cleared one never fires") {
  GIVEN("three timers of two kinds") {
    timer_wheel w{0, 20, 16};
    w.set("a", 1, 1, 100);
    w.set("a", 1, 2, 300);
    w.set("a", 2, 3, 100);
    WHEN("one is cleared and all would be due") {
      w.clear("a", 2);
      auto early = w.advance(200);
      auto late = w.advance(320);
      THEN("only the newest of the first kind fires, at its time") {
        CHECK(early.empty());
        CHECK_EQ(late.size(), 1u);
        CHECK_EQ(late.at(0).generation, 2u);
        CHECK_EQ(w.armed(), 0u);
      }
    }
  }
}

SCENARIO("timers further away than one turn of the wheel wait for their turn") {
  GIVEN("a wheel of 16 slots of 20 ms and a timer ten turns away") {
    timer_wheel w{0, 20, 16};
    w.set("far", 0, 1, 3200);
    WHEN("the wheel turns tick by tick") {
      std::size_t fired = 0;
      std::int64_t when = 0;
      for (std::int64_t t = 20; t <= 4000; t += 20)
        if (auto n = w.advance(t).size(); n != 0) fired += n, when = t;
      THEN("it fires once, at its time") {
        CHECK_EQ(fired, 1u);
        CHECK_EQ(when, 3200);
      }
    }
  }
}

SCENARIO("after a long pause everything overdue fires") {
  GIVEN("a hundred timers over an hour") {
    timer_wheel w{0, 20, 64};
    for (int i = 0; i < 100; ++i) w.set("k" + std::to_string(i), 0, 1, i * 36'000);
    WHEN("the process was stopped for two hours") {
      auto fired = w.advance(7'200'000);
      THEN("all of them come") { CHECK_EQ(fired.size(), 100u); }
    }
  }
}

SCENARIO("what falls due in one long pause comes in the order in which it was due") {
  GIVEN("a wheel of one and a half seconds, and timers over an hour, set out of order") {
    timer_wheel w{0, 20, 64};
    for (auto minute : {40, 10, 50, 20, 30})
      w.set(std::to_string(minute), 0, 1, minute * 60'000 + minute * 20);
    WHEN("an hour and more passes at once") {
      std::string order;
      for (auto& f : w.advance(4'000'000)) order += f.key + ' ';
      THEN("the earliest comes first") { CHECK_EQ(order, "10 20 30 40 50 "); }
    }
  }
}
