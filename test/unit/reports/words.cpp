#define CAF_SUITE reports_words

#include "actors/reports/words.hpp"
#include "net/discord/text.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <set>

using namespace flexcord::reports;

namespace {

constexpr language all[] = {language::en, language::fr, language::es, language::de};

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> out;
  for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    out.emplace(text.substr(at, text.find('}', at) - at + 1));
  return out;
}

} // namespace

SCENARIO("every text is there in English, French, Spanish and German") {
  GIVEN("the table of texts") {
    WHEN("each is looked at") {
      THEN("none is missing, and each names what the English one names") {
        for (int i = 0; i < static_cast<int>(word::last); ++i)
          for (auto l : all) {
            const auto w = static_cast<word>(i);
            CAF_MESSAGE("text " << i << " in language " << static_cast<int>(l));
            CHECK(!entry(w, l).empty());
            CHECK(placeholders(entry(w, l)) == placeholders(entry(w, language::en)));
          }
      }
      THEN("most differ from the English ones, so that no language is a copy") {
        for (auto l : {language::fr, language::es, language::de}) {
          int same = 0;
          for (int i = 0; i < static_cast<int>(word::last); ++i)
            same += entry(static_cast<word>(i), l) == entry(static_cast<word>(i), language::en);
          CHECK_LT(same, 5);
        }
      }
    }
  }
}

SCENARIO("a member is spoken to in the language of their Discord") {
  GIVEN("locales as Discord sends them") {
    WHEN("the language is chosen") {
      THEN("regions do not matter, and what we do not speak is English") {
        CHECK(language_of("fr") == language::fr);
        CHECK(language_of("es-419") == language::es);
        CHECK(language_of("es-ES") == language::es);
        CHECK(language_of("de") == language::de);
        CHECK(language_of("en-GB") == language::en);
        CHECK(language_of("fry") == language::en);
        CHECK(language_of("ja") == language::en);
        CHECK(language_of("") == language::en);
      }
      THEN("what we do not speak is the language of the server, where that is known") {
        CHECK(language_of("pl", "de") == language::de);
        CHECK(language_of("", "fr") == language::fr);
        CHECK(language_of("es-419", "de") == language::es);
        CHECK(language_of("en-GB", "de") == language::en);
        CHECK(language_of("pl", "xx") == language::en);
      }
    }
  }
}

SCENARIO("values stand in texts and are not read again") {
  GIVEN("a value that looks like a place for another") {
    WHEN("it is put in") {
      const auto text =
          say(word::file_too_large, language::en, {{"name", "{size}"}, {"size", "8"}});
      THEN("it stands as it is") { CHECK_EQ(text, "{size} is larger than 8 MB."); }
    }
  }
}
