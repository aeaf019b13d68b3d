#define CAF_SUITE discord_rest_channel

#include "net/discord/trouble.hpp"
#include "scripted_discord.hpp"

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
      m.embeds = {{.title = "#12 Crash", .description = {}}};
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
