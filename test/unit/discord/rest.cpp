#define CAF_SUITE discord_rest

#include "scripted_discord.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::discord_tests;

SCENARIO("a message is sent as Discord wants it") {
  GIVEN("a Discord that takes it") {
    scripted_discord f;
    f.reply(
        200,
        R"({"id":"7","channel_id":"42","content":"hi","author":{"id":"1","username":"bot","bot":true},"nonce":"nonce1"})");
    WHEN("it is sent") {
      auto r = f.create(text("hi"));
      THEN("the request has the token, the agent and the nonce, and the answer is read") {
        REQUIRE(r.has_value());
        CHECK_EQ(r->id, "7");
        CHECK_EQ(r->nonce, "nonce1");
        REQUIRE_EQ(f.asked.size(), 1u);
        CHECK_EQ(f.asked[0].method, "POST");
        CHECK_EQ(f.asked[0].target, "/api/v10/channels/42/messages");
        CHECK_EQ(std::string{f.asked[0].headers.get("authorization")}, "Bot s3cret");
        CHECK(f.asked[0]
                  .headers.get("user-agent")
                  .starts_with("DiscordBot (https://github.com/flexcord/flexcord, "));
        CHECK_EQ(std::string{f.asked[0].headers.get("content-type")}, "application/json");
        CHECK(
            boost::json::parse(f.asked[0].body) ==
            boost::json::parse(
                R"({"content":"hi","allowed_mentions":{"parse":[],"replied_user":false},"components":[],"nonce":"nonce1","enforce_nonce":true})"));
      }
    }
  }
}

SCENARIO("a message that was made is no failure because its echo is thin") {
  GIVEN("a stand-in that answers with the id alone") {
    scripted_discord f;
    f.reply(200, R"({"id":"7"})");
    WHEN("a message is sent") {
      auto r = f.create(text("hi"));
      THEN("it is known by its id") {
        REQUIRE(r.has_value());
        CHECK_EQ(r->id, "7");
        CHECK_EQ(r->channel_id, "42");
      }
    }
  }
}

SCENARIO("a 429 is waited out and the message sent again") {
  GIVEN("a Discord that refuses once") {
    scripted_discord f;
    f.reply(429, R"({"message":"You are being rate limited.","retry_after":0.02,"global":false})",
            {{"X-RateLimit-Scope", "user"}});
    f.reply(200, R"({"id":"7","channel_id":"42"})");
    WHEN("a message is sent") {
      auto r = f.create(text("hi"));
      THEN("it arrives with the second attempt") {
        CHECK(r.has_value());
        CHECK_EQ(f.asked.size(), 2u);
        CHECK_EQ(f.asked[0].body, f.asked[1].body);
        CHECK_EQ(f.waits, "bucket ");
      }
    }
  }
}

SCENARIO("a withdrawn message is never sent") {
  GIVEN("a 429, during which the handoff happens") {
    scripted_discord f;
    f.reply(429, R"({"retry_after":0.02,"global":false})");
    WHEN("the guard says no before the second attempt") {
      int asked = 0;
      auto r = f.create(text("hi"), [&asked] { return ++asked == 1; });
      THEN("the call ends as withdrawn") {
        REQUIRE(r.has_error());
        CHECK(r.error().kind == failure_kind::stopped);
        CHECK_EQ(r.error().detail, "withdrawn");
        CHECK_EQ(f.asked.size(), 1u);
      }
    }
  }
}

SCENARIO("a refusal tells Discord's code and nothing of the text") {
  GIVEN("a user with closed DMs and an invalid form") {
    scripted_discord f;
    f.reply(403, R"({"message":"Cannot send messages to this user","code":50007})");
    f.reply(
        400,
        R"({"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"my secret text"}]},"embeds":{"0":{"title":{"_errors":[{"code":"BAD"}]}}}}})");
    f.reply(502, "<html>my secret text</html>");
    WHEN("messages are sent") {
      auto closed = f.create(text("my secret text"));
      auto form = f.create(text("my secret text"));
      auto down = f.create(text("my secret text"));
      THEN("the failures say what an operator needs") {
        CHECK_EQ(closed.error().code, 50007);
        CHECK_EQ(closed.error().http_status, 403);
        CHECK_EQ(form.error().detail, "POST /channels/{channel}/messages (content: "
                                      "BASE_TYPE_MAX_LENGTH, embeds.0.title: BAD)");
        CHECK(down.error().kind == failure_kind::refused);
        CHECK(is_ambiguous(down.error()));
        for (const auto& r : {closed, form, down})
          CHECK_EQ(to_string(r.error()).find("secret"), std::string::npos);
      }
    }
  }
}

SCENARIO("only the bot's own token raises the alarm") {
  GIVEN("401 answers of both kinds") {
    scripted_discord f;
    f.reply(401, R"({"message":"Invalid Webhook Token","code":50027})");
    f.reply(401, R"({"message":"401: Unauthorized","code":0})");
    WHEN("an interaction's token is over, and then the bot's is refused") {
      auto old = f.wait<rest::nothing>(
          [&](auto done) { f.api->edit_original("11", "tok/en", text("x"), done); });
      CHECK_EQ(f.bad_tokens, 0);
      auto bad = f.wait<user>([&](auto done) { f.api->get_me(done); });
      THEN("the second one is told") {
        CHECK_EQ(old.error().code, 50027);
        CHECK_EQ(bad.error().http_status, 401);
        CHECK_EQ(f.bad_tokens, 1);
      }
    }
  }
}

SCENARIO("a Discord that cannot be reached is the caller's to judge") {
  GIVEN("a port where nobody listens") {
    scripted_discord f;
    f.server.stop(0ms);
    WHEN("a message is sent") {
      auto r = f.create(text("hi"));
      THEN("it was certainly not sent") {
        REQUIRE(r.has_error());
        CHECK(r.error().kind == failure_kind::unreachable);
        CHECK(!is_ambiguous(r.error()));
      }
    }
  }
}

SCENARIO("stopping answers everybody") {
  GIVEN("a call that waits for its bucket") {
    scripted_discord f;
    f.reply(429, R"({"retry_after":3600,"global":true})");
    std::promise<result<message>> promise;
    auto future = promise.get_future();
    f.api->create_message("42", text("hi"), priority::bot, {},
                          [&](result<message> r) { promise.set_value(std::move(r)); });
    WHEN("the node stops") {
      f.api->stop();
      auto late = f.create(text("later"));
      THEN("both calls end as stopped") {
        REQUIRE(future.wait_for(limit) == std::future_status::ready);
        CHECK(future.get().error().kind == failure_kind::stopped);
        CHECK(late.error().kind == failure_kind::stopped);
      }
    }
  }
}

SCENARIO("the gateway's question does not wait behind the work of all conversations") {
  GIVEN("a limit of one a second, and agents' texts that wait for it") {
    scripted_discord f;
    f.api = std::make_unique<rest>(
        f.rt, f.client,
        rest_options{
            .api_url = f.base + "/api/v10", .cdn_url = f.base, .token = "t", .global_rate = 1});
    f.create(text("takes the place of this second"));
    for (auto channel : {"1", "2", "3"})
      f.api->create_message(channel, text("hi"), priority::live_agent, {}, [](auto) {});
    WHEN("the gateway asks where to connect") {
      f.wait<gateway_info>([&](auto done) { f.api->get_gateway(done); });
      THEN("it goes before those that wait") {
        std::lock_guard lock(f.mutex);
        REQUIRE_EQ(f.asked.size(), 2u);
        CHECK_EQ(f.asked[1].target, "/api/v10/gateway/bot");
      }
    }
  }
}
