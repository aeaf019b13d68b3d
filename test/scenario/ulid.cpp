#define CAF_SUITE ulid
#include "actors/ulid.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::actors::make_ulid;

SCENARIO("names of desk conversations sort by time and are made of 26 characters") {
  GIVEN("two moments") {
    std::uint64_t next = 1;
    auto random = [&] { return next++ * 0x9E3779B97F4A7C15ull; };
    WHEN("a name is made for each") {
      auto a = make_ulid(1'469'918'176'385, random), b = make_ulid(1'469'918'176'386, random);
      THEN("the time part is as the ULID specification gives it") {
        CHECK_EQ(a.size(), 26u);
        CHECK_EQ(a.substr(0, 10), "01ARYZ6S41");
        CHECK(a < b);
      }
    }
  }
}
