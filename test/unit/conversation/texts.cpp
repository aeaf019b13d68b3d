#include "actors/conversation/texts.hpp"

#define CAF_SUITE conversation_texts
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

SCENARIO("the user is spoken to in their language") {
  GIVEN("English as the default") {
    WHEN("a text is wanted for a locale") {
      THEN("French for the French, English for others") {
        CHECK_EQ(text(phrase::agent_joined, "fr", "en", {.agent = "Ana"}),
                 "Ana a rejoint la conversation.");
        CHECK_EQ(text(phrase::try_again, "fr-CA", "en"), "Réessayer");
        CHECK_EQ(text(phrase::try_again, "en-GB", "fr"), "Retry");
        CHECK_EQ(text(phrase::try_again, "de", "en"), "Retry");
        CHECK_EQ(text(phrase::try_again, "", "fr"), "Réessayer");
        CHECK_EQ(text(phrase::try_again, "", "xx"), "Retry");
        CHECK(has_language("fr_FR"));
        CHECK(!has_language("french"));
        CHECK(!has_language(""));
      }
    }
  }
}

SCENARIO("every text stands in both languages with the same places") {
  GIVEN("all phrases") {
    WHEN("their places are filled") {
      THEN("both languages have a text, no place is left, and the values are the same") {
        arguments args{"NAME", "TOPIC", "AGENT", "HOURS", 42};
        for (int i = 0; i <= static_cast<int>(phrase::file_lost); ++i) {
          auto p = static_cast<phrase>(i);
          auto en = text(p, "en", "en", args), fr = text(p, "fr", "en", args);
          MESSAGE(en);
          CHECK(!en.empty());
          CHECK(!fr.empty());
          CHECK_EQ(en.find_first_of("{}"), std::string::npos);
          CHECK_EQ(fr.find_first_of("{}"), std::string::npos);
          for (auto value : {"NAME", "TOPIC", "AGENT", "HOURS", "42"})
            CHECK_EQ(en.find(value) == std::string::npos, fr.find(value) == std::string::npos);
        }
      }
    }
  }
}

SCENARIO("names and topics with braces stay as they are") {
  GIVEN("a user who is called {topic}") {
    WHEN("they are greeted") {
      THEN("nothing is filled into the name or the topic") {
        CHECK_EQ(text(phrase::greeting_topic, "en", "en", {.name = "{topic}", .topic = "{name}"}),
                 "Hello {topic}, this is customer service. You asked about: {name}");
        CHECK_EQ(text(phrase::agent_joined, "en", "en", {.name = "Ada", .agent = "{name}"}),
                 "{name} has joined the conversation.");
      }
    }
  }
}
