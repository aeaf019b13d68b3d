#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_cases
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

SCENARIO("links to cases are signed with a key that cannot be guessed") {
  GIVEN("short keys, a file, the environment, and a lifetime") {
    WHEN("they are loaded") {
      auto weak =
          load_text("cases { link-secret = \"0123456789abcde\", link-secret-previous = \"old\" }");
      auto good = load_text("cases { link-secret = \"0123456789abcdef\", link-lifetime = 8h }");
      auto from_outside = load_text("", {},
                                    {{"FLEXCORD_DISCORD_TOKEN", "token"},
                                     {"FLEXCORD_CASES_LINK_SECRET", "a key of the environment"},
                                     {"FLEXCORD_CASES_LINK_SECRET_PREVIOUS", "0123456789abcdef"}});
      auto never = load_text("cases { link-lifetime = 0s }");
      THEN("a short one is refused without being shown, and none is fine") {
        CHECK(has(problem_at(weak, "cases.link-secret"), "is too short"));
        CHECK(has(problem_at(weak, "cases.link-secret-previous"), "at least 16 characters"));
        CHECK(!has(problems_of(weak), "0123456789abcde"));
        CHECK_EQ(problems_of(good), "");
        CHECK_EQ(good.values.cases.link_lifetime, std::chrono::hours(8));
        CHECK(has(problem_at(from_outside, "FLEXCORD_CASES_LINK_SECRET"), "holds a space"));
        CHECK_EQ(from_outside.values.cases.link_secret_previous.reveal(), "0123456789abcdef");
        CHECK(has(problem_at(never, "cases.link-lifetime"), "is out of range"));
        CHECK(load_text("").values.cases.link_secret.empty());
      }
    }
  }
}

SCENARIO("an external case system is told only over a signed, encrypted way") {
  GIVEN("addresses with and without a key") {
    WHEN("they are loaded") {
      auto bare = load_text("cases { webhook-url = \"https://desk.example/in?team=1\" }");
      auto plain =
          load_text("cases { webhook-url = \"http://desk.example/in\", webhook-secret = \"k\" }");
      auto good =
          load_text("cases { webhook-url = \"https://desk.example/in\", webhook-secret = \"k\" }");
      THEN("what is missing is named") {
        CHECK(has(problem_at(bare, "cases.webhook-secret"), "is missing"));
        CHECK(has(problem_at(plain, "cases.webhook-url"), "is not encrypted"));
        CHECK_EQ(problems_of(good), "");
      }
    }
  }
}

SCENARIO("the case page stands only in frames of the sites that are named") {
  GIVEN("lists of origins") {
    const auto listed = [](const std::string& list) {
      return load_text("http { frame-ancestors = " + list + " }");
    };
    WHEN("they are loaded") {
      THEN("Flex is the default, and what would end the header's list is refused") {
        CHECK_EQ(load_text("").values.http.frame_ancestors,
                 std::vector<std::string>{"https://flex.twilio.com"});
        CHECK_EQ(problems_of(listed("[\"https://*.example.com\", \"http://127.0.0.1:8080\"]")), "");
        CHECK_EQ(problems_of(listed("[]")), "");
        for (std::string bad :
             {"*", "https://*", "https://a.example/path", "https://a.example; script-src *",
              "https://a.example https://b.example", "flex.twilio.com", "data:", "https://*.*.x",
              "'self'", "https://a.example?x=1", "https://a.example,https://b.example"})
          CHECK_NE(bad + ": " + problem_at(listed("[\"" + bad + "\"]"), "http.frame-ancestors"),
                   bad + ": none");
      }
    }
  }
}
