// What all tables of texts share.
#include "actors/localized.hpp"

#define CAF_SUITE localized_texts
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::localized;

namespace {

constexpr wording greeting{"Hi {name}, {count} {count:day|days}",
                           "Salut {name}, {count} {count:jour|jours}"};

std::string said(const wording& text, language l, std::uint64_t count = 2) {
  return filled(text, l, [&](std::string_view key) -> std::optional<value> {
    if (key == "name") return "{count}";
    if (key == "count") return count;
    return std::nullopt;
  });
}

} // namespace

SCENARIO("somebody is spoken to in their language, else in the server's, else in English") {
  GIVEN("locales as channels give them") {
    WHEN("the language is chosen") {
      THEN("regions do not matter, and neither do words that only begin like a language") {
        CHECK(language_of("fr") == language::fr);
        CHECK(language_of("es-419") == language::es);
        CHECK(language_of("de_AT") == language::de);
        CHECK(!language_of("fry"));
        CHECK(!language_of("f"));
        CHECK(!language_of(""));
        CHECK(language_for("fr-CA", "de") == language::fr);
        CHECK(language_for("pl", "de") == language::de);
        CHECK(language_for("", "es") == language::es);
        CHECK(language_for("pl", "xx") == language::en);
        CHECK(language_for("en-GB", "de") == language::en);
      }
    }
  }
}

SCENARIO("what a language lacks is said in English, numbers included") {
  GIVEN("a text in English and French") {
    WHEN("it is said in several languages") {
      THEN("each number has the form of the language that is spoken") {
        CHECK_EQ(said(greeting, language::en, 1), "Hi {count}, 1 day");
        CHECK_EQ(said(greeting, language::en, 0), "Hi {count}, 0 days");
        CHECK_EQ(said(greeting, language::fr, 0), "Salut {count}, 0 jour");
        CHECK_EQ(said(greeting, language::fr, 2), "Salut {count}, 2 jours");
        CHECK_EQ(said(greeting, language::de, 2), "Hi {count}, 2 days");
        CHECK_EQ(greeting.in(language::de), "");
      }
    }
  }
}

SCENARIO("every place of a text is filled, and what is no place stays") {
  GIVEN("texts with places of all kinds") {
    WHEN("they are filled") {
      THEN("values are not read again, and nothing of the text is lost") {
        CHECK_EQ(said({"{name}{name} and {name}"}, language::en), "{count}{count} and {count}");
        CHECK_EQ(said({"{other} {other:a|b}"}, language::en), "{other} {other:a|b}");
        CHECK_EQ(said({"{name} {name"}, language::en), "{count} {name");
        CHECK_EQ(said({"} {} {"}, language::en), "} {} {");
        CHECK_EQ(said({"{name:a|b} {count:a}."}, language::en, 1), "{count} a.");
        CHECK_EQ(said({"{count:a}."}, language::en, 2), ".");
        CHECK_EQ(said({""}, language::en), "");
      }
    }
  }
}
