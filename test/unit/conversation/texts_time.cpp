#include "actors/conversation/texts_time.hpp"
#include "actors/conversation/texts_gate.hpp"

#define CAF_SUITE conversation_texts_time
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::conversation;

SCENARIO("when somebody will be there is said as people say it, with the zone") {
  GIVEN("a desk in Paris that opens at nine on a Monday, the 4th of January") {
    opening o{true, 0, 0, 4, 1, 9, 0, "Europe/Paris", {}};
    WHEN("it is today, tomorrow, within six days and later") {
      THEN("each language says it its own way") {
        CHECK_EQ(opening_text(o, "en-US", "en"), "today at 09:00 (Europe/Paris)");
        o.days_ahead = 1;
        CHECK_EQ(opening_text(o, "fr", "en"), "demain à 09:00 (Europe/Paris)");
        o.days_ahead = 6;
        CHECK_EQ(opening_text(o, "en", "en"), "on Monday at 09:00 (Europe/Paris)");
        CHECK_EQ(opening_text(o, "es-ES", "en"), "el lunes a las 09:00 (Europe/Paris)");
        CHECK_EQ(opening_text(o, "de", "en"), "am Montag um 09:00 Uhr (Europe/Paris)");
        o.days_ahead = 7;
        CHECK_EQ(opening_text(o, "en", "en"), "on Monday, 4 January, at 09:00 (Europe/Paris)");
        CHECK_EQ(opening_text(o, "fr", "en"), "le lundi 4 janvier à 09:00 (Europe/Paris)");
        CHECK_EQ(opening_text(o, "", "es"), "el lunes 4 de enero a las 09:00 (Europe/Paris)");
        o.weekday = 2;
        o.month = 3;
        o.minute = 5;
        CHECK_EQ(opening_text(o, "de", "en"),
                 "am Mittwoch, dem 4. März, um 09:05 Uhr (Europe/Paris)");
      }
      THEN("what is not known is not said, and nothing out of range is read") {
        CHECK_EQ(opening_text({}, "en", "en"), "");
        CHECK_EQ(opening_text({true, 9, 7, 40, 13, 25, 70, "x", {}}, "en", "en"),
                 "on Sunday, 40 December, at 25:70 (x)");
      }
    }
  }
}

SCENARIO("a length of time is said in one unit, rounded up") {
  GIVEN("lengths") {
    WHEN("they are said") {
      THEN("the wait is never said to be shorter than it is") {
        CHECK_EQ(span_text(1, "en", "en"), "1 second");
        CHECK_EQ(span_text(0, "en", "en"), "1 second");
        CHECK_EQ(span_text(-5000, "en", "en"), "1 second");
        CHECK_EQ(span_text(29'001, "de", "en"), "30 Sekunden");
        CHECK_EQ(span_text(90'000, "fr", "en"), "2 minutes");
        CHECK_EQ(span_text(119 * 60'000, "en", "en"), "119 minutes");
        CHECK_EQ(span_text(120 * 60'000, "es", "en"), "2 horas");
        CHECK_EQ(span_text(47 * 3'600'000, "es", "en"), "47 horas");
        CHECK_EQ(span_text(48 * 3'600'000 + 1, "en", "en"), "3 days");
      }
    }
  }
}

SCENARIO("a guess is rounded coarsely, and one that helps nobody is not made") {
  GIVEN("guesses") {
    WHEN("they are said") {
      THEN("the longer, the coarser, and never too short") {
        CHECK_EQ(about_text(1, "en", "en"), "1 minute");
        CHECK_EQ(about_text(4 * 60'000 + 1, "en", "en"), "5 minutes");
        CHECK_EQ(about_text(16 * 60'000, "de", "en"), "20 Minuten");
        CHECK_EQ(about_text(50 * 60'000, "es", "en"), "60 minutos");
        CHECK_EQ(about_text(119 * 60'000, "fr", "en"), "2 heures");
        CHECK_EQ(about_text(121 * 60'000, "en", "en"), "3 hours");
        CHECK_EQ(about_text(0, "en", "en") + about_text(-1, "en", "en"), "");
        CHECK_EQ(about_text(13 * 3'600'000, "en", "en"), "");
      }
    }
  }
}

SCENARIO("each refusal of a gate says why, and for how long if time helps") {
  GIVEN("every reason") {
    using gates::refusal;
    WHEN("it is told") {
      THEN("the texts differ, and the wait stands in those that end") {
        CHECK(refusal_text({refusal::cooldown, 30'000}, "en", "en").find("30 seconds") !=
              std::string::npos);
        CHECK(refusal_text({refusal::cap, 7'200'000}, "fr", "en").find("2 heures") !=
              std::string::npos);
        CHECK(refusal_text({refusal::account_age, 3 * gates::day}, "de", "en").find("3 Tage") !=
              std::string::npos);
        CHECK(refusal_text({refusal::role_unknown}, "es", "en").find("/helpme") !=
              std::string::npos);
        CHECK_NE(refusal_text({refusal::role}, "en", "en"),
                 refusal_text({refusal::role_unknown}, "en", "en"));
        CHECK_NE(refusal_text({refusal::blocked}, "en", "en"),
                 refusal_text({refusal::role}, "en", "en"));
      }
    }
  }
}
