#define CAF_SUITE discord_posting

#include "net/discord/posting.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::net::discord;
namespace p = permission;

namespace {

constexpr auto guild_id = "1", owner = "2", fans = "10", press = "11", mods = "12", admins = "13";

guild server() {
  return {guild_id,
          "G",
          owner,
          {{guild_id, p::view_channel | p::send_messages, "@everyone"},
           {fans, 0, "fans"},
           {press, 0, "press"},
           {mods, p::manage_messages, "mods"},
           {admins, p::administrator, "admins"}}};
}

guild_channel announcements(std::vector<overwrite> changes) {
  return {"7", guild_id, "announcements", announcement_channel, std::move(changes)};
}

std::string ways(const std::vector<overwrite>& changes) {
  std::string out;
  const auto open = open_to_others(server(), announcements(changes), "99");
  for (const auto& way : open.roles) {
    for (const auto& r : way) out += (out.empty() || out.ends_with(' ') ? "" : "+") + r.name;
    out += ' ';
  }
  for (const auto& m : open.members) out += "member " + m + ' ';
  return out;
}

} // namespace

SCENARIO("only admins and moderators can post announcements, or it is told who else can (checklist "
         "11)") {
  GIVEN("a server with moderators, admins and two roles of ordinary members") {
    const overwrite nobody{guild_id, false, 0, p::send_messages};
    const overwrite hidden{guild_id, false, 0, p::view_channel | p::send_messages};
    WHEN("the channel is as Discord makes it") {
      THEN("everybody can post") { CHECK_EQ(ways({}), "@everyone "); }
    }
    WHEN("nobody but moderators may write") {
      THEN("it is closed to others") {
        CHECK_EQ(ways({nobody}), "");
        CHECK_EQ(ways({nobody, {mods, false, p::send_messages, 0}}), "");
      }
    }
    WHEN("an ordinary role may write") {
      THEN("that role is named") {
        CHECK_EQ(ways({nobody, {press, false, p::send_messages, 0}}), "press ");
      }
    }
    WHEN("one role may see and another may write") {
      THEN("who has both can post, and that is told") {
        CHECK_EQ(
            ways({hidden, {fans, false, p::view_channel, 0}, {press, false, p::send_messages, 0}}),
            "fans+press ");
      }
    }
    WHEN("the bot itself may write") {
      THEN("that is no way in for others") {
        CHECK_EQ(ways({nobody, {"99", true, p::send_messages, 0}}), "");
      }
    }
    WHEN("a single member may write") {
      const auto c = announcements({nobody, {"5", true, p::send_messages, 0}});
      THEN("who that is has to be asked, and then it is known") {
        CHECK_EQ(ways(c.overwrites), "member 5 ");
        CHECK(is_outsider_writing(server(), {"5", {}}, c));
        CHECK(!is_outsider_writing(server(), {"5", {mods}}, c));
        CHECK(!is_outsider_writing(server(), {"6", {}}, c));
      }
    }
  }
}

SCENARIO("what is called closed is closed to every ordinary member") {
  GIVEN("random servers of six roles and random channels") {
    WHEN("every set of ordinary roles is tried by hand") {
      THEN("somebody can post exactly when a way was found") {
        const std::uint64_t bits[] = {0, p::view_channel, p::send_messages,
                                      p::view_channel | p::send_messages};
        for (unsigned seed = 0; seed < 400; ++seed) {
          std::mt19937 random(seed);
          auto some = [&] { return bits[random() % 4]; };
          guild g{guild_id, "G", owner, {{guild_id, some()}}};
          guild_channel c{"7", guild_id, "a", 5, {{guild_id, false, some(), some()}}};
          for (int i = 0; i < 6; ++i) {
            const auto id = std::to_string(20 + i);
            g.roles.push_back({id, some() | (random() % 4 == 0 ? p::manage_messages : 0)});
            if (random() % 2) c.overwrites.push_back({id, false, some(), some()});
          }
          bool open = false;
          for (unsigned set = 0; set < 64; ++set) {
            guild_member m{"9", {}};
            for (unsigned i = 0; i < 6; ++i)
              if (set >> i & 1) m.roles.push_back(std::to_string(20 + i));
            open = open || is_outsider_writing(g, m, c);
          }
          if (open == open_to_others(g, c, "99").none()) CAF_FAIL("seed " << seed);
        }
        CHECK(true);
      }
    }
  }
}
