#include "test/unit/cases/script.hpp"

#include "actors/cases/words.hpp"

#define CAF_SUITE cases_core
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::cases;

SCENARIO("what is stored of a case reads back as it was") {
  GIVEN("a case with everything in it and its commands") {
    auto s = reported();
    s.how.hook = true;
    s.on(voted{"50"});
    s.on(joined_by{9, {reporter_of(9, "43", "discord:2")}});
    s.on(changed{.by = "Ana",
                 .status = "resolved",
                 .priority = "urgent",
                 .assignee = "Bo",
                 .set_tags = true,
                 .tags = {"rain", "item"},
                 .note = "\"quoted\" \xC3\xA9"});
    WHEN("it goes through its text") {
      auto back = core::decode_state(core::encode(s.now));
      THEN("nothing is lost") {
        REQUIRE(back.has_value());
        CHECK(*back == s.now);
        for (auto& o : s.last.commands) {
          auto c = core::decode_command(core::encode(o.what, "d-1"));
          REQUIRE(c.has_value());
          CHECK(c->first == o.what);
          CHECK_EQ(c->second, "d-1");
        }
        CHECK(!core::decode_state("[1]"));
        CHECK(!core::decode_command("{\"is\":\"strange\"}"));
        CHECK(!core::decode_command("{"));
      }
    }
  }
}

SCENARIO("a case is found by its words") {
  GIVEN("texts of every kind") {
    WHEN("they are taken apart") {
      THEN("letters and digits count, in any script, each word once") {
        auto w = [](std::string_view t) { return words_in(t); };
        using words = std::vector<std::string>;
        CHECK_EQ(w("  Lost: my LANTERN_2!"), (words{"lost", "my", "lantern", "2"}));
        CHECK_EQ(w("\xC3\x89t\xC3\xA9"), (words{"\xC3\x89t\xC3\xA9"}));
        CHECK_EQ(w("***"), (words{}));
        CHECK(w(std::string(100, 'x'))[0].size() <= 40);
        auto s = reported();
        CHECK_EQ(words_of(s.now), (words{"42", "7", "goes", "in", "it", "lantern", "member", "out",
                                         "rain", "the", "went"}));
      }
    }
  }
}

SCENARIO("only a case's key is one") {
  GIVEN("keys of several kinds") {
    WHEN("their numbers are read") {
      THEN("others have none") {
        CHECK_EQ(number_in(record_key(12)), 12u);
        CHECK_EQ(number_in("case:"), 0u);
        CHECK_EQ(number_in("case:1x"), 0u);
        CHECK_EQ(number_in("discord:12"), 0u);
        CHECK_EQ(number_in("case:99999999999999999999999"), 0u);
      }
    }
  }
}
