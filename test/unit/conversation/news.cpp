// What the machine tells of cases, and what it tells the case book.
#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_news
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("the user is told of a change of status once, whoever has the talk") {
  GIVEN("a talk with an agent") {
    talk t;
    t.to_agent();
    const auto epoch = t.now.shared.epoch;
    WHEN("a case of theirs is resolved") {
      auto then = t.on(case_news{5, "resolved", "Lantern", ada()});
      THEN("they hear it, the agent keeps the talk, and it waits behind what people write") {
        CHECK_EQ(then, "with_agent Ana: news 'Your case #5 (Lantern) is resolved'");
        CHECK_EQ(t.now.shared.epoch, epoch);
        CHECK_EQ(priority_of(t.last_of<say>()), 2);
      }
    }
  }
}

SCENARIO("news reach a member who never wrote to us, in their language") {
  GIVEN("a conversation that has just been opened for a French member") {
    talk t;
    WHEN("their report is worked on") {
      auto then = t.on(case_news{5, "pending", "Lanterne", {"u2", "Bo", "fr"}});
      THEN("they are told in French, and known from then on") {
        CHECK_EQ(then, "idle: news 'Votre dossier n° 5 (Lanterne) est en cours de traitement'");
        CHECK_EQ(t.now.shared.user.name, "Bo");
      }
    }
  }
}

SCENARIO("news that cannot be told here go back to the case book") {
  GIVEN("a member who takes no messages") {
    talk t;
    t.on(case_news{5, "closed", "Lantern", ada()});
    const auto news = t.last_of<say>();
    WHEN("the text is refused") {
      auto then = t.on(undeliverable{news, "closed"});
      THEN("the case hears that they were not told, and nothing is put away as dead") {
        CHECK_EQ(then, "idle");
        CHECK_EQ(t.cases(), "case 5 'closed' as unheard");
        CHECK_EQ(t.last.dead, "");
      }
    }
  }
}

SCENARIO("news of a talk name no title, since it has none of the member's") {
  GIVEN("a talk with the bot") {
    talk t;
    t.on(wrote("m0", "hello"));
    t.bot("hi");
    WHEN("the case of an earlier handoff is resolved") {
      auto then = t.on(case_news{5, "resolved", {}, ada()});
      THEN("only its number is said") {
        CHECK_EQ(then, "with_bot: news 'Your case #5 is resolved' [agent]");
      }
    }
  }
}

SCENARIO("a status that nobody knows is not told") {
  GIVEN("a talk with the bot") {
    talk t;
    t.on(wrote("m0", "hello"));
    t.bot("hi");
    WHEN("news of it come") {
      auto then = t.on(case_news{5, "melted", "Lantern", ada()});
      THEN("nothing is said") { CHECK_EQ(then, "with_bot (never)"); }
    }
  }
}

SCENARIO("a comment goes with the rating before it, once") {
  GIVEN("a talk that was rated") {
    talk t;
    t.to_survey();
    t.on(survey_answered{4});
    WHEN("the user adds a comment, and another") {
      auto first = t.on(survey_commented{"quick and kind"});
      auto noted = t.cases();
      auto second = t.on(survey_commented{"and again"});
      THEN("the first stands in the case, the second comes too late") {
        CHECK_EQ(first, "with_bot: notice 'Thank you, your comment was passed on'");
        CHECK_EQ(noted, "case 7 'quick and kind' as comment");
        CHECK_EQ(second, "with_bot (refused): notice 'The rating is closed by now, but thank you'");
      }
    }
  }
}

SCENARIO("who asks for a person again goes on under the number of their case") {
  GIVEN("a request whose case is one of before") {
    talk t;
    t.on(wrote("m0", "hello"));
    t.on(agent_requested{"button", ada()});
    WHEN("the case book says so") {
      auto then = t.on(case_opened{3, true});
      auto twice = t.on(case_opened{3, true});
      THEN("the user hears that it goes on, and a second request for it closes nothing") {
        CHECK(then.find("notice 'We go on with your case #3' [cancel]") != std::string::npos);
        CHECK_EQ(twice, "awaiting_agent/desk_asked (stale)");
        CHECK_EQ(t.cases(), "");
      }
    }
  }
}
