#include "actors/conversation/phrases.hpp"

#define CAF_SUITE conversation_phrases
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::conversation::asks_for_person;

namespace {
const std::vector<std::string> phrases{"talk to a person", "I'd like a human",
                                       "parler à une personne"};
} // namespace

SCENARIO("a message that is one of the phrases asks for a person") {
  GIVEN("the phrases of the operator") {
    WHEN("the message differs in case, marks and blanks only") {
      THEN("it is taken as one") {
        for (auto text : {"talk to a person", "Talk to a person!", "  TALK, to a   person... ",
                          "\ttalk to\na person?", "i'd like a human"}) {
          MESSAGE(text);
          CHECK(asks_for_person(text, phrases));
        }
      }
    }
  }
}

SCENARIO("phones and French typography write other characters for the same") {
  GIVEN("the phrases of the operator") {
    WHEN("apostrophes are curled, blanks do not break and capitals have accents") {
      THEN("the message is taken as one") {
        for (auto text :
             {"I\u2019d like a human\u2026", "\u00ABtalk to a person\u00BB",
              "Parler \u00C0 une personne\u00A0!", "parler à une personne\u202F?",
              "\u00BFTalk to a person?", "talk\u2014to a person", "talk to a person\uFF01"}) {
          MESSAGE(text);
          CHECK(asks_for_person(text, phrases));
        }
      }
    }
  }
}

SCENARIO("a message that only holds a phrase goes to the bot") {
  GIVEN("the phrases of the operator") {
    WHEN("it says more, less or something else") {
      THEN("it is not taken as one") {
        for (auto text : {"how do I talk to a person from level 3", "talk to a", "", "!!!",
                          "parler a une personne", "talktoaperson", "\xC3", "\xE2\x80"}) {
          MESSAGE(text);
          CHECK(!asks_for_person(text, phrases));
        }
        CHECK(!asks_for_person(std::string(300, ' ') + "talk to a person", phrases));
        CHECK(!asks_for_person("talk to a person", {}));
        CHECK(!asks_for_person("!", {"?"}));
      }
    }
  }
}
