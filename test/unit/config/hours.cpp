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
        h.close_on({"2026-01-01"});
        CHECK(h.is_open(at(2026, 1, 1, 3)));
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

SCENARIO("the hour that the clock leaves out or shows twice is kept in mind") {
  GIVEN("a desk in Paris that opens at half past two in the night, and one that is open then") {
    auto gap = good("Daily 02:30-04:00 Europe/Paris");
    auto night = good("Daily 01:00-02:30 Europe/Paris");
    WHEN("the clock is put forward on 2026-03-29 and back on 2026-10-25") {
      THEN("it opens at the first minute that exists, and both passes of an hour count") {
        CHECK(!gap.is_open(at(2026, 3, 29, 0, 59)));
        CHECK(gap.next_open(at(2026, 3, 28, 20)) == at(2026, 3, 29, 1));
        CHECK(gap.is_open(at(2026, 3, 29, 1, 59)));
        CHECK(!gap.is_open(at(2026, 3, 29, 2)));
        CHECK(night.is_open(at(2026, 10, 25, 0, 29)));
        CHECK(!night.is_open(at(2026, 10, 25, 0, 30)));
        CHECK(night.is_open(at(2026, 10, 25, 1, 15)));
        CHECK(!night.is_open(at(2026, 10, 25, 1, 30)));
      }
      THEN("an opening beyond the change is found by the new clock") {
        auto h = good("Mon 09:00-10:00 Europe/Paris");
        CHECK(h.next_open(at(2026, 3, 23, 10)) == at(2026, 3, 30, 7));
        CHECK(h.next_open(at(2026, 10, 19, 10)) == at(2026, 10, 26, 8));
      }
    }
  }
}

// checklist: business hours with holidays.
SCENARIO("on a holiday nobody is there") {
  GIVEN("hours in Berlin, a holiday of every year and one of 2026 alone") {
    auto h = good("Mon-Fri 09:00-17:00 Europe/Berlin");
    h.close_on({"12-25 Christmas Day", "2026-12-24", "no date"});
    WHEN("days around it are asked for") {
      THEN("it is closed from midnight to midnight of the desk's clock, with its label") {
        CHECK(h.is_open(at(2026, 12, 23, 15, 59)));
        CHECK(!h.is_open(at(2026, 12, 24, 10)));
        CHECK(h.is_open(at(2027, 12, 24, 10)));
        CHECK(!h.is_open(at(2030, 12, 25, 10)));
        REQUIRE(h.holiday_at(at(2026, 12, 24, 23)) != nullptr);
        CHECK_EQ(h.holiday_at(at(2026, 12, 24, 23))->label, "Christmas Day");
        CHECK_EQ(h.holiday_at(at(2026, 12, 24, 22, 59))->label, "");
        CHECK(h.holiday_at(at(2026, 12, 25, 23)) == nullptr);
      }
      THEN("the next opening is behind it and the weekend") {
        CHECK(h.next_open(at(2026, 12, 23, 16)) == at(2026, 12, 28, 8));
        CHECK_EQ(h.local(at(2026, 12, 28, 8)).weekday, 0);
        CHECK_EQ(h.local(at(2026, 12, 28, 8)).minute, 9 * 60);
        CHECK_EQ(h.zone_name(), "Europe/Berlin");
      }
    }
  }
}

SCENARIO("a night shift ends at a holiday's midnight, and none begins on the holiday") {
  GIVEN("a shift every night, whole days, and New Year's Day off") {
    auto night = good("Daily 22:00-06:00 UTC");
    auto whole = good("Daily 00:00-24:00 UTC");
    for (auto* h : {&night, &whole}) h->close_on({"01-01"});
    WHEN("the night before and the night after are asked for") {
      THEN("what touches the holiday or begins on it is closed") {
        CHECK(night.is_open(at(2026, 12, 31, 23, 59)));
        CHECK(!night.is_open(at(2027, 1, 1, 0)));
        CHECK(!night.is_open(at(2027, 1, 1, 23)));
        CHECK(!night.is_open(at(2027, 1, 2, 5)));
        CHECK(night.next_open(at(2027, 1, 1, 0)) == at(2027, 1, 2, 22));
        CHECK(whole.next_open(at(2027, 1, 1, 0)) == at(2027, 1, 2, 0));
      }
    }
  }
}

SCENARIO("a desk that never opens within a year has no next opening") {
  GIVEN("a desk that is open on one weekday, and a holiday on each of its days") {
    auto h = good("Mon 09:00-10:00 UTC");
    std::vector<std::string> every;
    for (int m = 1; m <= 12; ++m)
      for (int d = 1; d <= 31; ++d)
        every.push_back(
            {char('0' + m / 10), char('0' + m % 10), '-', char('0' + d / 10), char('0' + d % 10)});
    h.close_on(every);
    WHEN("it is asked for") {
      THEN("there is none") { CHECK(!h.next_open(at(2026, 5, 5, 5)).has_value()); }
    }
  }
}

SCENARIO("a holiday is a date that exists, with a label if wanted") {
  GIVEN("texts") {
    WHEN("they are read") {
      THEN("dates that exist are taken, and all else is refused") {
        for (const auto* good :
             {"2026-12-25", "12-25", "02-29", " 2024-02-29 leap day ", "01-01\tx"})
          CHECK(fc::parse_holiday(good).has_value());
        for (const auto* bad : {"", "2026-02-29", "13-01", "00-10", "12-32", "12-00", "2026-1-1",
                                "25.12.", "Christmas", "12-25-2026", "2026-12", "12-25Christmas",
                                "0000-01-01", "12-25 a\nb", "-2-25"})
          CHECK_EQ(std::string{bad} + (fc::parse_holiday(bad) ? " taken" : ""), bad);
        CHECK(!fc::parse_holiday("12-25 " + std::string(101, 'x')).has_value());
        CHECK_EQ(fc::parse_holiday("2024-02-29  leap day ")->label, "leap day");
        CHECK_EQ(fc::parse_holiday("2024-02-29")->year, 2024);
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
