// Every text in every language: a lint as much as a test.
#include "actors/conversation/texts.hpp"

#include <set>
#include <string>

#define CAF_SUITE conversation_texts
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {

constexpr int all = static_cast<int>(phrase::count_of_phrases);

/// What stands between braces: "count", "count:day|days".
std::vector<std::string> places(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at; (at = text.find('{')) != text.npos;) {
    const auto end = text.find('}', at);
    if (end == text.npos) return {"a brace is not closed"};
    found.emplace_back(text.substr(at + 1, end - at - 1));
    text.remove_prefix(end + 1);
  }
  if (text.find('}') != text.npos) found.emplace_back("a brace is not opened");
  return found;
}

/// The names alone, and which of them choose a word.
std::set<std::string> names(std::string_view text) {
  std::set<std::string> found;
  for (auto& p : places(text)) {
    const auto colon = p.find(':');
    found.insert(p.substr(0, colon) + (colon == p.npos ? "" : " chooses"));
  }
  return found;
}

} // namespace

SCENARIO("the user is spoken to in their language") {
  GIVEN("a default") {
    WHEN("a text is wanted for a locale") {
      THEN("each of the four gets their own, others the default, and English is the last resort") {
        CHECK_EQ(text(phrase::agent_joined, "fr", "en", {.agent = "Ana"}),
                 "Ana a rejoint la conversation.");
        CHECK_EQ(text(phrase::try_again, "fr-CA", "en"), "Réessayer");
        CHECK_EQ(text(phrase::try_again, "en-GB", "fr"), "Retry");
        CHECK_EQ(text(phrase::try_again, "es-419", "en"), "Reintentar");
        CHECK_EQ(text(phrase::try_again, "de", "en"), "Erneut versuchen");
        CHECK_EQ(text(phrase::try_again, "it", "de"), "Erneut versuchen");
        CHECK_EQ(text(phrase::try_again, "", "fr"), "Réessayer");
        CHECK_EQ(text(phrase::try_again, "", "xx"), "Retry");
        CHECK(has_language("fr_FR"));
        CHECK(!has_language("french"));
        CHECK(!has_language(""));
        CHECK_EQ(language_for("es-ES", "de"), "es");
        CHECK_EQ(languages().size(), 4u);
      }
    }
  }
}

SCENARIO("no text is missing in any language, and all have the same places as in English") {
  GIVEN("all phrases") {
    WHEN("they are compared") {
      THEN("nothing is missing, nothing is left untranslated, and the places are the same") {
        for (int i = 0; i < all; ++i) {
          const auto p = static_cast<phrase>(i);
          const std::string english{template_of(p, "en")};
          for (auto language : languages()) {
            const std::string own{template_of(p, language)};
            MESSAGE(language << ": " << (own.empty() ? "missing: " + english : own));
            CHECK(!own.empty());
            CHECK(names(own) == names(english));
            const bool same_word = p == phrase::helped_no; // "No" is Spanish too
            CHECK(language == "en" || own != english || same_word || names(own).contains("count"));
          }
        }
      }
    }
  }
}

SCENARIO("each place is one that can be filled, and a word for a number has two forms") {
  GIVEN("all phrases in all languages") {
    const std::set<std::string> words{"name", "topic", "agent",   "when", "why",
                                      "wait", "time",  "weekday", "zone", "month"};
    const std::set<std::string> numbers{"case", "position", "count", "day"};
    WHEN("their places are read") {
      THEN("each is known, and only numbers choose") {
        for (int i = 0; i < all; ++i)
          for (auto language : languages())
            for (auto& place : places(template_of(static_cast<phrase>(i), language))) {
              MESSAGE(place);
              const auto colon = place.find(':');
              const auto name = place.substr(0, colon);
              CHECK(numbers.contains(name) || (colon == place.npos && words.contains(name)));
              if (colon == place.npos) continue;
              const auto forms = place.substr(colon + 1);
              const auto bar = forms.find('|');
              CHECK(bar != forms.npos && bar > 0 && bar + 1 < forms.size());
              CHECK_EQ(forms.find('|', bar + 1), forms.npos);
            }
      }
    }
  }
}

SCENARIO("a word follows its number by the rule of the language") {
  GIVEN("one, none and several") {
    WHEN("they are said") {
      THEN("French counts none as one, the others do not") {
        auto days = [](std::uint64_t n, std::string_view l) {
          return text(phrase::unit_days, l, "en", {.count = n});
        };
        CHECK_EQ(days(1, "en"), "1 day");
        CHECK_EQ(days(0, "en"), "0 days");
        CHECK_EQ(days(2, "de"), "2 Tage");
        CHECK_EQ(days(1, "de"), "1 Tag");
        CHECK_EQ(days(0, "fr"), "0 jour");
        CHECK_EQ(days(2, "fr"), "2 jours");
        CHECK_EQ(days(0, "es"), "0 días");
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
