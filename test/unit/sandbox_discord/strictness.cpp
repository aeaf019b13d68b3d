#define CAF_SUITE sandbox_discord_strictness
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// The code of the first error below `path` in a 50035 answer.
std::string error_at(const answer& a, std::initializer_list<std::string_view> path) {
  auto* at = sandbox::object_at(a.object(), "errors");
  for (auto key : path) at = at ? sandbox::object_at(*at, key) : nullptr;
  auto* list = at ? sandbox::array_at(*at, "_errors") : nullptr;
  return list && !list->empty() ? sandbox::text_at((*list)[0].as_object(), "code") : "";
}

} // namespace

SCENARIO("callers who are not a bot with the right token are refused") {
  GIVEN("the API") {
    sandbox_fixture f;
    const auto url = f.host.http_base() + "/api/v10/users/@me";
    WHEN("it is called with a wrong token, without one, and by a browser") {
      const net::http::fields agent{{"User-Agent", "DiscordBot (https://example.org, 1)"}};
      auto wrong = agent;
      wrong.set("Authorization", "Bot nonsense");
      const auto a = f.send({"GET", url, wrong, {}}), b = f.send({"GET", url, agent, {}}),
                 c = f.send({"GET", url, {{"User-Agent", "Mozilla/5.0"}}, {}});
      THEN("Discord's codes come") {
        CHECK_EQ(a.status, 401);
        CHECK_EQ(a.at("message"), "401: Unauthorized");
        CHECK_EQ(b.status, 401);
        CHECK_EQ(c.status, 403);
        CHECK_EQ(c.number("code"), 40333);
      }
      THEN("discord.py's form of User-Agent passes") {
        const auto d =
            f.send({"GET",
                    url,
                    {{"User-Agent", "DiscordBot (https://github.com/Rapptz/discord.py 2.2.2) x"},
                     {"Authorization", "Bot sandbox-token"}},
                    {}});
        CHECK_EQ(d.status, 200);
      }
      THEN("a path that does not exist is 404 with code 0") {
        const auto e = f.bot("GET", "/nothing");
        CHECK_EQ(e.status, 404);
        CHECK_EQ(e.number("code"), 0);
      }
    }
  }
}

SCENARIO("a message that Discord would refuse is refused") {
  GIVEN("an open DM without rate limits") {
    sandbox_fixture f;
    f.control("POST", "/discord/limits", R"({"enforce":false})");
    const auto path = "/channels/" + f.dm_of(f.user("alice")) + "/messages";
    auto post = [&](const json::object& o) { return f.bot("POST", path, json::serialize(o)); };
    auto text = [](std::size_t n) {
      std::string s;
      for (std::size_t i = 0; i < n; ++i) s += "\xC3\xA9";
      return s;
    };
    WHEN("messages at and beyond the limits are sent") {
      THEN("content has at most 2000 code points and is not empty") {
        CHECK_EQ(post({{"content", text(2000)}}).status, 200);
        CHECK_EQ(error_at(post({{"content", text(2001)}}), {"content"}), "BASE_TYPE_MAX_LENGTH");
        CHECK_EQ(post({{"content", " \n "}}).number("code"), 50006);
        CHECK_EQ(f.bot("POST", path, "{}").number("code"), 50006);
        CHECK_EQ(f.bot("POST", path, "{").number("code"), 50109);
      }
      THEN("a nonce has at most 25 characters") {
        CHECK_EQ(post({{"content", "x"}, {"nonce", std::string(25, 'n')}}).status, 200);
        CHECK_EQ(error_at(post({{"content", "x"}, {"nonce", std::string(26, 'n')}}), {"nonce"}),
                 "BASE_TYPE_MAX_LENGTH");
      }
      THEN("parse and a list of the same kind exclude each other") {
        const json::object mentions{{"parse", {"users"}}, {"users", {"1"}}};
        CHECK_EQ(error_at(post({{"content", "x"}, {"allowed_mentions", mentions}}),
                          {"allowed_mentions"}),
                 "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
      }
      THEN("a reply to nothing fails unless that is allowed") {
        json::object to{{"message_id", "5"}};
        CHECK_EQ(
            error_at(post({{"content", "x"}, {"message_reference", to}}), {"message_reference"}),
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE");
        to["fail_if_not_exists"] = false;
        CHECK_EQ(post({{"content", "x"}, {"message_reference", to}}).status, 200);
      }
      THEN("a body without a content type is refused") {
        net::http::request r{
            "POST",
            f.host.http_base() + "/api/v10" + path,
            {{"Authorization", "Bot sandbox-token"}, {"User-Agent", "DiscordBot (x, 1)"}},
            R"({"content":"x"})"};
        CHECK_EQ(f.send(std::move(r)).number("code"), 50035);
      }
    }
  }
}

SCENARIO("buttons are checked one by one") {
  GIVEN("an open DM without rate limits") {
    sandbox_fixture f;
    f.control("POST", "/discord/limits", R"({"enforce":false})");
    const auto path = "/channels/" + f.dm_of(f.user("alice")) + "/messages";
    auto button = [](const std::string& id, const std::string& label = "ok") {
      return json::object{{"type", 2}, {"style", 1}, {"label", label}, {"custom_id", id}};
    };
    auto post = [&](json::array rows) {
      return f.bot(
          "POST", path,
          json::serialize(json::object{{"content", "x"}, {"components", std::move(rows)}}));
    };
    auto row = [](json::array parts) {
      return json::object{{"type", 1}, {"components", std::move(parts)}};
    };
    WHEN("rows of several kinds are sent") {
      THEN("good ones pass and get ids") {
        const auto good = post({row({button("a"), button("b")})});
        CHECK_EQ(good.status, 200);
        const auto& first = good.object().at("components").as_array()[0].as_object();
        CHECK_EQ(sandbox::number_at(first, "id").value_or(0), 1);
      }
      THEN("custom ids are unique in a message") {
        CHECK_EQ(error_at(post({row({button("a")}), row({button("a")})}),
                          {"components", "1", "components", "0", "custom_id"}),
                 "COMPONENT_CUSTOM_ID_DUPLICATED");
      }
      THEN("rows, buttons and labels have their limits") {
        json::array six, rows;
        for (int i = 0; i < 6; ++i) six.push_back(button(std::to_string(i)));
        for (int i = 0; i < 6; ++i) rows.push_back(row({button(std::to_string(i))}));
        CHECK_EQ(error_at(post({row(six)}), {"components", "0", "components"}),
                 "BASE_TYPE_BAD_LENGTH");
        CHECK_EQ(error_at(post(rows), {"components"}), "BASE_TYPE_BAD_LENGTH");
        CHECK_EQ(error_at(post({row({button("a", std::string(81, 'l'))})}),
                          {"components", "0", "components", "0", "label"}),
                 "BASE_TYPE_BAD_LENGTH");
        CHECK_EQ(error_at(post({row({button("")})}),
                          {"components", "0", "components", "0", "custom_id"}),
                 "BASE_TYPE_REQUIRED");
      }
      THEN("a link button needs a web address") {
        CHECK_EQ(error_at(post({row({json::object{
                              {"type", 2}, {"style", 5}, {"label", "l"}, {"url", "ftp://x"}}})}),
                          {"components", "0", "components", "0", "url"}),
                 "URL_TYPE_INVALID_SCHEME");
      }
    }
  }
}

SCENARIO("limits are real by default and can be changed") {
  GIVEN("an open DM") {
    sandbox_fixture f;
    const auto path = "/channels/" + f.dm_of(f.user("alice")) + "/messages";
    WHEN("six messages are sent at once") {
      answer last;
      for (int i = 0; i < 6; ++i) last = f.bot("POST", path, R"({"content":"x"})");
      THEN("the sixth gets a 429 that clients understand") {
        CHECK_EQ(last.status, 429);
        CHECK_EQ(last.headers.get("Via"), "1.1 google");
        CHECK_EQ(last.headers.get("X-RateLimit-Scope"), "user");
        CHECK_EQ(last.headers.get("X-RateLimit-Remaining"), "0");
        CHECK(last.object().at("retry_after").as_double() > 0);
      }
      THEN("it passes after the window, or with another limit") {
        f.advance(5'000);
        CHECK_EQ(f.bot("POST", path, R"({"content":"x"})").status, 200);
        const auto set = f.control("POST", "/discord/limits", R"({"message_limit":100})");
        CHECK_EQ(set.number("message_limit"), 100);
        for (int i = 0; i < 6; ++i) last = f.bot("POST", path, R"({"content":"x"})");
        CHECK_EQ(last.status, 200);
        CHECK_EQ(f.control("POST", "/discord/limits", R"({"global":0})").status, 400);
      }
    }
  }
}

SCENARIO("commands are registered whole and checked") {
  GIVEN("an application") {
    sandbox_fixture f;
    const std::string path = "/applications/1100000000000000001/commands";
    WHEN("a good list is put twice, then bad ones") {
      const std::string good =
          R"([{"name":"helpme","description":"Talk to support","type":1,"options":
            [{"type":3,"name":"topic","description":"What about?","required":false}]}])";
      const auto first = f.bot("PUT", path, good), second = f.bot("PUT", path, good);
      THEN("the id stays and the list can be read") {
        REQUIRE_EQ(first.status, 200);
        const auto id = first.body.as_array()[0].as_object().at("id");
        CHECK(second.body.as_array()[0].as_object().at("id") == id);
        CHECK_EQ(f.bot("GET", path).body.as_array().size(), 1u);
      }
      THEN("capitals, missing descriptions and foreign applications are refused") {
        CHECK_EQ(f.bot("PUT", path, R"([{"name":"HelpMe","description":"x"}])").number("code"),
                 50035);
        CHECK_EQ(error_at(f.bot("PUT", path, R"([{"name":"x"}])"), {"0", "description"}),
                 "BASE_TYPE_BAD_LENGTH");
        CHECK_EQ(f.bot("PUT", "/applications/5/commands", "[]").number("code"), 10002);
        CHECK_EQ(f.bot("PUT", path, "{}").number("code"), 50035);
      }
    }
  }
}
