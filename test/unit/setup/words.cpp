#include "actors/setup/setup.hpp"
#include "config/written.hpp"
#include "test/unit/config/loading.hpp"

#define CAF_SUITE setup_words
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include <sstream>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::test;

SCENARIO("setup takes its own words and leaves the settings") {
  GIVEN("what an operator types") {
    WHEN("it is read") {
      THEN("words and settings part") {
        std::vector<std::string> a{"--dry-run", "--twilio.plane=legacy-chat",
                                   "--yes",     "--output",
                                   "x.conf",    "--config-file=y"};
        const auto w = take_setup_words(a);
        CHECK(w.dry_run && w.yes && w.problem.empty());
        CHECK_EQ(w.output, "x.conf");
        CHECK_EQ(a, (std::vector<std::string>{"--twilio.plane=legacy-chat", "--config-file=y"}));
      }
      THEN("what makes no sense is told") {
        for (auto& bad : std::vector<std::vector<std::string>>{
                 {"now"}, {"--output"}, {"--output", "--yes"}, {"--output="}}) {
          auto a = bad;
          CHECK(!take_setup_words(a).problem.empty());
        }
      }
    }
  }
}

SCENARIO("settings that are not complete are no problem, wrong ones are") {
  GIVEN("settings with credentials alone, and some with a mistake") {
    const auto half = load_text("twilio { account-sid = \"AC00000000000000000000000000000001\"\n"
                                "auth-token = \"a\" }\n");
    const auto wrong = load_text("twilio { account-sid = 5 }\nhttp { port = 99999 }\n");
    WHEN("setup is given them") {
      THEN("the first has one problem, which setup is there to mend") {
        REQUIRE_EQ(half.problems.size(), 1u);
        CHECK(half.problems[0].incomplete);
      }
      THEN("the second ends at once") {
        std::istringstream in;
        std::ostringstream out, err;
        CHECK_EQ(set_up({}, wrong, false, in, out, err), 78);
        CHECK(has(err.str(), "http.port"));
        CHECK(out.str().empty());
      }
    }
  }
}

SCENARIO("settings are written as they are read") {
  GIVEN("settings of every kind") {
    const auto text =
        "discord {\n  guild-id = \"5\"\n  shards = 2\n  register-commands = false\n}\n"
        "routing {\n  handoff-phrases = [\"a\", \"say \\\"b\\\"\"]\n"
        "  poll-interval = 90s\n}\n"
        "http {\n  public-url = \"https://h.example\"\n}\n"
        "store {\n  url = \"sqlite:x.db\"\n  retention {\n    events = 60min\n  }\n}\n"
        "log {\n  level = \"debug\"\n}\n";
    auto loaded = load_text(text);
    WHEN("they are written and read again") {
      const auto written = config::written(loaded.values);
      const auto again = load_text(written);
      THEN("they are the same, and only what differs from the defaults is there") {
        CHECK_EQ(config::written(again.values), written);
        CHECK(has(written, "shards = 2"));
        CHECK(has(written, "register-commands = false"));
        CHECK(has(written, "  retention {\n    events = "));
        CHECK(!has(written, "api-url"));
        CHECK_EQ(again.values.routing.handoff_phrases, loaded.values.routing.handoff_phrases);
      }
    }
  }
  GIVEN("secrets and a password") {
    const auto loaded = load_text("twilio { auth-token = \"hush1\" }\nstore { url = "
                                  "\"postgresql://me:hush2@db.example/flexcord\" }\n",
                                  {}, {{"FLEXCORD_DISCORD_TOKEN", "hush3"}});
    WHEN("they are written") {
      THEN("none of them is there") {
        const auto written = config::written(loaded.values);
        CHECK(!has(written, "hush"));
        CHECK(has(written, "db.example"));
      }
    }
  }
}
