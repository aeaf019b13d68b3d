#include "actors/chatbot/words_near.hpp"

#define CAF_SUITE knowledge_near
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;

namespace {

std::string near(const vocabulary& v, const std::string& word) {
  std::string all;
  for (const auto& n : v.near(word)) all += (all.empty() ? "" : " ") + n.word;
  return all;
}

vocabulary known() {
  vocabulary v;
  for (const auto* word : {"password", "lantern", "account", "refund", "plante", "plantage", "ban",
                           "authentication", "2fa", "subscription", "сервер"})
    v.add(word);
  return v;
}

} // namespace

SCENARIO("typing errors are counted as people make them") {
  GIVEN("words with a letter too many, too few, wrong, and two swapped") {
    auto errors = [](const std::string& a, const std::string& b, std::size_t most) {
      return typing_errors(code_points(a), code_points(b), most);
    };
    WHEN("they are compared") {
      THEN("each is one error, and more than asked for is not counted further") {
        CHECK_EQ(errors("password", "password", 2), 0u);
        CHECK_EQ(errors("pasword", "password", 2), 1u);
        CHECK_EQ(errors("passsword", "password", 2), 1u);
        CHECK_EQ(errors("pessword", "password", 2), 1u);
        CHECK_EQ(errors("lantren", "lantern", 2), 1u);
        CHECK_EQ(errors("pasworrd", "password", 2), 2u);
        CHECK_EQ(errors("abcdef", "uvwxyz", 2), 3u);
        CHECK_EQ(errors("", "abc", 2), 3u);
        CHECK_EQ(errors("севрер", "сервер", 1), 1u);
        CHECK_EQ(errors(std::string(100, 'a'), std::string(99, 'a') + 'b', 5), 6u);
      }
    }
  }
}

SCENARIO("a mistyped word leads to the one that was meant (checklist 20)") {
  GIVEN("the words of some articles") {
    const auto v = known();
    WHEN("others are looked for") {
      THEN("the nearest come, and short or strange words lead nowhere") {
        CHECK_EQ(near(v, "pasword"), "password");
        CHECK_EQ(near(v, "lantren"), "lantern");
        CHECK_EQ(near(v, "acount"), "account");
        CHECK_EQ(near(v, "efund"), "refund");
        CHECK_EQ(near(v, "authentification"), "authentication");
        CHECK_EQ(near(v, "севрер"), "сервер");
        CHECK_EQ(near(v, "subscr"), "subscription");
        CHECK_EQ(near(v, "can"), "");
        CHECK_EQ(near(v, "3fa"), "");
        CHECK_EQ(near(v, "penguins"), "");
        CHECK_EQ(near(v, "refxxx"), "");
        CHECK_EQ(v.kin("plante").size(), 1u);
        CHECK_EQ(v.kin("planta").size(), 2u);
        CHECK(is_near_stop_word("waht"));
        CHECK(!is_near_stop_word("refund"));
      }
    }
  }
}
