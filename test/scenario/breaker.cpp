#define CAF_SUITE breaker
#include "actors/chatbot/breaker.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::actors::breaker;

SCENARIO("a bot that fails three times in a row is left alone for a while, then tried once") {
  GIVEN("a circuit that opens after three failures for 10 s") {
    breaker b{3, 10'000};
    for (int i = 0; i < 3; ++i) {
      CHECK(b.may_call(i));
      b.failed(i);
    }
    WHEN("somebody asks within the pause, after it, and while the trial runs") {
      CHECK(!b.may_call(5'000));
      CHECK(b.may_call(10'100));
      CHECK(!b.may_call(10'101));
      b.succeeded();
      THEN("the trial's success closes the circuit") { CHECK(b.may_call(10'102)); }
    }
  }
}

SCENARIO("a failed trial opens the circuit again") {
  GIVEN("an open circuit") {
    breaker b{1, 1'000};
    b.failed(0);
    WHEN("the trial fails") {
      CHECK(b.may_call(1'000));
      b.failed(1'000);
      THEN("it stays open for another pause") {
        CHECK(!b.may_call(1'999));
        CHECK(b.may_call(2'000));
      }
    }
  }
}

SCENARIO("successes in between keep the circuit closed") {
  GIVEN("failures that are not in a row") {
    breaker b{2, 1'000};
    b.failed(0);
    b.succeeded();
    b.failed(1);
    WHEN("somebody asks") {
      THEN("the call goes") { CHECK(b.may_call(2)); }
    }
  }
}
