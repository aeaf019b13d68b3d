#include "config/schema.hpp"
#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_secrets
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

std::string token_of(const config::loaded& l) { return l.values.discord.token.reveal(); }

} // namespace

SCENARIO(
    "a secret comes from the file's text, a file of its own, the environment or the command line") {
  GIVEN("a token in a file of its own, with a line break at its end") {
    scratch_folder folder;
    const auto path = folder.write("token", "from-a-file\n");
    const std::string by_file = "discord { token-file = \"" + path + "\" }";
    WHEN("the sources are combined") {
      THEN("the command line wins over the environment, and that over the configuration file") {
        CHECK_EQ(token_of(load_text("discord { token = \"inline\" }", {}, {})), "inline");
        CHECK_EQ(token_of(load_text(by_file, {}, {})), "from-a-file");
        CHECK_EQ(token_of(load_text(by_file, {}, {{"FLEXCORD_DISCORD_TOKEN", "from-env"}})),
                 "from-env");
        CHECK_EQ(token_of(load_text(by_file, {}, {{"FLEXCORD_DISCORD_TOKEN", ""}})), "from-a-file");
        CHECK_EQ(token_of(load_text("", {"--discord.token-file=" + path},
                                    {{"FLEXCORD_DISCORD_TOKEN", "from-env"}})),
                 "from-a-file");
        auto line = load_text(by_file, {"--discord.token=from-line"}, {});
        CHECK_EQ(token_of(line), "from-line");
        CHECK(has(notes_of(line), "discord.token stands on the command line"));
      }
    }
  }
}

SCENARIO("every secret has its variable") {
  GIVEN("an environment with all of them") {
    const variables env{{"FLEXCORD_DISCORD_TOKEN", "a"},
                        {"FLEXCORD_TWILIO_AUTH_TOKEN", "b"},
                        {"FLEXCORD_TWILIO_AUTH_TOKEN_SECONDARY", "c"},
                        {"FLEXCORD_TWILIO_API_KEY_SECRET", "d"},
                        {"FLEXCORD_CHATBOT_TOKEN", "e"},
                        {"FLEXCORD_CHATBOT_SECRET", "f"}};
    WHEN("they are loaded") {
      auto v = load_text("", {}, env).values;
      THEN("each is in its place") {
        CHECK_EQ(v.discord.token.reveal() + v.twilio.auth_token.reveal() +
                     v.twilio.auth_token_secondary.reveal() + v.twilio.api_key_secret.reveal() +
                     v.chatbot.token.reveal() + v.chatbot.signing_secret.reveal(),
                 "abcdef");
      }
    }
  }
}

SCENARIO("a bad secret is refused without being shown") {
  GIVEN("secrets with spaces, empty files and missing files") {
    scratch_folder folder;
    const auto empty = folder.write("empty", "\n");
    const auto spaced = folder.write("spaced", "hush hush\n");
    const auto text =
        "discord { token = \"hush hush\" }\ntwilio { auth-token-file = \"" + empty +
        "\"\n api-key-secret-file = \"/no/such/secret\" }\nchatbot { token-file = \"" + spaced +
        "\"\n secret = 12 }";
    WHEN("they are loaded") {
      auto l = load_text(text, {"--twilio.auth-token-secondary=hush\nhush", "--hush", "hush"}, {});
      THEN("each is a problem that does not hold the value") {
        CHECK(has(problem_at(l, "discord.token"), "holds a space"));
        CHECK(has(problem_at(l, "twilio.auth-token-file"), "is empty"));
        CHECK(has(problem_at(l, "twilio.api-key-secret-file"), "cannot be read: No such file"));
        CHECK(has(problem_at(l, "chatbot.token-file"), "holds a space"));
        CHECK(has(problem_at(l, "chatbot.secret"), "is a number"));
        CHECK(has(problem_at(l, "twilio.auth-token-secondary"), "holds a space"));
        CHECK_EQ(has(problems_of(l) + notes_of(l), "hush hush"), false);
        CHECK_EQ(has(problems_of(l) + notes_of(l), "hush\nhush"), false);
        CHECK(l.values.discord.token.empty());
      }
    }
  }
}

SCENARIO("a secret in an unknown place is not repeated") {
  GIVEN("a misspelt key and a value without a key") {
    WHEN("they are loaded") {
      auto l = load_text("discord { tokn = \"s3cret\" }", {"--twilio.auth-tokn=s3cret", "s3cret"});
      THEN("the keys are named, the values are not") {
        CHECK(has(problem_at(l, "discord.tokn"), "perhaps discord.token"));
        CHECK(has(problem_at(l, "twilio.auth-tokn"), "perhaps twilio.auth-token"));
        CHECK_EQ(has(problems_of(l) + notes_of(l), "s3cret"), false);
      }
    }
  }
}

SCENARIO("a secret given twice in one source is refused") {
  GIVEN("a token and a token-file") {
    scratch_folder folder;
    const auto path = folder.write("token", "x");
    WHEN("both stand in the file") {
      auto l = load_text("discord { token = \"a\", token-file = \"" + path + "\" }", {}, {});
      THEN("nobody has to guess which one holds") {
        CHECK(has(problem_at(l, "discord.token"), "given twice"));
      }
    }
  }
}
