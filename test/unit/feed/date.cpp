#include "net/feed/date.hpp"

#define CAF_SUITE feed_date
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::net::feed::parse_date;

namespace {

std::int64_t ms(std::string_view text) { return parse_date(text).value_or(-1); }

} // namespace

SCENARIO("dates are read as feeds write them") {
  GIVEN("one moment in many spellings") {
    WHEN("they are read") {
      constexpr std::int64_t moment = 1'212'491'130'000; // 2008-06-03 11:05:30 UTC
      THEN("RFC 822 gives it") {
        for (const auto* text :
             {"Tue, 03 Jun 2008 11:05:30 GMT", "Tue, 3 Jun 2008 11:05:30 +0000",
              "3 Jun 08 11:05:30 UT", "Tue, 03 June 2008 13:05:30 +0200",
              "Tue, 03 Jun 2008 06:05:30 EST", "03 Jun 2008 07:05:30 EDT",
              "  Tue,03 Jun 2008 11:05:30 Z ", "tuesday, 03-jun-2008 11:05:30 gmt",
              "Tue, 03 Jun 2008 11:05:30", "Tue, 03 Jun 2008 13:05:30 CEST"}) {
          CAF_MESSAGE(text);
          CHECK_EQ(ms(text), moment);
        }
        CHECK_EQ(ms("Tue, 03 Jun 2008 11:05 GMT"), moment - 30'000);
      }
      THEN("RFC 3339 gives it") {
        for (const auto* text :
             {"2008-06-03T11:05:30Z", "2008-06-03T13:05:30+02:00", "2008-06-03 11:05:30Z",
              "2008-06-03t11:05:30z", "2008-06-03T06:35:30-04:30", "2008-06-03T11:05:30+0000"}) {
          CAF_MESSAGE(text);
          CHECK_EQ(ms(text), moment);
        }
        CHECK_EQ(ms("2008-06-03T11:05:30.25Z"), moment + 250);
        CHECK_EQ(ms("2008-06-03T11:05:30.123456789Z"), moment + 123);
        CHECK_EQ(ms("2008-06-03"), moment - (11 * 3600 + 5 * 60 + 30) * 1000);
        CHECK_EQ(ms("2000-02-29T00:00:00Z"), 951'782'400'000);
        CHECK_EQ(ms("2016-12-31T23:59:60Z"), 1'483'228'799'000);
      }
    }
  }
}

SCENARIO("what is no date is none") {
  GIVEN("texts that are wrong in a part") {
    WHEN("they are read") {
      THEN("there is no date, rather than a wrong one") {
        for (const auto* text :
             {"", " ", "yesterday", "2008", "2008-13-01T00:00:00Z", "2008-02-30",
              "2001-02-29T00:00:00Z", "2008-06-03T25:00:00Z", "2008-06-03T11:61:00Z",
              "2008-06-03T11:05:30Zjunk", "Tue, 32 Jun 2008 11:05:30 GMT",
              "Tue, 03 Foo 2008 11:05:30 GMT", "Tue, 03 Jun 2008 11:05:30 +9999",
              "1969-12-31T23:00:00Z", "0001-01-01T00:00:00Z", "99999999999999999999",
              "1970-01-01T00:00:00+05:00"}) {
          CAF_MESSAGE(text);
          CHECK_EQ(ms(text), -1);
        }
        CHECK_EQ(ms(std::string(10'000, '1')), -1);
      }
    }
  }
}
