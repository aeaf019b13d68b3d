#define CAF_SUITE discord_rest_calls

#include "scripted_discord.hpp"

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::discord_tests;

SCENARIO("interaction routes carry no token of ours, and theirs is encoded") {
  GIVEN("a Discord that takes everything") {
    scripted_discord f;
    f.reply(204, "");
    f.reply(200, "{}");
    WHEN("an interaction is answered and its original edited") {
      interaction i;
      i.id = "9";
      i.token = "a/b?c";
      auto first = f.wait<rest::nothing>(
          [&](auto done) { f.api->answer_interaction(i, {.ephemeral = true}, done); });
      auto second = f.wait<rest::nothing>(
          [&](auto done) { f.api->edit_original("11", "a/b?c", text("x"), done); });
      THEN("the requests are right") {
        CHECK(first.has_value() && second.has_value());
        REQUIRE_EQ(f.asked.size(), 2u);
        CHECK_EQ(f.asked[0].target, "/api/v10/interactions/9/a%2Fb%3Fc/callback");
        CHECK_EQ(f.asked[0].body, R"({"type":5,"data":{"flags":64}})");
        CHECK(!f.asked[0].headers.has("authorization"));
        CHECK_EQ(f.asked[1].target, "/api/v10/webhooks/11/a%2Fb%3Fc/messages/@original");
        CHECK_EQ(f.asked[1].body.find("nonce"), std::string::npos);
        CHECK(!f.asked[1].headers.has("authorization"));
      }
    }
  }
}

SCENARIO("the other calls ask for what they should") {
  GIVEN("a Discord with an answer for each") {
    scripted_discord f;
    f.reply(
        200,
        R"({"url":"wss://g.test","shards":2,"session_start_limit":{"total":1000,"remaining":7,"reset_after":60000,"max_concurrency":1}})");
    f.reply(200, R"({"id":"11","interactions_endpoint_url":null,"flags":0})");
    f.reply(200, R"({"id":"4300","type":1})");
    f.reply(
        200,
        R"([{"id":"100","channel_id":"42"},{"id":"99","channel_id":"42"},{"id":"9","channel_id":"42"}])");
    f.reply(204, "");
    f.reply(204, "");
    f.reply(200, "[]");
    WHEN("they are made") {
      auto gateway = f.wait<gateway_info>([&](auto d) { f.api->get_gateway(d); });
      auto application = f.wait<rest::application>([&](auto d) { f.api->get_application(d); });
      auto dm = f.wait<std::string>([&](auto d) { f.api->open_dm("5", priority::bot, d); });
      auto list = f.wait<std::vector<message>>(
          [&](auto d) { f.api->messages_after("42", "8", 500, priority::bot, d); });
      auto typing = f.wait<rest::nothing>(
          [&](auto d) { f.api->trigger_typing("42", priority::live_agent, d); });
      auto removed = f.wait<rest::nothing>(
          [&](auto d) { f.api->delete_message("42", "99", priority::bot, d); });
      auto commands =
          f.wait<rest::nothing>([&](auto d) { f.api->register_commands("11", "", "[]", d); });
      THEN("requests and answers are right") {
        CHECK_EQ(gateway->url, "wss://g.test");
        CHECK_EQ(gateway->identifies_left, 7u);
        CHECK(gateway->reset_after == 60s);
        CHECK_EQ(application->id, "11");
        CHECK_EQ(*dm, "4300");
        REQUIRE_EQ(list->size(), 3u);
        CHECK_EQ(list->at(0).id + " " + list->at(1).id + " " + list->at(2).id, "9 99 100");
        CHECK(typing.has_value() && removed.has_value() && commands.has_value());
        CHECK_EQ(f.asked.at(2).body, R"({"recipient_id":"5"})");
        CHECK_EQ(f.asked.at(3).target, "/api/v10/channels/42/messages?after=8&limit=100");
        CHECK_EQ(f.asked.at(4).target, "/api/v10/channels/42/typing");
        CHECK_EQ(f.asked.at(5).method + f.asked.at(5).target,
                 "DELETE/api/v10/channels/42/messages/99");
        CHECK_EQ(f.asked.at(6).method + f.asked.at(6).target,
                 "PUT/api/v10/applications/11/commands");
      }
    }
  }
}

SCENARIO("an id that is none never becomes a request") {
  GIVEN("a caller with an empty and a crafted id") {
    scripted_discord f;
    WHEN("it calls") {
      auto empty =
          f.wait<rest::nothing>([&](auto d) { f.api->delete_message("42", "", priority::bot, d); });
      auto crafted =
          f.wait<std::string>([&](auto d) { f.api->open_dm("5\",\"x\":\"", priority::bot, d); });
      THEN("it is told so") {
        CHECK(empty.error().kind == failure_kind::malformed);
        CHECK(crafted.error().kind == failure_kind::malformed);
        CHECK(f.asked.empty());
      }
    }
  }
}

SCENARIO("files go as multipart and come only from Discord's hosts") {
  GIVEN("a message with a file, and files to fetch") {
    scripted_discord f;
    f.reply(200, R"({"id":"7","channel_id":"42"})");
    f.reply(200, "file bytes");
    f.reply(404, "gone");
    f.reply(200, std::string(5000, 'x'));
    WHEN("they are sent and fetched") {
      auto m = text("see");
      m.files = {{.filename = "a\"b\r\n.txt",
                  .content_type = "text/plain",
                  .bytes = std::string("\0\x01", 2)}};
      auto sent = f.create(m);
      auto got = f.wait<std::string>(
          [&](auto d) { f.api->fetch_file(f.base + "/attachments/1", 1000, d); });
      auto gone = f.wait<std::string>(
          [&](auto d) { f.api->fetch_file(f.base + "/attachments/2", 1000, d); });
      auto large = f.wait<std::string>(
          [&](auto d) { f.api->fetch_file(f.base + "/attachments/3", 1000, d); });
      auto other =
          f.wait<std::string>([&](auto d) { f.api->fetch_file("https://evil.test/x", 1000, d); });
      auto plain = f.wait<std::string>(
          [&](auto d) { f.api->fetch_file("http://cdn.discordapp.com/x", 1000, d); });
      THEN("each ends as it should") {
        CHECK(sent.has_value());
        auto type = std::string{f.asked.at(0).headers.get("content-type")};
        REQUIRE(type.starts_with("multipart/form-data; boundary="));
        auto expected = make_multipart(to_json(m), m.files, type.substr(30));
        CHECK_EQ(f.asked.at(0).body, expected.body);
        CHECK(expected.body.find("name=\"files[0]\"; filename=\"a%22b%0D%0A.txt\"\r\nContent-Type: "
                                 "text/plain\r\n\r\n") != std::string::npos);
        CHECK_EQ(got.has_value() ? *got : got.error().detail, "file bytes");
        CHECK(!f.asked.at(1).headers.has("authorization"));
        CHECK_EQ(gone.error().http_status, 404);
        CHECK(large.error().kind == failure_kind::malformed);
        CHECK_EQ(other.error().detail, "file: host not allowed");
        CHECK_EQ(plain.error().detail, "file: host not allowed");
      }
    }
  }
}
