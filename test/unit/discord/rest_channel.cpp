#define CAF_SUITE discord_rest_channel

#include "net/discord/posting_check.hpp"
#include "net/discord/trouble.hpp"
#include "scripted_discord.hpp"
#include "test/unit/net/support/raw.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::discord_tests;

SCENARIO("an announcement is handed on once, and twice is once") {
  GIVEN("a Discord that takes the first request, knows the second and refuses the third") {
    scripted_discord f;
    f.reply(200, R"({"id":"99","channel_id":"42","flags":1})");
    f.reply(400, R"({"message":"This message has already been crossposted","code":40033})");
    f.reply(403, R"({"message":"Missing Permissions","code":50013})");
    WHEN("the same post is handed on three times") {
      auto go = [&] {
        return f.wait<rest::nothing>(
            [&](auto d) { f.api->crosspost("42", "99", priority::announcement, d); });
      };
      auto first = go(), second = go(), third = go();
      THEN("the first two are done, the third says why not") {
        CHECK(first.has_value() && second.has_value());
        REQUIRE(third.has_error());
        CHECK(trouble_of(third.error()) == trouble::no_permission);
        REQUIRE_EQ(f.asked.size(), 3u);
        CHECK_EQ(f.asked[0].method + f.asked[0].target,
                 "POST/api/v10/channels/42/messages/99/crosspost");
        CHECK_EQ(f.asked[0].body, "");
      }
    }
  }
}

SCENARIO("after an answer that nobody can read it is looked first") {
  GIVEN("something between us and Discord that answers with nonsense") {
    flexcord::test::raw_server nonsense{[](flexcord::test::raw_socket& s, int) {
      s.read_until("\r\n\r\n");
      s.send("HTTP/1.1 two hundred\r\n\r\n");
    }};
    scripted_discord f;
    rest through(f.rt, f.client, rest_options{.api_url = nonsense.url("/api/v10"), .token = "t"},
                 {});
    WHEN("something is posted") {
      const auto sent = f.wait<message>([&](auto d) {
        through.create_message("42", text("once"), priority::announcement, {}, d);
      });
      const auto never = f.wait<message>([&](auto d) {
        through.create_message("x", text("once"), priority::announcement, {}, d);
      });
      THEN("it was perhaps done; what was never asked for was not") {
        REQUIRE(sent.has_error());
        CHECK(trouble_of(sent.error()) == trouble::ambiguous);
        REQUIRE(never.has_error());
        CHECK(trouble_of(never.error()) == trouble::refused);
      }
    }
  }
}

SCENARIO("a post that is gone is told apart from a channel that is gone") {
  GIVEN("a Discord without them") {
    scripted_discord f;
    f.reply(404, R"({"message":"Unknown Message","code":10008})");
    f.reply(404, R"({"message":"Unknown Channel","code":10003})");
    f.reply(200, R"({"id":"99","channel_id":"42","content":"there"})");
    WHEN("posts are read and edited") {
      auto read = f.wait<message>(
          [&](auto d) { f.api->get_message("42", "99", priority::case_update, d); });
      auto edit = f.wait<message>(
          [&](auto d) { f.api->edit_message("42", "99", text("x"), priority::case_update, d); });
      auto there = f.wait<message>(
          [&](auto d) { f.api->get_message("42", "99", priority::case_update, d); });
      THEN("each is what it is") {
        CHECK(trouble_of(read.error()) == trouble::message_gone);
        CHECK(trouble_of(edit.error()) == trouble::channel_gone);
        REQUIRE(there.has_value());
        CHECK_EQ(there->content, "there");
      }
    }
  }
}

SCENARIO("an edit changes the post and keeps its files") {
  GIVEN("a post with an embed") {
    scripted_discord f;
    f.reply(200, R"({"id":"99","channel_id":"42"})");
    WHEN("it is edited") {
      outgoing m;
      m.embeds = std::vector<embed>{{.title = "#12 Crash", .description = {}}};
      m.nonce = "n";
      auto done = f.wait<message>(
          [&](auto d) { f.api->edit_message("42", "99", std::move(m), priority::case_update, d); });
      THEN("no list of attachments is sent, for that would remove those not in it") {
        CHECK(done.has_value());
        CHECK_EQ(f.asked.at(0).body.find("attachments"), std::string::npos);
        CHECK(f.asked.at(0).body.find(R"("embeds":[{"title":"#12 Crash"}])") != std::string::npos);
        CHECK_EQ(f.asked.at(0).body.find("nonce"), std::string::npos);
      }
    }
  }
}

SCENARIO("before an announcement it is looked who could post there (checklist 11)") {
  GIVEN("a channel closed to everybody but the bot, a fan and somebody who has left") {
    scripted_discord f;
    f.reply(200, R"({"id":"7","guild_id":"1","type":5,"name":"news","permission_overwrites":[
      {"id":"1","type":0,"allow":"0","deny":"2048"},{"id":"99","type":1,"allow":"2048","deny":"0"},
      {"id":"5","type":1,"allow":"2048","deny":"0"},{"id":"6","type":1,"allow":"2048","deny":"0"}]})");
    f.reply(200, R"({"id":"1","owner_id":"2","roles":[{"id":"1","permissions":"3072"}]})");
    f.reply(200, R"({"user":{"id":"99"},"roles":[]})");
    f.reply(200, R"({"user":{"id":"5"},"roles":[]})");
    f.reply(404, R"({"message":"Unknown Member","code":10007})");
    WHEN("it is looked at") {
      auto r = f.wait<posting_check>([&](auto d) { check_posting(*f.api, "7", "99", d); });
      THEN("the bot can post, and so can the fan") {
        REQUIRE(r.has_value());
        CHECK(r->can_post());
        CHECK(!r->closed_to_others());
        CHECK(r->members == std::vector<std::string>{"5"});
        CHECK(r->roles.empty());
        CHECK_EQ(r->channel.type, announcement_channel);
      }
    }
  }
  GIVEN("a channel that the bot does not see") {
    scripted_discord f;
    f.reply(403, R"({"message":"Missing Access","code":50001})");
    WHEN("it is looked at") {
      auto r = f.wait<posting_check>([&](auto d) { check_posting(*f.api, "7", "99", d); });
      THEN("that is the answer") { CHECK(trouble_of(r.error()) == trouble::no_access); }
    }
  }
}
