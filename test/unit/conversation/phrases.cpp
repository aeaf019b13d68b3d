#include "actors/conversation/phrases.hpp"

#define CAF_SUITE conversation_phrases
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {
const phrase_book phrases{"talk to a person", "I'd like a human", "parler à une personne"};
} // namespace

SCENARIO("a message that is one of the phrases asks for a person") {
  GIVEN("the phrases of the operator") {
    WHEN("the message differs in case, marks and blanks only") {
      THEN("it is taken as one") {
        for (auto text : {"talk to a person", "Talk to a person!", "  TALK, to a   person... ",
                          "\ttalk to\na person?", "i'd like a human"}) {
          MESSAGE(text);
          CHECK(phrases.holds(text));
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
          CHECK(phrases.holds(text));
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
          CHECK(!phrases.holds(text));
        }
        CHECK(!phrases.holds(std::string(300, ' ') + "talk to a person"));
        CHECK(!phrase_book().holds("talk to a person"));
        CHECK(!phrase_book({"?", ""}).holds("!"));
      }
    }
  }
}

SCENARIO("a person can be asked for, and the wish taken back, in each of our languages") {
  GIVEN("the phrases that the program knows, and those of an operator") {
    phrase_book asking(std::vector<std::string>{"get me Ana", "Human"}), cancelling;
    asking.add(phrases_for_a_person());
    cancelling.add(phrases_that_cancel());
    WHEN("members write as they do") {
      THEN("each is understood, and neither is taken for the other") {
        for (auto text : {"Talk to a human", "human!", "GET ME ANA", "Je veux parler à quelqu’un",
                          "PARLER À UN CONSEILLER", "¡Quiero hablar con una persona!", "humano",
                          "Ich möchte mit einem Menschen sprechen.", "ein MITARBEITER"}) {
          MESSAGE(text);
          CHECK(asking.holds(text));
          CHECK(!cancelling.holds(text));
        }
        for (auto text : {"Cancel", "never mind...", "Annuler ma demande", "Cancelar", "Olvídalo",
                          "ABBRECHEN!", "Anfrage zurückziehen"}) {
          MESSAGE(text);
          CHECK(cancelling.holds(text));
          CHECK(!asking.holds(text));
        }
        for (auto text : {"cancel my order", "I want a human right now or else", "agent of chaos"})
          CHECK(!asking.holds(text) && !cancelling.holds(text));
      }
    }
  }
}
