#define CAF_SUITE sandbox_discord_forms
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string bugs = "1000000000000000023", announcements = "1000000000000000025",
                  everyone = "1000000000000000001";

/// A bot with /bug for all and /announce for those who may manage messages, and two members.
struct server : sandbox_fixture {
  server() : alice(user("alice")), bob(user("bob")), gateway(*this) {
    gateway.login();
    bot("PUT", "/applications/1100000000000000001/commands",
        R"([{"name":"bug","description":"Report"},
            {"name":"announce","description":"Post","default_member_permissions":"8192"}])");
  }
  answer type(const std::string& who, const std::string& command, const std::string& channel) {
    return control("POST", "/discord/users/" + who + "/commands",
                   R"({"name":")" + command + R"(","channel_id":")" + channel + "\"}");
  }
  json::object heard() { return gateway.until("INTERACTION_CREATE").at("d").as_object(); }
  answer callback(const json::object& i, const std::string& body) {
    return bot("POST",
               "/interactions/" + sandbox::text_at(i, "id") + "/" + sandbox::text_at(i, "token") +
                   "/callback",
               body);
  }
  answer submit(const json::object& i, const std::string& values) {
    return control("POST", "/discord/users/alice/modals",
                   R"({"interaction_id":")" + sandbox::text_at(i, "id") + R"(","values":)" +
                       values + "}");
  }
  answer change(const std::string& what) { return control("POST", "/discord/application", what); }
  answer post(const std::string& channel, const std::string& body) {
    return bot("POST", "/channels/" + channel + "/messages", body);
  }
  std::string alice, bob;
  gateway_client gateway;
};

std::string modal(const std::string& components) {
  return R"({"type":9,"data":{"custom_id":"v1:report:bug","title":"Report","components":[)" +
         components + "]}}";
}

std::string labelled(const std::string& component) {
  return R"({"type":18,"label":"L","component":)" + component + "}";
}

const std::string title = labelled(R"({"type":4,"custom_id":"title","style":1,"max_length":10})");
const std::string choice = labelled(
    R"({"type":3,"custom_id":"how","options":[{"label":"Low","value":"low"},{"label":"High","value":"high"}]})");
const std::string shots =
    labelled(R"({"type":19,"custom_id":"shots","min_values":0,"max_values":2,"required":false})");

} // namespace

SCENARIO("a member fills in a form with a choice and a screenshot") {
  GIVEN("a command that was answered with a form") {
    server s;
    s.type("alice", "bug", bugs);
    const auto asked = s.heard();
    CHECK_EQ(s.callback(asked, modal(title + "," + choice + "," + shots)).status, 204);
    WHEN("it is submitted whole") {
      CHECK_EQ(s.submit(asked, R"({"title":"Crash","how":["high"],"shots":[
          {"filename":"a.png","content_type":"image/png","base64":"aGVsbG8="}]})")
                   .status,
               200);
      const auto i = s.heard();
      const auto& data = i.at("data").as_object();
      THEN("the bot gets the file's address, and the file") {
        CHECK_EQ(sandbox::text_at(i, "channel_id"), bugs);
        const auto& upload = data.at("components").at(2).at("component");
        const auto id = std::string(upload.at("values").at(0).as_string());
        const auto& file = data.at("resolved").at("attachments").at(id);
        CHECK_EQ(file.at("filename").as_string(), "a.png");
        CHECK_EQ(file.at("size").to_number<int>(), 5);
        CHECK(file.at("ephemeral").as_bool());
        const auto url = std::string(file.at("url").as_string());
        CHECK(url.find("/ephemeral-attachments/") != std::string::npos);
        CHECK_EQ(s.send({"GET", url, {}, {}}).text, "hello");
        CHECK_EQ(data.at("components").at(1).at("component").at("values").at(0).as_string(),
                 "high");
      }
    }
    WHEN("it is filled in as Discord's client would not let it") {
      THEN("it is not sent, and told why") {
        for (auto bad :
             {R"({"how":["low"]})", R"({"title":"Crash"})", R"({"title":"Crash","how":["odd"]})",
              R"({"title":"12345678901","how":["low"]})", R"({"title":"x","how":["low","high"]})",
              R"({"title":"x","how":["low"],"other":"y"})",
              R"({"title":"x","how":["low"],"shots":[{"filename":"a.png"}]})",
              R"({"title":["x"],"how":["low"]})"})
          CHECK_EQ(s.submit(asked, bad).status, 400);
      }
    }
  }
}

SCENARIO("a form that Discord refuses is refused") {
  GIVEN("a command") {
    server s;
    s.type("alice", "bug", bugs);
    const auto asked = s.heard();
    WHEN("it is answered with broken forms") {
      THEN("each is an invalid form body, and a good one is taken after that") {
        for (
            const auto& bad :
            {title + "," + title, // the same id twice
             labelled(R"({"type":2,"custom_id":"a","style":1,"label":"Button"})"),
             labelled(R"({"type":4,"custom_id":"a"})"),
             labelled(R"({"type":4,"custom_id":"a","style":1,"max_length":4001})"),
             labelled(R"({"type":3,"custom_id":"a","options":[]})"),
             labelled(
                 R"({"type":3,"custom_id":"a","options":[{"label":"A","value":"1"},{"label":"B","value":"1"}]})"),
             labelled(R"({"type":19,"custom_id":"a","max_values":11})"),
             labelled(R"({"type":4,"custom_id":"","style":1})"),
             std::string(R"({"type":1,"components":[{"type":19,"custom_id":"a"}]})"),
             std::string(
                 R"({"type":18,"label":"","component":{"type":4,"custom_id":"a","style":1}})")})
          CHECK_EQ(s.callback(asked, modal(bad)).number("code"), 50035);
        CHECK_EQ(s.callback(asked, modal(title)).status, 204);
      }
    }
  }
}

SCENARIO("members have roles, and permissions are what Discord's rules make of them") {
  GIVEN("a moderators' role, and Alice who has it") {
    server s;
    const auto role =
        s.control("POST", "/discord/roles", R"({"name":"mods","permissions":"10240"})");
    CHECK_EQ(role.status, 200);
    CHECK_EQ(s.control("POST", "/discord/users/alice/settings",
                       R"({"roles":[")" + role.at("id") +
                           R"("],"nick":"Al","joined_at":"2024-02-03T04:05:06.000000+00:00"})")
                 .status,
             200);
    WHEN("both use commands") {
      const auto hers = s.type("alice", "announce", "1000000000000000022");
      const auto i = s.heard();
      THEN("what asks for permissions is there for Alice only") {
        CHECK_EQ(hers.status, 200);
        CHECK_EQ(s.type("bob", "announce", "1000000000000000022").status, 409);
        const auto& m = i.at("member");
        CHECK_EQ(m.at("roles").at(0).as_string(), role.at("id"));
        CHECK_EQ(m.at("nick").as_string(), "Al");
        CHECK_EQ(m.at("joined_at").as_string(), "2024-02-03T04:05:06.000000+00:00");
        const auto bits = std::stoull(std::string(m.at("permissions").as_string()));
        CHECK((bits & 8192) != 0);
      }
      THEN("the guild and its member show the role") {
        CHECK_EQ(s.bot("GET", "/guilds/" + everyone).object().at("roles").as_array().size(), 2u);
        CHECK_EQ(s.bot("GET", "/guilds/" + everyone + "/members/" + s.alice)
                     .object()
                     .at("roles")
                     .at(0)
                     .as_string(),
                 role.at("id"));
      }
    }
    WHEN("a role is given that is not there, or made of nonsense") {
      THEN("it is refused") {
        CHECK_EQ(s.control("POST", "/discord/users/bob/settings", R"({"roles":["5"]})").status,
                 404);
        CHECK_EQ(s.control("POST", "/discord/roles", R"({"name":"x","permissions":"all"})").status,
                 400);
      }
    }
  }
}

SCENARIO("who may not write in a channel cannot, the bot neither") {
  GIVEN("the announcement channel, where only the bot writes") {
    server s;
    WHEN("a member and the bot write") {
      THEN("only the bot can") {
        CHECK_EQ(s.control("POST", "/discord/users/alice/messages",
                           R"({"content":"x","channel_id":")" + announcements + "\"}")
                     .status,
                 409);
        CHECK_EQ(s.post(announcements, R"({"content":"news"})").status, 200);
      }
    }
    WHEN("the bot may not write, or not even see the channel") {
      THEN("Discord's two errors tell them apart") {
        const auto deny = [&](const char* bits) {
          s.change(R"({"overwrites":{")" + bugs + R"(":[{"id":")" + everyone +
                   R"(","type":0,"allow":"0","deny":")" + bits + "\"}]}}");
          return s.post(bugs, R"({"content":"x"})").number("code");
        };
        CHECK_EQ(deny("2048"), 50013);
        CHECK_EQ(deny("1024"), 50001);
        CHECK_EQ(s.post("1000000000000000099", R"({"content":"x"})").number("code"), 10003);
      }
    }
  }
}

SCENARIO("a post in a channel has embeds and buttons for everybody") {
  GIVEN("a post of the bot's") {
    server s;
    const auto post = s.post(
        bugs,
        R"({"embeds":[{"title":"#12 Crash","fields":[{"name":"Votes","value":"1","inline":true}]}],
        "components":[{"type":1,"components":[{"type":2,"style":1,"label":"1","custom_id":"v1:vote:12"}]}],
        "allowed_mentions":{"parse":[]}})");
    CHECK_EQ(post.status, 200);
    WHEN("another member presses its button, and the bot changes the post") {
      s.control("POST", "/discord/users/bob/clicks",
                R"({"message_id":")" + post.at("id") + R"(","custom_id":"v1:vote:12"})");
      const auto i = s.heard();
      CHECK_EQ(
          s.callback(
               i,
               R"({"type":7,"data":{"embeds":[{"title":"#12 Crash","fields":[{"name":"Votes","value":"2"}]}]}})")
              .status,
          204);
      const auto edited = s.bot("PATCH", "/channels/" + bugs + "/messages/" + post.at("id"),
                                R"({"embeds":[{"title":"#12 Crash, resolved"
    }],"components":[]
  })");
      THEN("everybody sees the change") {
        CHECK_EQ(i.at("member").at("user").at("username").as_string(), "bob");
        CHECK_EQ(edited.status, 200);
        const auto seen = s.control("GET", "/discord/users/alice/messages?channel_id=" + bugs);
        const auto& m = seen.object().at("messages").as_array().back();
        CHECK_EQ(m.at("embeds").at(0).at("title").as_string(), "#12 Crash, resolved");
        CHECK_EQ(m.at("components").as_array().size(), 0u);
      }
    }
  }
  GIVEN("a text that names both members") {
    server s;
    const auto content = "<@" + s.alice + "> <@" + s.bob + ">";
    WHEN("only one may be mentioned") {
      const auto one =
          s.post(bugs, R"({"content":")" + content +
                           R"(","allowed_mentions":{"parse":[],"users":[")" + s.bob + "\"]}}");
      const auto none =
          s.post(bugs, R"({"content":")" + content + R"(","allowed_mentions":{"parse":[]}})");
      const auto all = s.post(bugs, R"({"content":")" + content + "\"}");
      THEN("only that one is told") {
        CHECK_EQ(one.object().at("mentions").as_array().size(), 1u);
        CHECK_EQ(one.object().at("mentions").at(0).at("id").as_string(), s.bob);
        CHECK_EQ(none.object().at("mentions").as_array().size(), 0u);
        CHECK_EQ(all.object().at("mentions").as_array().size(), 2u);
      }
    }
  }
}

SCENARIO("an announcement is crossposted once, ten times an hour") {
  GIVEN("a post in the announcement channel and one elsewhere") {
    server s;
    const auto news = s.post(announcements, R"({"content":"news"})").at("id");
    const auto other = s.post(bugs, R"({"content":"no news"})").at("id");
    auto crosspost = [&](const std::string& channel, const std::string& m) {
      return s.bot("POST", "/channels/" + channel + "/messages/" + m + "/crosspost");
    };
    WHEN("both are crossposted, the first twice") {
      const auto first = crosspost(announcements, news), second = crosspost(announcements, news);
      THEN("it works once, and only there") {
        CHECK_EQ(first.status, 200);
        CHECK_EQ(first.number("flags"), 1);
        CHECK_EQ(second.number("code"), 40033);
        CHECK_EQ(crosspost(bugs, other).number("code"), 50024);
        CHECK_EQ(crosspost(announcements, "5").number("code"), 10008);
        CHECK_EQ(first.headers.get("X-RateLimit-Limit"), "10");
      }
      THEN("the eleventh in an hour has to wait") {
        for (int i = 0; i < 8; ++i) crosspost(announcements, news);
        CHECK_EQ(crosspost(announcements, news).status, 429);
        s.advance(3'600'000);
        CHECK_EQ(crosspost(announcements, news).number("code"), 40033);
      }
    }
  }
}
