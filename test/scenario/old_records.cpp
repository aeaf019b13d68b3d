// What an earlier version has stored is read by this one.
#define CAF_SUITE old_records
#include "actors/codec.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using namespace flexcord::conversation;

SCENARIO("a conversation of before the gates and the kept wishes is read") {
  GIVEN("a record without what they need") {
    const auto old =
        R"({"shared":{"user":{"id":"5","name":"Ada","locale":"fr"},"epoch":3,"next_command":9},)"
        R"("now":{"is":"awaiting_agent","at":2,"case":7,"reason":"button","queue":"","since":5}})";
    WHEN("it is read") {
      auto s = decode_state(old);
      THEN("nothing is promised, nothing was asked for, and nothing told") {
        REQUIRE(s.has_value());
        CHECK(s->shared.promised == promise{});
        CHECK(s->shared.known == standing{});
        CHECK(s->shared.requests.empty());
        CHECK_EQ(s->shared.blocked_told, 0);
        auto& waiting = std::get<awaiting_agent>(s->now);
        CHECK_EQ(waiting.case_number, 7u);
        CHECK_EQ(waiting.told_place, 0);
      }
    }
  }
}

SCENARIO("what the gates and a kept wish need comes back from the journal") {
  GIVEN("a state with all of it") {
    state s;
    s.shared.promised = {true, 7};
    s.shared.known = {1000, "77", true};
    s.shared.requests = {1, 1'760'000'000'000};
    s.shared.blocked_told = 8;
    awaiting_agent waiting;
    waiting.told_place = 4;
    waiting.told_at = 9;
    s.now = waiting;
    WHEN("it is stored and read") {
      auto back = decode_state(encode(s));
      THEN("nothing is different") {
        REQUIRE(back.has_value());
        CHECK(*back == s);
      }
      THEN("a look that asks for the place, and the place, do as well") {
        const command asks = look{"fc-1", 3, true};
        auto order_back = decode_order(encode(order{7, 8, "trace", asks}));
        REQUIRE(order_back.has_value());
        CHECK(order_back->what == asks);
        envelope e;
        e.what = queue_seen{"fc-1", 3, 60'000};
        auto event_back = decode_envelope(encode(e));
        REQUIRE(event_back.has_value());
        CHECK(*event_back == e);
      }
    }
  }
}
