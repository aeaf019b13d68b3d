// What the machine is told of the settings and of the desk's hours.
#define CAF_SUITE rules
#include "actors/rules.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;

namespace {

conversation::millis utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  using namespace std::chrono;
  const auto at = sys_days{std::chrono::year{year} / month / day} + minutes{hour * 60 + minute};
  return duration_cast<milliseconds>(at.time_since_epoch()).count();
}

} // namespace

SCENARIO("while nobody is there, the next opening is known by the desk's own calendar") {
  GIVEN("weekdays in Paris, and Christmas off") {
    config::settings s;
    s.routing.hours = "Mon-Fri 09:00-18:00 Europe/Paris";
    s.routing.holidays = {"2026-12-25 Christmas Day"};
    const auto open = make_hours(s);
    const auto after = make_openings(s);
    WHEN("it is asked for at several times, in any order") {
      // 2026-12-25 is a Friday.
      const auto christmas = after(utc(2026, 12, 25, 10)), eve = after(utc(2026, 12, 24, 18)),
                 sunday = after(utc(2026, 12, 27, 22, 59)), monday = after(utc(2026, 12, 27, 23));
      THEN("days are counted from the day that it is there, and the holiday is named") {
        CHECK(open(utc(2026, 12, 24, 16, 59)));
        CHECK(!open(utc(2026, 12, 25, 10)));
        const conversation::opening expected{true,           3, 0, 28, 12, 9, 0, "Europe/Paris",
                                             "Christmas Day"};
        CHECK(christmas == expected);
        CHECK_EQ(eve.days_ahead, 4);
        CHECK_EQ(eve.closed_for, "");
        CHECK_EQ(sunday.days_ahead, 1);
        CHECK_EQ(monday.days_ahead, 0);
        // The same again, from what was found before.
        CHECK(after(utc(2026, 12, 25, 10)) == expected);
        // In summer the clock is another hour ahead: half past eight here, and still closed.
        CHECK(!open(utc(2026, 7, 6, 6, 30)));
        CHECK_EQ(after(utc(2026, 7, 6, 6, 30)).hour, 9);
      }
    }
  }
}

SCENARIO("without hours the desk is open, and settings reach the machine in its units") {
  GIVEN("settings") {
    config::settings s;
    s.gates.cooldown = std::chrono::seconds(30);
    s.gates.minimum_account_age = std::chrono::hours(24);
    s.gates.blocked = {"9"};
    s.routing.handoff_phrases = {"get me Ana"};
    WHEN("they are turned into rules") {
      const auto r = make_rules(s);
      THEN("times are milliseconds, and our own phrases stand beside the operator's") {
        CHECK(make_hours(s)(0));
        CHECK_EQ(r.gates.cooldown, 30'000);
        CHECK_EQ(r.gates.minimum_account_age, 86'400'000);
        CHECK_EQ(r.gates.per_user, 20u);
        CHECK_EQ(r.gates.blocked.size(), 1u);
        CHECK_EQ(r.queue_notice_interval, 120'000);
        CHECK(r.handoff_phrases.holds("Get me Ana!"));
        CHECK(r.handoff_phrases.holds("Ich möchte mit einem Menschen sprechen"));
        CHECK(r.cancel_phrases.holds("annuler"));
      }
    }
  }
}
