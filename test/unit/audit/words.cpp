#include "actors/operators/audit.hpp"

#define CAF_SUITE audit_words
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::actors::audit_words;
using flexcord::actors::take_audit_words;

SCENARIO("an operator's words are understood in both forms, and settings are left alone") {
  GIVEN("words of flexcord audit") {
    std::vector<std::string> spaced{"--conversation", "discord:77", "--repair",
                                    "--days",         "30",         "--http.port=1"};
    std::vector<std::string> joined{"--conversation=discord:77", "--json", "--days=1"};
    std::vector<std::string> none{"--config-file=x"};
    WHEN("they are taken") {
      const auto a = take_audit_words(spaced), b = take_audit_words(joined),
                 c = take_audit_words(none);
      THEN("each is what it says") {
        CHECK_EQ(a.problem + b.problem + c.problem, "");
        CHECK_EQ(a.conversation, "discord:77");
        CHECK_EQ(a.days, 30);
        CHECK(a.repair && !a.json);
        CHECK_EQ(b.conversation, "discord:77");
        CHECK(b.json && !b.repair);
        CHECK_EQ(b.days, 1);
        CHECK_EQ(c.days, 7);
        CHECK(spaced == std::vector<std::string>{"--http.port=1"});
        CHECK(joined.empty());
        CHECK(none == std::vector<std::string>{"--config-file=x"});
      }
    }
  }
}

SCENARIO("words that make no sense are told") {
  GIVEN("wrong words") {
    const std::vector<std::vector<std::string>> all{
        {"--conversation"},    {"--user", "--http.port=1"},
        {"--conversation="},   {"--user"},
        {"--days=0"},          {"--days=x"},
        {"--days", "366"},     {"everything"},
        {"--all", "--user=5"}, {"--user=5", "--conversation=discord:7"}};
    WHEN("they are taken") {
      THEN("each has a problem") {
        for (auto words : all) {
          const auto taken = take_audit_words(words);
          CHECK_NE(taken.problem, "");
        }
      }
    }
  }
}
