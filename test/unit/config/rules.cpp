#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_rules
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string account =
    "twilio { account-sid = \"AC1\", auth-token = \"t\", service-sid = \"IS1\", "
    "workspace-sid = \"WS1\", workflow-sid = \"WW1\" }\n";

} // namespace

SCENARIO("without a Discord token nothing starts") {
  GIVEN("an empty file and no environment") {
    WHEN("it is loaded") {
      auto l = load_text("", {}, {});
      THEN("the token is asked for, once") {
        REQUIRE_EQ(l.problems.size(), 1u);
        CHECK(has(problem_at(l, "discord.token"), "FLEXCORD_DISCORD_TOKEN"));
      }
    }
  }
}

SCENARIO("without Twilio the node may start and says what is off") {
  GIVEN("a token alone") {
    WHEN("it is loaded") {
      auto l = load_text("");
      THEN("there is a note and no problem") {
        CHECK_EQ(problems_of(l), "");
        CHECK(has(notes_of(l), "twilio is off"));
        CHECK(!l.values.twilio.enabled());
      }
    }
  }
}

SCENARIO("a half configured Twilio names what is missing") {
  GIVEN("an account without the rest, and a whole one") {
    WHEN("they are loaded") {
      auto half = load_text("twilio { account-sid = \"AC1\", service-sid = \"IS1\" }");
      auto whole = load_text(account + "http { public-url = \"https://desk.example/\" }");
      auto key = load_text(
          account +
          "http { public-url = \"https://desk.example\" }\ntwilio { api-key-sid = \"SK1\" }");
      THEN("the missing keys stand in one line") {
        CHECK(has(problem_at(half, "twilio"), "missing: twilio.auth-token, twilio.workspace-sid, "
                                              "twilio.workflow-sid"));
        CHECK_EQ(problems_of(whole), "");
        CHECK_EQ(notes_of(whole), "");
        CHECK_EQ(whole.values.http.public_url, "https://desk.example");
        CHECK(whole.values.twilio.enabled());
        CHECK(has(problem_at(key, "twilio.api-key-secret"), "is missing"));
      }
    }
  }
}

SCENARIO("what this version does not have is refused in plain words") {
  GIVEN("keys of later versions") {
    const std::string text = "cluster { enable = true }";
    WHEN("they are loaded") {
      auto l = load_text(text);
      THEN("each says that it is not available") {
        CHECK(has(problem_at(l, "cluster.enable"), "not available in this version"));
        CHECK_EQ(l.problems.size(), 1u);
      }
    }
  }
}

SCENARIO("gates are times with units, a number and ids") {
  GIVEN("gates that are good, and some that are not") {
    WHEN("they are loaded") {
      auto good =
          load_text("gates { cooldown = 30s, per-user = 5, minimum-account-age = 168h, role = "
                    "\"77\", blocked = [\"1\", \"2\"] }");
      auto bad =
          load_text("gates { cooldown = 25h, per-user = 1001, minimum-account-age = 7, role = "
                    "\"admin\", blocked = [\"\", \"@ada\"] }");
      THEN("what is wrong is named with its form, and the default lets everybody in with a cap") {
        CHECK_EQ(problems_of(good), "");
        CHECK_EQ(good.values.gates.blocked.size(), 2u);
        CHECK(good.values.gates.cooldown == std::chrono::seconds(30));
        for (const auto* path : {"gates.cooldown", "gates.per-user", "gates.minimum-account-age",
                                 "gates.role", "gates.blocked"})
          CHECK_NE(problem_at(bad, path), "none");
        CHECK(has(problem_at(bad, "gates.blocked"), "a list of Discord user ids"));
        const auto usual = load_text("").values.gates;
        CHECK_EQ(usual.per_user, 20u);
        CHECK(usual.blocked.empty() && usual.role.empty());
      }
    }
  }
}

SCENARIO("the journal is a file or a PostgreSQL server, and its password is not shown") {
  GIVEN("URLs of both kinds and of others") {
    auto load_url = [](const std::string& url) {
      return load_text("store { url = \"" + url + "\" }");
    };
    WHEN("they are loaded") {
      THEN("the known kinds are taken, the others refused without being repeated") {
        for (const auto* url : {"sqlite:a b.db", "postgresql://db/x",
                                "postgresql://me:pass@db:5432/x?sslmode=require",
                                "postgres://db1,db2/x", "postgresql:///x?host=/run/postgresql"})
          CHECK_EQ(problems_of(load_url(url)), "");
        for (const auto* url :
             {"mysql://me:pass@db/x", "postgresql:me:pass@db", "postgresql://", "sqlite:", "db"}) {
          const auto why = problem_at(load_url(url), "store.url");
          CHECK(has(why, "sqlite:PATH or postgresql://USER@HOST/DATABASE"));
          CHECK(!has(why, "pass"));
        }
        const auto line = load_text("", {"--store.url=postgresql://me:pass@db/x"});
        CHECK(has(notes_of(line), "store.url stands on the command line with its password"));
        CHECK(!has(notes_of(line), "pass@"));
        CHECK_EQ(notes_of(load_text("", {"--store.url=postgresql://me@db/x"})),
                 notes_of(load_text("")));
      }
    }
  }
}

SCENARIO("legacy-chat in direct mode is refused for what it is") {
  GIVEN("the plane without the mode") {
    WHEN("it is loaded") {
      auto l = load_text("twilio { plane = \"legacy-chat\" }");
      THEN("the reason names the mode") {
        CHECK(has(problem_at(l, "twilio.plane"), "does not work with routing.mode = \"direct\""));
      }
    }
  }
}

SCENARIO("SeaChat is marked as an experiment") {
  GIVEN("SeaChat with and without its address") {
    WHEN("both are loaded") {
      auto l = load_text("chatbot { kind = \"seachat\", url = \"https://chat.example/bots/1\" }");
      auto nowhere = load_text("chatbot { kind = \"seachat\" }");
      THEN("the operator is told, and the address is needed") {
        CHECK_EQ(problem_at(l, "chatbot.kind") + problem_at(l, "chatbot.url"), "nonenone");
        CHECK(has(notes_of(l), "chatbot.kind = \"seachat\" is experimental"));
        CHECK(has(problem_at(nowhere, "chatbot.url"), "is missing"));
        CHECK(!has(notes_of(load_text("")), "experimental"));
      }
    }
  }
}

SCENARIO("feeds are public addresses, unless the operator allows others") {
  GIVEN("feeds of the web, of this machine, and what is no feed's address") {
    auto feeds = [](const std::string& list, const std::string& more = "") {
      return load_text("announcements { feeds = [" + list + "]" + more + " }");
    };
    WHEN("they are loaded") {
      auto web = feeds("\"https://example.com/feed.xml?a=1\", \"http://example.org/\"");
      auto here = feeds("\"https://example.com/\", \"http://localhost:8000/feed\"");
      auto allowed = feeds("\"http://127.0.0.1:8000/feed\"", ", allow-private = true");
      auto secret = load_text(
          "", {}, {{"FLEXCORD_DISCORD_TOKEN", "t"}, {"FLEXCORD_ANNOUNCEMENTS_HOOK_SECRET", "s3"}});
      THEN("the first are taken, the others named") {
        CHECK_EQ(problems_of(web), "");
        CHECK_EQ(web.values.announcements.feeds.size(), 2u);
        CHECK(has(problem_at(here, "announcements.feeds"), "announcements.allow-private"));
        CHECK_EQ(problems_of(allowed), "");
        for (const auto* bad : {"\"file:///etc/passwd\"", "\"https://me:pass@example.com/\"",
                                "\"\"", "\"example.com\""}) {
          CHECK(has(problem_at(feeds(bad), "announcements.feeds"), "a list of http://"));
          CHECK(!has(problems_of(feeds(bad)), "pass@"));
        }
        CHECK_EQ(secret.values.announcements.hook_secret.reveal(), "s3");
        CHECK_NE(problem_at(load_text("announcements { role = \"mods\" }"), "announcements.role"),
                 "none");
      }
    }
  }
}

SCENARIO("studio mode needs all that its flow needs") {
  GIVEN("the mode, and settings that lack something") {
    const std::string twilio =
        "twilio { account-sid = \"AC00000000000000000000000000000001\", auth-token = \"t\", "
        "service-sid = \"IS00000000000000000000000000000002\", "
        "workspace-sid = \"WS00000000000000000000000000000003\", "
        "workflow-sid = \"WW00000000000000000000000000000004\"";
    const std::string studio = "routing { mode = \"studio\" }\n";
    WHEN("they are loaded") {
      auto bare = load_text(studio);
      auto no_flow = load_text(studio + twilio + " }");
      auto chat = load_text(studio + twilio + ", plane = \"legacy-chat\" }");
      THEN("each says what is missing") {
        CHECK(has(problem_at(bare, "twilio"), "is not configured"));
        CHECK(has(problem_at(no_flow, "twilio.studio-flow-sid"), "needs the flow"));
        CHECK(has(problem_at(no_flow, "http.public-url"), "a Studio flow calls this node"));
        CHECK(has(problem_at(chat, "twilio.flex-flow-sid"), "makes its channels with it"));
        CHECK_EQ(problem_at(chat, "twilio.studio-flow-sid"), "none");
        CHECK(has(notes_of(chat), "1 June 2026"));
      }
    }
  }
}

SCENARIO("plain connections are for this machine only") {
  GIVEN("plain URLs to loopback and elsewhere") {
    const std::string away =
        "discord { api-url = \"http://api.example/v10\", gateway-url = \"ws://gw.example\" }\n"
        "chatbot { kind = \"rasa\", url = \"http://10.0.0.1/x?y=1\" }\n";
    WHEN("they are loaded with and without permission") {
      auto refused = load_text(away);
      auto allowed = load_text(away + "http { allow-plain-upstreams = true }");
      auto local = load_text(
          "discord { api-url = \"http://127.0.0.9:80/api\", gateway-url = \"ws://[::1]:99\" }\n"
          "twilio { media-url = \"http://localhost:1\" }");
      THEN("only loopback passes without") {
        CHECK(has(problem_at(refused, "discord.api-url"), "is not encrypted"));
        CHECK(has(problem_at(refused, "discord.gateway-url"), "is not encrypted"));
        CHECK(has(problem_at(refused, "chatbot.url"), "http.allow-plain-upstreams"));
        CHECK_EQ(refused.problems.size(), 3u);
        CHECK_EQ(problems_of(allowed), "");
        CHECK_EQ(problems_of(local), "");
      }
    }
  }
}

SCENARIO("values that contradict each other are refused") {
  GIVEN("pairs that do not go together") {
    WHEN("they are loaded") {
      auto l = load_text("discord { reconnect-min = 5s, reconnect-max = 1s, intents = 1 }\nchatbot "
                         "{ kind = \"openai\" }");
      THEN("each pair is a problem") {
        CHECK(has(problem_at(l, "discord.reconnect-min"), "longer than discord.reconnect-max"));
        CHECK(has(problem_at(l, "discord.intents"), "4096"));
        CHECK(has(problem_at(l, "chatbot.url"), "chatbot.kind = \"openai\" calls it"));
        CHECK_EQ(l.problems.size(), 3u);
      }
    }
  }
}

SCENARIO("texts with a form are checked") {
  GIVEN("ids, keys, URLs and durations of a wrong form") {
    const std::string text =
        "discord { application-id = \"12a\", public-key = \"zz\", cdn-url = \"\", api-url = "
        "\"https://u:p@h/\" }\n"
        "twilio { timer-inactive = \"1 day\", timer-closed = \"\", agent-label = \" \" }\n"
        "http { address = \"localhost\", metrics-allow = [\"10.0.0.0/40\"] }\n"
        "routing { handoff-phrases = [\"\"] }\ndiscord { gateway-url = \"https://gw.example\" }";
    WHEN("they are loaded") {
      auto l = load_text(text);
      THEN("each is named, and an empty timer means none") {
        for (const auto* path :
             {"discord.application-id", "discord.public-key", "discord.cdn-url", "discord.api-url",
              "twilio.timer-inactive", "twilio.agent-label", "http.address", "http.metrics-allow",
              "routing.handoff-phrases", "discord.gateway-url"})
          CHECK_NE(problem_at(l, path), "none");
        CHECK_EQ(l.problems.size(), 10u);
        CHECK_EQ(l.values.twilio.timer_closed, "");
        CHECK_EQ(has(problems_of(l), "u:p"), false);
      }
    }
  }
}

SCENARIO("holidays are dates of the desk's own clock") {
  GIVEN("holidays with hours, without, and one that is no date") {
    const std::string hours = "routing { hours = \"Mon-Fri 09:00-18:00 Europe/Madrid\" }\n";
    WHEN("they are loaded") {
      auto good = load_text(hours + "routing { holidays = [\"2026-12-25 Navidad\", \"01-06\"] }");
      auto alone = load_text("routing { holidays = [\"01-06\"] }");
      auto wrong = load_text(hours + "routing { holidays = [\"6 January\"] }");
      THEN("a time zone is needed, and a wrong date is named with the form") {
        CHECK_EQ(problems_of(good), "");
        CHECK_EQ(good.values.routing.holidays.size(), 2u);
        CHECK(has(problem_at(alone, "routing.holidays"), "needs routing.hours"));
        CHECK(has(problem_at(wrong, "routing.holidays"), "a list of dates"));
      }
    }
  }
}

SCENARIO("users are spoken to in one of four languages") {
  GIVEN("each of them and another") {
    auto load_language = [](const std::string& l) {
      return load_text("routing { language = \"" + l + "\" }");
    };
    WHEN("they are loaded") {
      THEN("the four are taken") {
        for (const auto* l : {"en", "fr", "es", "de"}) CHECK_EQ(problems_of(load_language(l)), "");
        CHECK(has(problem_at(load_language("it"), "routing.language"), "\"es\", \"de\""));
      }
    }
  }
}

SCENARIO("nothing is forgotten that is still needed, and zero keeps it for ever") {
  GIVEN("retentions that are too short, long enough, and zero") {
    auto kept = [](const std::string& what, const std::string& more = "") {
      return load_text("store { retention { " + what + " } }\n" + more);
    };
    WHEN("they are loaded") {
      THEN("the short ones are refused with the shortest that is safe") {
        for (const std::string key : {"events", "conversations"}) {
          const auto path = "store.retention." + key;
          CHECK(has(problem_at(kept(key + " = 359h"), path), "at least 360h"));
          CHECK_EQ(problems_of(kept(key + " = 360h")), "");
          CHECK_EQ(problems_of(kept(key + " = 25h", "routing { reconcile-horizon = 30min }")), "");
        }
        CHECK(has(problem_at(kept("transcript = 23h"), "store.retention.transcript"),
                  "at least 24h"));
        CHECK(has(problem_at(kept("dead-letters = 1h"), "store.retention.dead-letters"),
                  "at least 24h"));
        CHECK(has(
            problem_at(kept("", "routing { reconcile-horizon = 8760h }"), "store.retention.events"),
            "at least 17544h"));
        const auto all =
            kept("transcript = 0s, events = 0s, dead-letters = 0s, conversations = 0s");
        CHECK_EQ(problems_of(all), "");
        CHECK(all.values.store.retention.transcript == std::chrono::milliseconds{0});
      }
    }
  }
}
