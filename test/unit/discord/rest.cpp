#define CAF_SUITE discord_rest

#include "net/discord/rest.hpp"
#include "net/discord/multipart.hpp"
#include "net/discord/payload.hpp"
#include "net/discord/rest_core.hpp"
#include "net/http/server.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <deque>
#include <future>
#include <mutex>

using namespace std::chrono_literals;
using namespace flexcord::net;
using namespace flexcord::net::discord;

namespace {

constexpr auto limit = 20s; ///< only a failure takes this long

/// A Discord of a few lines: gives the scripted answers in order, and remembers what was asked.
struct fixture {
  runtime rt;
  http::client client{rt};
  std::mutex mutex;
  std::deque<http::response> script;
  std::vector<http::incoming> asked;
  std::string waits;
  int bad_tokens = 0;
  http::server server;
  std::string base;
  std::unique_ptr<rest> api;

  fixture()
      : server(rt, {},
               {{.method = "*",
                 .path = "/*",
                 .handle = [this](http::incoming in, http::responder out) {
                   answer(std::move(in), out);
                 }}}) {
    auto port = server.start();
    base = "http://127.0.0.1:" + std::to_string(port.has_value() ? *port : 0);
    rest_events events;
    events.on_wait = [this](std::string_view scope, std::chrono::milliseconds) {
      std::lock_guard lock(mutex);
      waits += std::string{scope} + " ";
    };
    events.on_bad_token = [this] { ++bad_tokens; };
    api = std::make_unique<rest>(
        rt, client, rest_options{.api_url = base + "/api/v10", .cdn_url = base, .token = "s3cret"},
        events);
  }
  ~fixture() {
    api.reset();
    client.stop();
    server.stop(0ms);
    rt.stop(1s);
  }
  void answer(http::incoming in, const http::responder& out) {
    http::response r{.status = 500, .headers = {}, .body = {}};
    {
      std::lock_guard lock(mutex);
      asked.push_back(std::move(in));
      if (!script.empty()) {
        r = script.front();
        script.pop_front();
      }
    }
    out(std::move(r));
  }
  void reply(int status, std::string body, http::fields headers = {}) {
    script.push_back({.status = status, .headers = std::move(headers), .body = std::move(body)});
  }
  template <class T, class Call>
  result<T> wait(Call call) {
    auto promise = std::make_shared<std::promise<result<T>>>();
    auto future = promise->get_future();
    call([promise](result<T> r) { promise->set_value(std::move(r)); });
    if (future.wait_for(limit) != std::future_status::ready) CAF_FAIL("no answer within the limit");
    return future.get();
  }
  result<message> create(outgoing m, rest::guard guard = {}) {
    return wait<message>([&](auto done) {
      api->create_message("42", std::move(m), priority::bot, std::move(guard), done);
    });
  }
};

outgoing text(std::string s) {
  outgoing m;
  m.content = std::move(s);
  m.nonce = "nonce1";
  return m;
}

} // namespace

SCENARIO("a message is sent as Discord wants it") {
  GIVEN("a Discord that takes it") {
    fixture f;
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
    fixture f;
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
    fixture f;
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
    fixture f;
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
    fixture f;
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
    fixture f;
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

SCENARIO("interaction routes carry no token of ours, and theirs is encoded") {
  GIVEN("a Discord that takes everything") {
    fixture f;
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
    fixture f;
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
    fixture f;
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
    fixture f;
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

SCENARIO("a Discord that cannot be reached is the caller's to judge") {
  GIVEN("a port where nobody listens") {
    fixture f;
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
    fixture f;
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
    fixture f;
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
