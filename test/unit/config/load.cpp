#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_load
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;
using namespace std::chrono_literals;

SCENARIO("a file sets values of every type") {
  GIVEN("a file with texts, numbers, times, lists and booleans") {
    const std::string text = R"(
      discord { api-url = "http://127.0.0.1:9000/api/v10/", shards = 2, request-timeout = 1500ms
        register-commands = false }
      http { port = 0, metrics-allow = ["10.0.0.0/8", "::1"] }
      knowledge { minimum-score = 1.25 }
      routing { handoff-phrases = ["un humain", "a \"person\""], hours = "Mon-Fri 09:00-18:00 UTC" }
      chatbot { kind = "rasa", url = <http://localhost:5005/webhooks/rest/webhook> }
      caf { scheduler { policy = "sharing" } })";
    WHEN("it is loaded") {
      auto l = load_text(text);
      THEN("the settings have them") {
        CHECK_EQ(problems_of(l), "");
        CHECK_EQ(l.values.discord.api_url, "http://127.0.0.1:9000/api/v10");
        CHECK_EQ(l.values.discord.shards, 2u);
        CHECK(l.values.discord.request_timeout == 1500ms);
        CHECK(!l.values.discord.register_commands);
        CHECK_EQ(l.values.http.port, 0u);
        CHECK_EQ(l.values.http.metrics_allow, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
        CHECK_EQ(l.values.knowledge.minimum_score, 1.25);
        CHECK_EQ(l.values.routing.handoff_phrases,
                 (std::vector<std::string>{"un humain", "a \"person\""}));
        CHECK_EQ(l.values.chatbot.url, "http://localhost:5005/webhooks/rest/webhook");
        CHECK(l.values.routing.queue_timeout == 30min);
      }
    }
  }
}

SCENARIO("the command line wins over the file") {
  GIVEN("a file and options for the same keys") {
    const std::string text = "http { port = 1 }\nrouting { hours = \"Daily 09:00-10:00 UTC\" "
                             "}\nlog { level = \"debug\" }";
    WHEN("both are loaded") {
      auto l = load_text(
          text, {"--http.port=9090", "--routing.hours=", "--log.format=json",
                 "--http.allow-plain-upstreams", "--chatbot.stream=false",
                 "--routing.queue-timeout=90s", "--http.metrics-allow=10.1.2.3,::1",
                 "--routing.handoff-phrases=[\"a, b\", c]", "--knowledge.minimum-score=2",
                 "--discord.guild-id=123456789012345678", "--caf.scheduler.max-threads=2"});
      THEN("the options hold, and the rest of the file too") {
        CHECK_EQ(problems_of(l), "");
        CHECK_EQ(l.values.http.port, 9090u);
        CHECK_EQ(l.values.routing.hours, "");
        CHECK_EQ(l.values.log.level, "debug");
        CHECK_EQ(l.values.log.format, "json");
        CHECK(l.values.http.allow_plain_upstreams);
        CHECK(!l.values.chatbot.stream);
        CHECK(l.values.routing.queue_timeout == 90s);
        CHECK_EQ(l.values.http.metrics_allow, (std::vector<std::string>{"10.1.2.3", "::1"}));
        CHECK_EQ(l.values.routing.handoff_phrases, (std::vector<std::string>{"a, b", "c"}));
        CHECK_EQ(l.values.knowledge.minimum_score, 2.0);
        CHECK_EQ(l.values.discord.guild_id, "123456789012345678");
      }
      THEN("CAF gets its own options and the file") {
        REQUIRE_EQ(l.caf_arguments.size(), 2u);
        CHECK_EQ(l.caf_arguments[0], "--caf.scheduler.max-threads=2");
        CHECK_EQ(l.caf_arguments[1], "--config-file=" + l.config_file);
      }
    }
  }
}

SCENARIO("everything that is wrong is told at once") {
  GIVEN("a file with many mistakes") {
    const std::string text = R"(
      discord { shards = 0, reqest-timeout = 5s, request-timeout = 5, guild-id = 12 }
      http { port = 70000, adress = "0.0.0.0", threads = "two" }
      chatbot { kind = "alexa", stream = "yes" }
      routing { queue-timeout = 1ms, hours = "some day" }
      store = "sqlite:x.db"
      log { level { x = 1 } }
      nonsense { a = 1 })";
    WHEN("it is loaded with a wrong option") {
      auto l = load_text(text, {"--http.port", "--discord.port=1", "--verbose", "stray"});
      THEN("each has a line with its path and what would be right") {
        CHECK_EQ(problem_at(l, "discord.shards"),
                 "discord.shards: is 0 (expected a whole number from 1 to 16384)");
        CHECK_EQ(problem_at(l, "discord.reqest-timeout"),
                 "discord.reqest-timeout: is not a known key (expected perhaps "
                 "discord.request-timeout)");
        CHECK_EQ(problem_at(l, "discord.request-timeout"),
                 "discord.request-timeout: is a number without unit (expected a time with a unit "
                 "(ms, s, min, h) from 100ms to "
                 "5min, such as 90s)");
        CHECK(has(problem_at(l, "discord.guild-id"), "is a number without unit"));
        CHECK_EQ(problem_at(l, "http.port"),
                 "http.port: is true or false (expected a whole number from 0 to 65535)");
        CHECK(has(problem_at(l, "http.adress"), "perhaps http.address"));
        CHECK(has(problem_at(l, "http.threads"), "is a text"));
        CHECK(has(problem_at(l, "chatbot.kind"),
                  "one of \"knowledge\", \"webhook\", \"rasa\", \"openai\""));
        CHECK(has(problem_at(l, "chatbot.stream"), "true or false"));
        CHECK(has(problem_at(l, "routing.queue-timeout"), "from 1s to 168h"));
        CHECK(has(problem_at(l, "routing.hours"), "opening hours such as"));
        CHECK_EQ(problem_at(l, "store"), "store: is a group (expected store { key = value })");
        CHECK(has(problem_at(l, "log.level.x"), "perhaps log.level"));
        CHECK(has(problem_at(l, "nonsense.a"), "is not a known key"));
        CHECK(has(problem_at(l, "discord.port"), "perhaps "));
        CHECK(has(problem_at(l, "--verbose"), "is not a known option"));
        CHECK(has(problem_at(l, "argument 4"), "is no option"));
        CHECK_EQ(l.problems.size(), 17u);
      }
    }
  }
}

SCENARIO("numbers that do not fit their field are refused, not cut") {
  GIVEN("options with large, negative and broken numbers") {
    WHEN("they are loaded") {
      auto l = load_text(
          "", {"--http.port=65536", "--discord.shards=-1", "--discord.intents=99999999999999999999",
               "--chatbot.deadline=9223372036854775807h", "--knowledge.minimum-score=nan",
               "--http.threads=2x", "--routing.join-window=100us"});
      THEN("each is a problem and the defaults stand") {
        CHECK_EQ(l.problems.size(), 7u);
        CHECK_EQ(l.values.http.port, 8080u);
        CHECK_EQ(l.values.discord.shards, 1u);
        CHECK_EQ(l.values.discord.intents, 20481u);
        CHECK(l.values.chatbot.deadline == 8s);
      }
    }
  }
}
