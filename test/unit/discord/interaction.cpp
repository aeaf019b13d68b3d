#define CAF_SUITE discord_interaction

#include "net/discord/payload.hpp"
#include "net/discord/permissions.hpp"
#include "net/discord/text.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::net::discord;

namespace {

std::string in_guild(int type, const std::string& data, const std::string& more = "") {
  return R"({"id":"77","application_id":"11","type":)" + std::to_string(type) +
         R"(,"token":"t","version":1,"guild_id":"1","channel_id":"22","channel":{"id":"22","type":0},)"
         R"("member":{"user":{"id":"5","username":"alice"},"nick":"Al","roles":["31",32,"x",null],)"
         R"("joined_at":"2025-01-02T03:04:05.000000+00:00","permissions":"2248473465835073"},)"
         R"("app_permissions":"442368","attachment_size_limit":10485760,"locale":"de",)" +
         more + R"("data":)" + data + "}";
}

const std::string filled =
    R"({"custom_id":"v1:report:bug","components":[
      {"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"title","value":"It crashed"}},
      {"type":18,"id":3,"component":{"type":3,"id":4,"custom_id":"severity","values":["high"]}},
      {"type":1,"components":[{"type":4,"custom_id":"old","value":"style"}]},
      {"type":18,"id":5,"component":{"type":19,"id":6,"custom_id":"shots","values":["91","92","93"]}}],
     "resolved":{"attachments":{
      "91":{"id":"91","filename":"s.png","size":10,"url":"https://cdn.discordapp.com/ephemeral-attachments/1/91/s.png","content_type":"image/png","ephemeral":true},
      "93":{"id":"666","filename":5,"size":-4,"url":null},
      "99":{"id":"99","filename":"uncalled.png","size":1,"url":"https://x.test"}}}})";

} // namespace

SCENARIO("a command in a guild says how its invoker stands there") {
  GIVEN("a member with roles") {
    WHEN("their command is read") {
      const auto i = parse_interaction(in_guild(2, R"({"id":"9","name":"bug","type":1})"));
      THEN("roles, permissions and time of joining are there, what is no id is not") {
        REQUIRE(i.has_value() && i->member.has_value());
        CHECK_EQ(i->command, "bug");
        CHECK_EQ(i->guild_id + " " + i->channel_id + " " + i->locale, "1 22 de");
        CHECK(i->member->roles == (std::vector<std::string>{"31", "32"}));
        CHECK(i->has_role("31") && !i->has_role("33") && !i->has_role(""));
        CHECK_EQ(i->member->nick, "Al");
        CHECK_EQ(i->member->joined_at, "2025-01-02T03:04:05.000000+00:00");
        CHECK((i->member->permissions & permission::send_messages) != 0);
        CHECK_EQ(i->app_permissions, 442368u);
        CHECK_EQ(i->attachment_size_limit, 10485760u);
      }
    }
  }
  GIVEN("somebody in a DM") {
    WHEN("they send what looks like a member") {
      const auto i = parse_interaction(
          R"({"id":"2","type":2,"token":"t","user":{"id":"7"},"member":{"roles":["31"],"permissions":"8"},"data":{"name":"announce"}})");
      THEN("they are none") {
        REQUIRE(i.has_value());
        CHECK(!i->member.has_value());
        CHECK(!i->has_role("31"));
      }
    }
  }
}

SCENARIO("a submitted form brings texts, choices and files, in the new shape and the old") {
  GIVEN("a form with all of them") {
    WHEN("it is read") {
      const auto i = parse_interaction(in_guild(5, filled));
      THEN("each answer stands under its question") {
        REQUIRE(i.has_value());
        CHECK_EQ(i->custom_id, "v1:report:bug");
        REQUIRE(i->answer("title") && i->answer("severity") && i->answer("old"));
        CHECK_EQ(i->answer("title")->text, "It crashed");
        CHECK(i->answer("severity")->values == std::vector<std::string>{"high"});
        CHECK_EQ(i->answer("old")->text, "style");
        CHECK(!i->answer("nothing"));
      }
      THEN("only files that were sent along and named by the answer are its files") {
        const auto* shots = i->answer("shots");
        REQUIRE(shots != nullptr);
        CHECK_EQ(shots->values.size(), 3u);
        REQUIRE_EQ(shots->files.size(), 2u);
        CHECK_EQ(shots->files[0].filename, "s.png");
        CHECK_EQ(shots->files[0].size, 10u);
        CHECK_EQ(shots->files[1].id, "93"); // by the id that it was sent under
        CHECK_EQ(shots->files[1].size, 0u);
        CHECK_EQ(shots->files[1].url, "");
      }
    }
  }
}

SCENARIO("a hostile form costs little and breaks nothing") {
  GIVEN("forms that no client of Discord's makes") {
    auto repeat = [](const std::string& s, int n) {
      std::string out;
      for (int i = 0; i < n; ++i) out += (i ? "," : "") + s;
      return out;
    };
    WHEN("they are read") {
      THEN("numbers and lengths are held") {
        const auto field = R"({"type":18,"component":{"type":4,"custom_id":"a","value":")" +
                           std::string(50000, 'x') + "\"}}";
        auto i = parse_interaction(
            in_guild(5, R"({"custom_id":"v1:a","components":[)" + repeat(field, 50) + "]}"));
        REQUIRE(i.has_value());
        CHECK_LE(i->answers.size(), 10u);
        CHECK_LE(length(i->answers[0].text), 6000u);
        auto deep = parse_interaction(in_guild(
            5, R"({"components":[{"components":[)" +
                   repeat(R"({"custom_id":"a","values":[)" + repeat("\"1\"", 500) + "]}", 500) +
                   "]}]}"));
        REQUIRE(deep.has_value());
        CHECK_LE(deep->answers.size(), 10u);
        CHECK_LE(deep->answers[0].values.size(), 25u);
        auto options = parse_interaction(in_guild(
            2, R"({"name":"bug","options":[)" + repeat(R"({"name":"a","value":"b"})", 500) + "]}"));
        REQUIRE(options.has_value());
        CHECK_LE(options->options.size(), 50u);
        auto id =
            parse_interaction(in_guild(3, R"({"custom_id":")" + std::string(101, 'x') + "\"}"));
        CHECK_EQ(id->custom_id, "");
      }
      THEN("wrong types read as not there") {
        for (
            auto data :
            {R"({"custom_id":5,"components":{}})",
             R"({"components":[null,5,"x",[],{"component":[]}]})",
             R"({"components":[{"component":{"custom_id":"a","value":{"b":1},"values":"x"}}],"resolved":5})",
             R"({"components":[{"component":{"type":19,"custom_id":"a","values":["1"]}}],"resolved":{"attachments":[]}})"})
          CHECK(parse_interaction(in_guild(5, data)).has_value());
        CHECK(parse_interaction(in_guild(5, "[]")).has_value());
      }
      THEN("damaged ones are refused or read, never more") {
        const auto whole = in_guild(5, filled);
        for (unsigned seed = 0; seed < 3000; ++seed) {
          std::mt19937 random(seed);
          auto text = whole;
          for (auto n = random() % 4 + 1; n > 0; --n) {
            const auto at = random() % text.size();
            if (random() % 2)
              text[at] = static_cast<char>(random());
            else
              text.erase(at, random() % 40);
          }
          const auto i = parse_interaction(text);
          if (i.has_value()) CHECK_LE(i->answers.size(), 10u);
        }
      }
    }
  }
}
