#define CAF_SUITE discord_permissions

#include "net/discord/permissions.hpp"
#include "net/discord/intents.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::discord;
namespace p = permission;

namespace {

constexpr auto guild_id = "1", owner = "2", bot = "3", support = "10", staff = "11";

/// Everybody sees and writes; "support" may attach, "staff" nothing of its own.
guild some_guild() {
  return {guild_id,
          "G",
          owner,
          {{guild_id, p::view_channel | p::send_messages},
           {support, p::attach_files},
           {staff, 0},
           {"12", p::administrator}}};
}

guild_member member(std::vector<std::string> roles = {}) { return {bot, std::move(roles)}; }

guild_channel channel(std::vector<overwrite> changes = {}) {
  return {"7", guild_id, "help", 0, std::move(changes)};
}

} // namespace

SCENARIO("what a member may do in the guild is the sum of their roles") {
  GIVEN("a guild with roles") {
    const auto g = some_guild();
    WHEN("members of different roles are looked at") {
      THEN("everybody's role counts for all, others for those who have them") {
        CHECK_EQ(guild_permissions(g, member()), p::view_channel | p::send_messages);
        CHECK_EQ(guild_permissions(g, member({support})),
                 p::view_channel | p::send_messages | p::attach_files);
      }
      THEN("owner and administrators may everything") {
        CHECK_EQ(guild_permissions(g, {owner, {}}), p::all);
        CHECK_EQ(guild_permissions(g, member({"12"})), p::all);
      }
      THEN("a role that the guild does not have gives nothing") {
        CHECK_EQ(guild_permissions(g, member({"99"})), p::view_channel | p::send_messages);
      }
    }
  }
}

SCENARIO("a channel changes it for everybody, then for roles, then for the member") {
  GIVEN("a channel where nobody but support may write") {
    const auto g = some_guild();
    const overwrite nobody{guild_id, false, 0, p::send_messages};
    const overwrite but_support{support, false, p::send_messages, 0};
    auto may = [&](const guild_member& m, std::vector<overwrite> changes) {
      return channel_permissions(g, m, channel(std::move(changes)));
    };
    WHEN("members are looked at") {
      THEN("a role's permission wins over everybody's, in any order of the list") {
        CHECK_EQ(may(member(), {nobody, but_support}), p::view_channel);
        const auto wanted = p::view_channel | p::send_messages | p::attach_files;
        CHECK_EQ(may(member({support}), {nobody, but_support}), wanted);
      }
      THEN("among roles an allowance wins over a refusal") {
        const overwrite not_staff{staff, false, 0, p::send_messages};
        CHECK((may(member({support, staff}), {but_support, not_staff}) & p::send_messages) != 0);
        CHECK((may(member({support, staff}), {not_staff, but_support}) & p::send_messages) != 0);
        CHECK((may(member({staff}), {not_staff}) & p::send_messages) == 0);
      }
      THEN("the member's own comes last") {
        const overwrite not_the_bot{bot, true, 0, p::send_messages};
        CHECK((may(member({support}), {not_the_bot, nobody, but_support}) & p::send_messages) == 0);
        const overwrite same_id_as_role{bot, false, 0, p::send_messages};
        CHECK((may(member({support}), {same_id_as_role, but_support}) & p::send_messages) != 0);
      }
    }
  }
}

SCENARIO("what follows from not seeing and not writing") {
  GIVEN("a member with all permissions that matter") {
    auto g = some_guild();
    g.roles[0].permissions |= p::embed_links | p::attach_files;
    WHEN("the channel is hidden, or may not be written in") {
      THEN("a hidden channel leaves nothing") {
        CHECK_EQ(channel_permissions(g, member(), channel({{guild_id, false, 0, p::view_channel}})),
                 0u);
      }
      THEN("who cannot write cannot attach or embed either") {
        CHECK_EQ(
            channel_permissions(g, member(), channel({{guild_id, false, 0, p::send_messages}})),
            p::view_channel);
      }
      THEN("an administrator does not care") {
        CHECK_EQ(channel_permissions(g, member({"12"}),
                                     channel({{guild_id, false, 0, p::view_channel}})),
                 p::all);
      }
    }
  }
}

SCENARIO("guild, member and channel are read as Discord writes them") {
  GIVEN("their JSON") {
    const auto g = parse_guild(
        R"({"id":"1","name":"G","owner_id":"2","roles":[{"id":"1","permissions":"2248473465835073"},{"id":"5","permissions":null}, 7]})");
    const auto m = parse_member(R"({"user":{"id":"3"},"roles":["5",6]})");
    const auto c = parse_channel(
        R"({"id":"7","type":0,"name":"help","guild_id":"1","permission_overwrites":[{"id":"1","type":0,"allow":"0","deny":"1024"},{"id":"3","type":1,"allow":"68719476736","deny":"-1"}]})");
    WHEN("they are parsed") {
      THEN("the parts are there, and what is no permission set is none") {
        REQUIRE(g.has_value() && m.has_value() && c.has_value());
        CHECK_EQ(g->roles.size(), 2u);
        CHECK_EQ(g->roles[0].permissions, 2248473465835073u);
        CHECK_EQ(g->roles[1].permissions, 0u);
        CHECK_EQ(m->roles, (std::vector<std::string>{"5", "6"}));
        REQUIRE_EQ(c->overwrites.size(), 2u);
        CHECK_EQ(c->overwrites[0].deny, p::view_channel);
        CHECK(c->overwrites[1].for_member);
        CHECK_EQ(c->overwrites[1].allow, p::create_private_threads);
        CHECK_EQ(c->overwrites[1].deny, 0u);
      }
      THEN("what has no id is refused") {
        for (auto* bad : {"", "[]", "{}", R"({"id":"x"})", R"({"user":{}})"}) {
          CHECK(!parse_guild(bad).has_value());
          CHECK(!parse_member(bad).has_value());
          CHECK(!parse_channel(bad).has_value());
        }
      }
    }
  }
}

SCENARIO("privileged intents need the application's consent") {
  GIVEN("an application without any, and one with message content as small bots have it") {
    WHEN("intents are compared with its flags") {
      THEN("only privileged ones are missed") {
        CHECK(intents_not_granted(20481, 0).empty());
        CHECK_EQ(intents_not_granted(53761, 0), (std::vector<std::string>{"Message Content"}));
        CHECK(intents_not_granted(53761, 1u << 19).empty());
        CHECK(intents_not_granted(53761, 1u << 18).empty());
        CHECK_EQ(intents_not_granted(intent::guild_members | intent::guild_presences, 1u << 19),
                 (std::vector<std::string>{"Presence", "Server Members"}));
      }
    }
  }
}
