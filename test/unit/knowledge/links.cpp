#include "actors/chatbot/knowledge_links.hpp"

#define CAF_SUITE knowledge_links
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;

namespace {

const std::vector<std::string> given{"https://h.example/lag", "https://h.example/refunds?a=(b)"};

std::string cited(const std::string& text) {
  std::string all;
  for (auto i : judge_links(text, given).cited) all += std::to_string(i);
  return all;
}

std::string text(const std::string& of) { return judge_links(of, given).text; }

} // namespace

SCENARIO("a link of ours is known in every way that it is written") {
  GIVEN("two articles' addresses") {
    WHEN("a bot names them") {
      THEN("they are cited, in the order of the text, and others that begin alike are not") {
        CHECK_EQ(cited("See https://h.example/lag."), "0");
        CHECK_EQ(cited("See (https://h.example/lag), or <https://h.example/lag>!"), "0");
        CHECK_EQ(
            cited("[Refunds](<https://h.example/refunds?a=(b)>) and **https://h.example/lag**"),
            "10");
        CHECK_EQ(cited("[x](https://h.example/refunds?a=(b))"), "1");
        CHECK_EQ(cited("https://h.example/lag/#fps"), "0");
        CHECK_EQ(cited("[lag](https://h.example/lag \"title\")"), "0");
        CHECK_EQ(cited("https://h.example/lagoon https://h.example/lag/more"), "");
        CHECK_EQ(cited("h.example/lag [lag] (lag) []() [a](b)"), "");
      }
    }
  }
}

SCENARIO("a made-up link hides nothing") {
  GIVEN("answers with addresses that were not given") {
    WHEN("they are judged") {
      THEN("a label shows where it leads; all else stays byte for byte") {
        CHECK_EQ(text("Read [the rules](https://evil.example/x) now"),
                 "Read the rules (https://evil.example/x) now");
        CHECK_EQ(text("[https://h.example/lag](<https://evil.example/>)"),
                 "https://h.example/lag (https://evil.example/)");
        CHECK_EQ(text("see https://made.up/x."), "see https://made.up/x.");
        for (const auto* same :
             {"[lag](https://h.example/lag)", "", "[", "[a](", "[a](https://", "[a](https://x",
              "a [b] (c) https:// ](https://x)", "[a\nb](https://x.example)", "é [é](mailto:x)"})
          CHECK_EQ(text(same), same);
        CHECK_EQ(cited("[https://h.example/lag](<https://evil.example/>)"), "");
        CHECK_EQ(text(std::string(300'000, '[')), std::string(300'000, '['));
      }
    }
  }
}
