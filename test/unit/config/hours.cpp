#include "config/hours.hpp"

#define CAF_SUITE config_hours
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

namespace fc = flexcord::config;
using moment = std::chrono::system_clock::time_point;

namespace {

/// A moment in UTC.
moment at(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / month / day} + minutes{hour * 60 + minute};
}

fc::hours good(std::string_view text) {
  auto parsed = fc::hours::parse(text);
  CHECK_EQ(parsed.problem, "");
  return parsed.value;
}

} // namespace

SCENARIO("without hours the desk is always open") {
  GIVEN("no hours") {
    auto h = good("");
    WHEN("any time is asked for") {
      THEN("it is open") {
        CHECK(h.always_open());
        CHECK(h.is_open(at(2026, 1, 1, 3)));
        CHECK(h.next_open(at(2026, 1, 1, 3)) == at(2026, 1, 1, 3));
      }
    }
  }
}

SCENARIO("hours follow the desk's own clock, summer and winter") {
  GIVEN("weekdays from nine to six and a short Saturday in Paris") {
    auto h = good("Mon-Fri 09:00-18:00, Sat 10:00-14:00 Europe/Paris");
    WHEN("times in January and July are asked for") {
      THEN("the change of the clock is kept in mind") {
        // 2026-01-05 is a Monday; Paris is one hour ahead.
        CHECK(!h.is_open(at(2026, 1, 5, 7, 59)));
        CHECK(h.is_open(at(2026, 1, 5, 8, 0)));
        CHECK(h.is_open(at(2026, 1, 5, 16, 59)));
        CHECK(!h.is_open(at(2026, 1, 5, 17, 0)));
        // 2026-07-06 is a Monday; two hours ahead.
        CHECK(h.is_open(at(2026, 7, 6, 7, 0)));
        CHECK(!h.is_open(at(2026, 7, 6, 16, 0)));
        // Saturday and Sunday.
        CHECK(h.is_open(at(2026, 1, 10, 9, 0)));
        CHECK(!h.is_open(at(2026, 1, 10, 13, 0)));
        CHECK(!h.is_open(at(2026, 1, 11, 10, 0)));
      }
      THEN("the next opening is found over the weekend and over the change of the clock") {
        CHECK(h.next_open(at(2026, 1, 10, 13, 0)) == at(2026, 1, 12, 8, 0));
        // Summer time begins on Sunday, 2026-03-29.
        CHECK(h.next_open(at(2026, 3, 28, 20, 0)) == at(2026, 3, 30, 7, 0));
      }
    }
  }
}

SCENARIO("a day can have several spans, and a night shift goes past midnight and the week's end") {
  GIVEN("split days, a night shift and whole days") {
    auto split = good("mon-tue 09:00-12:00 13:00-18:00 Wed 9:00-10:00, UTC");
    auto night = good("Sun 22:00-06:00 UTC");
    auto whole = good("Daily 00:00-24:00 UTC+5:30");
    auto wrapped = good("Sat-Mon 10:00-11:00 UTC-1");
    WHEN("times are asked for") {
      THEN("each span holds") {
        CHECK(split.is_open(at(2026, 1, 6, 11, 59)));
        CHECK(!split.is_open(at(2026, 1, 6, 12, 30)));
        CHECK(split.is_open(at(2026, 1, 6, 13, 0)));
        CHECK(split.is_open(at(2026, 1, 7, 9, 30)));
        CHECK(!split.is_open(at(2026, 1, 7, 13, 30)));
        CHECK(night.is_open(at(2026, 1, 4, 23)));
        CHECK(night.is_open(at(2026, 1, 5, 5, 59)));
        CHECK(!night.is_open(at(2026, 1, 5, 6)));
        CHECK(!night.is_open(at(2026, 1, 4, 3)));
        CHECK(whole.is_open(at(2026, 1, 4, 18, 29)));
        CHECK(whole.is_open(at(2026, 1, 4, 18, 30)));
        CHECK(wrapped.is_open(at(2026, 1, 4, 11, 30)));
        CHECK(wrapped.is_open(at(2026, 1, 5, 11, 30)));
        CHECK(!wrapped.is_open(at(2026, 1, 6, 11, 30)));
        CHECK(!wrapped.is_open(at(1969, 12, 30, 11, 30)));
        CHECK(wrapped.is_open(at(1969, 12, 29, 11, 30)));
      }
    }
  }
}

SCENARIO("hours that cannot be understood are refused with a reason") {
  GIVEN("broken texts") {
    WHEN("they are parsed") {
      THEN("each has a reason") {
        for (const auto* text : {"Mon-Fri 09:00-18:00",
                                 "Mon-Fri Europe/Paris",
                                 "09:00-18:00 UTC",
                                 "Mon 9-18 UTC",
                                 "Mon 09:00-09:00 UTC",
                                 "Mon 25:00-26:00 UTC",
                                 "Mon 09:60-10:00 UTC",
                                 "Mon 24:00-10:00 UTC",
                                 "Mon 09:00-18:00 Tue UTC",
                                 "Europe/Paris",
                                 "Mon 09:00-18:00 Mars/Olympus",
                                 "Mon 09:00-18:00 ../../etc/passwd",
                                 "Mon 09:00-18:00 /etc/passwd",
                                 "Mon 09:00-18:00 UTC+25",
                                 "Mon 09:00-18:00 UTC+1:3",
                                 "Foo-Bar 09:00-18:00 UTC",
                                 "Mon 09:00- UTC",
                                 "- UTC",
                                 "Mon -1:00-18:00 UTC",
                                 "Mon 123:00-18:00 UTC"})
          CHECK_NE(std::string{text} + ": " + fc::hours::parse(text).problem,
                   std::string{text} + ": ");
      }
    }
  }
}
