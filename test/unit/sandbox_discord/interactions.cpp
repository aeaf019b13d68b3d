#define CAF_SUITE sandbox_discord_interactions
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// A bot that registered /helpme and is connected, and a user.
struct desk : sandbox_fixture {
  desk() : alice(user("alice")), gateway(*this) {
    gateway.login();
    bot("PUT", "/applications/1100000000000000001/commands",
        R"([{"name":"helpme","description":"Talk","contexts":[0,1],"options":
            [{"type":3,"name":"topic","description":"What?"}]}])");
  }
  /// Invokes /helpme; the interaction as the bot hears it.
  json::object helpme(const std::string& where) {
    control("POST", "/discord/users/alice/commands",
            R"({"name":"helpme","options":{"topic":"billing"},"where":")" + where + "\"}");
    return gateway.until("INTERACTION_CREATE").at("d").as_object();
  }
  answer callback(const json::object& i, std::string body) {
    return plain("POST",
                 "/interactions/" + sandbox::text_at(i, "id") + "/" + sandbox::text_at(i, "token") +
                     "/callback",
                 std::move(body));
  }
  answer webhook(std::string method, const json::object& i, const std::string& rest,
                 std::string body = {}) {
    return plain(std::move(method),
                 "/webhooks/1100000000000000001/" + sandbox::text_at(i, "token") + rest,
                 std::move(body));
  }
  answer state(const json::object& i) {
    return control("GET", "/discord/interactions/" + sandbox::text_at(i, "id"));
  }
  std::string alice;
  gateway_client gateway;

private:
  /// A call without Authorization.
  answer plain(std::string method, const std::string& path, std::string body) {
    net::http::request r{
        std::move(method), host.http_base() + "/api/v10" + path, {}, std::move(body)};
    if (!r.body.empty()) r.headers.set("Content-Type", "application/json");
    return send(std::move(r));
  }
};

const std::string defer = R"({"type":5,"data":{"flags":64}})";

} // namespace

SCENARIO("a slash command in the guild is deferred and answered for the user alone") {
  GIVEN("a user who typed /helpme in a channel") {
    desk d;
    const auto i = d.helpme("guild");
    CHECK_EQ(sandbox::text_at(i.at("data").as_object(), "name"), "helpme");
    CHECK(i.contains("member") && i.contains("guild_id") && !i.contains("user"));
    WHEN("the bot defers and then fills in @original") {
      CHECK_EQ(d.callback(i, defer).status, 204);
      const auto waiting = d.state(i);
      const auto filled =
          d.webhook("PATCH", i, "/messages/%40original", R"({"content":"Look at your DMs"})");
      THEN("the control API shows both steps") {
        CHECK_EQ(waiting.at("state"), "acknowledged");
        CHECK_EQ(waiting.number("type"), 5);
        CHECK_EQ(filled.status, 200);
        CHECK_EQ(filled.number("flags"), 64);
        const auto state = d.state(i);
        CHECK_EQ(sandbox::text_at(state.object().at("message").as_object(), "content"),
                 "Look at your DMs");
      }
      THEN("a second answer is refused, a follow-up is taken") {
        const auto again = d.callback(i, defer);
        CHECK_EQ(again.status, 400);
        CHECK_EQ(again.number("code"), 40060);
        CHECK_EQ(d.webhook("POST", i, "", R"({"content":"and more","flags":64})").status, 200);
      }
    }
  }
}

SCENARIO("an answer after three seconds is too late") {
  GIVEN("a command that nobody answered") {
    desk d;
    const auto i = d.helpme("dm");
    CHECK(i.contains("user") && !i.contains("member"));
    CHECK_EQ(d.state(i).at("state"), "waiting");
    WHEN("the bot answers after more than three seconds") {
      d.advance(3'100);
      const auto late = d.callback(i, defer);
      THEN("the interaction is unknown") {
        CHECK_EQ(late.status, 404);
        CHECK_EQ(late.number("code"), 10062);
        CHECK_EQ(d.state(i).at("state"), "expired");
        CHECK_EQ(d.webhook("PATCH", i, "/messages/@original", R"({"content":"x"})").number("code"),
                 10015);
      }
    }
  }
}

SCENARIO("a token works for fifteen minutes") {
  GIVEN("a deferred command") {
    desk d;
    const auto i = d.helpme("dm");
    d.callback(i, defer);
    WHEN("sixteen minutes pass") {
      d.advance(16 * 60'000);
      const auto late = d.webhook("PATCH", i, "/messages/@original", R"({"content":"x"})");
      THEN("the token is no longer valid") {
        CHECK_EQ(late.status, 401);
        CHECK_EQ(late.number("code"), 50027);
      }
    }
  }
}

SCENARIO("a user clicks a button of the bot's message") {
  GIVEN("a message with a button") {
    desk d;
    const auto dm = d.dm_of(d.alice);
    const auto message =
        d.bot("POST", "/channels/" + dm + "/messages",
              R"({"content":"Talk to a person?","components":[{"type":1,"components":
                                   [{"type":2,"style":1,"label":"Yes","custom_id":"v1:agent"}]}]})");
    WHEN("the user clicks it") {
      const auto clicked =
          d.control("POST", "/discord/users/alice/clicks",
                    R"({"message_id":")" + message.at("id") + R"(","custom_id":"v1:agent"})");
      CHECK_EQ(clicked.status, 200);
      const auto i = d.gateway.until("INTERACTION_CREATE").at("d").as_object();
      THEN("the interaction carries the message") {
        CHECK_EQ(sandbox::text_at(i, "id"), clicked.at("interaction_id"));
        CHECK_EQ(sandbox::text_at(i.at("data").as_object(), "custom_id"), "v1:agent");
        CHECK_EQ(sandbox::text_at(i.at("message").as_object(), "id"), message.at("id"));
      }
      THEN("the bot can update the message in its answer") {
        const auto r =
            d.callback(i, R"({"type":7,"data":{"content":"One moment","components":[]}})");
        CHECK_EQ(r.status, 204);
        const auto now = d.bot("GET", "/channels/" + dm + "/messages/" + message.at("id"));
        CHECK_EQ(now.at("content"), "One moment");
        CHECK_EQ(now.object().at("components").as_array().size(), 0u);
      }
      THEN("a button that is not there cannot be clicked") {
        CHECK_EQ(d.control("POST", "/discord/users/alice/clicks",
                           R"({"message_id":")" + message.at("id") + R"(","custom_id":"other"})")
                     .status,
                 404);
      }
    }
  }
}

SCENARIO("a modal is shown and submitted") {
  GIVEN("a command that was answered with a modal") {
    desk d;
    const auto i = d.helpme("guild");
    const auto shown = d.callback(i, R"({"type":9,"data":{"custom_id":"v1:bug","title":"Report",
      "components":[{"type":18,"label":"What?","component":{"type":4,"custom_id":"what","style":2}}]}})");
    CHECK_EQ(shown.status, 204);
    WHEN("the user submits it") {
      const auto sent = d.control("POST", "/discord/users/alice/modals",
                                  R"({"interaction_id":")" + sandbox::text_at(i, "id") +
                                      R"(","values":{"what":"It crashed"}})");
      CHECK_EQ(sent.status, 200);
      const auto m = d.gateway.until("INTERACTION_CREATE").at("d").as_object();
      THEN("the values come back and a modal cannot answer it") {
        CHECK_EQ(sandbox::number_at(m, "type").value_or(0), 5);
        const auto& field = m.at("data").at("components").as_array()[0].at("component").as_object();
        CHECK_EQ(sandbox::text_at(field, "value"), "It crashed");
        CHECK_EQ(d.callback(m, R"({"type":9,"data":{}})").number("code"), 50035);
      }
    }
  }
}

SCENARIO("answers that fit no interaction are refused") {
  GIVEN("a command") {
    desk d;
    auto i = d.helpme("guild");
    WHEN("it is answered in wrong ways") {
      THEN("the reason is told and the interaction stays open") {
        CHECK_EQ(d.callback(i, R"({"type":7,"data":{"content":"x"}})").number("code"), 50035);
        CHECK_EQ(d.callback(i, R"({"type":4,"data":{"content":""}})").number("code"), 50006);
        CHECK_EQ(d.callback(i, R"({"type":9,"data":{"title":"x"}})").number("code"), 50035);
        auto forged = i;
        forged["token"] = "wrong";
        CHECK_EQ(d.callback(forged, defer).number("code"), 10062);
        const auto good = d.callback(i, R"({"type":4,"data":{"content":"x","flags":64}})");
        CHECK_EQ(good.status, 204);
      }
      THEN("commands that are not registered, or with wrong options, cannot be typed") {
        CHECK_EQ(d.control("POST", "/discord/users/alice/commands", R"({"name":"nope"})").status,
                 404);
        CHECK_EQ(d.control("POST", "/discord/users/alice/commands",
                           R"({"name":"helpme","options":{"x":"y"}})")
                     .status,
                 400);
        CHECK_EQ(d.control("POST", "/discord/users/alice/commands",
                           R"({"name":"helpme","options":{"topic":5}})")
                     .status,
                 400);
      }
    }
  }
}
