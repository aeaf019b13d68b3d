#define CAF_SUITE discord_commands

#include "net/discord/commands.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::discord;

namespace {

constexpr auto wanted =
    R"([{"name":"helpme","type":1,"description":"Talk","name_localizations":{"fr":"aide"},"contexts":[0,1],)"
    R"("integration_types":[0],"options":[{"type":3,"name":"topic","description":"What?","required":false,"max_length":9}]}])";

/// As Discord lists a global command: with ids and defaults, without what is false.
constexpr auto listed =
    R"([{"id":"5","application_id":"1","version":"6","default_member_permissions":null,"nsfw":false,"name":"helpme",)"
    R"("type":1,"description":"Talk","name_localizations":{"fr":"aide"},"description_localizations":null,)"
    R"("contexts":[0,1],"integration_types":[0],"options":[{"type":3,"name":"topic","description":"What?","max_length":9}]}])";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  return at == std::string::npos ? "not there" : text.replace(at, from.size(), to);
}

} // namespace

SCENARIO("registering is needed only when something differs") {
  GIVEN("commands as Discord lists them") {
    WHEN("they are what is wanted") {
      THEN("ids, defaults and what is left out are no difference") {
        CHECK(compare_commands(listed, wanted, false).none());
        CHECK(compare_commands(wanted, wanted, false).none());
      }
      THEN("permissions that are listed as text are those that were given as a number") {
        CHECK(compare_commands(R"([{"name":"a","default_member_permissions":"8192"}])",
                               R"([{"name":"a","default_member_permissions":8192}])", false)
                  .none());
        CHECK(!compare_commands(R"([{"name":"a","default_member_permissions":"8"}])",
                                R"([{"name":"a","default_member_permissions":8192}])", false)
                   .none());
      }
      THEN("a guild's commands have no contexts") {
        auto in_guild = replaced(replaced(listed, R"("contexts":[0,1],)", ""),
                                 R"("integration_types":[0],)", "");
        CHECK(compare_commands(in_guild, wanted, true).none());
        CHECK(!compare_commands(in_guild, wanted, false).none());
      }
    }
  }
  GIVEN("commands that differ") {
    WHEN("a text, a translation, an option or the context is another one") {
      THEN("the command is in another form") {
        for (auto [from, to] :
             {std::pair{"\"Talk\"", "\"Help\""},
              {"\"aide\"", "\"aider\""},
              {R"({"fr":"aide"})", "null"},
              {"[0,1]", "[0]"},
              {"\"max_length\":9", "\"max_length\":10"},
              {R"("description":"What?")", R"("description":"What?","required":true)"}}) {
          const auto d = compare_commands(replaced(listed, from, to), wanted, false);
          CHECK_EQ(d.changed, (std::vector<std::string>{"helpme"}));
        }
      }
    }
    WHEN("one is missing or somebody else's") {
      THEN("each is named") {
        const auto none = compare_commands("[]", wanted, false);
        CHECK_EQ(none.missing, (std::vector<std::string>{"helpme"}));
        const auto other =
            compare_commands(replaced(listed, "\"helpme\"", "\"dance\""), wanted, false);
        CHECK_EQ(other.missing, (std::vector<std::string>{"helpme"}));
        CHECK_EQ(other.foreign, (std::vector<std::string>{"dance"}));
        const auto message_command =
            compare_commands(replaced(listed, R"("type":1)", R"("type":3)"), wanted, false);
        CHECK_EQ(message_command.missing.size() + message_command.foreign.size(), 2u);
      }
      THEN("what is no list is an empty one") {
        for (auto* bad : {"", "{}", "[7]", "null"})
          CHECK_EQ(compare_commands(bad, wanted, false).missing.size(), 1u);
      }
    }
  }
}
