#define CAF_SUITE sandbox_discord_messages
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

std::string content(const json::value& m) { return sandbox::text_at(m.as_object(), "content"); }

} // namespace

SCENARIO("a bot writes to a user and the user sees it") {
  GIVEN("a user") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    const auto dm = f.dm_of(alice);
    WHEN("the bot opens the DM twice and sends a message") {
      CHECK_EQ(f.dm_of(alice), dm);
      const auto sent = f.bot("POST", "/channels/" + dm + "/messages",
                              R"({"content":"  Hello <@)" + alice + R"(>  ","nonce":"n1"})");
      THEN("the message has every key that clients need") {
        CHECK_EQ(sent.status, 200);
        for (auto* key : {"id", "channel_id", "type", "content", "mentions", "mention_roles",
                          "attachments", "embeds", "timestamp", "edited_timestamp", "flags",
                          "components", "author", "pinned", "mention_everyone", "tts"})
          CHECK(sent.object().contains(key));
        CHECK_EQ(sent.at("content"), "Hello <@" + alice + ">");
        CHECK_EQ(sent.at("nonce"), "n1");
        CHECK_EQ(sent.object().at("mentions").as_array().size(), 1u);
        CHECK_EQ(sent.headers.get("Via"), "1.1 google");
        CHECK_EQ(sent.headers.get("X-RateLimit-Remaining"), "4");
      }
      THEN("the user reads it") {
        const auto list = f.control("GET", "/discord/users/" + alice + "/messages");
        REQUIRE_EQ(list.object().at("messages").as_array().size(), 1u);
      }
    }
  }
}

SCENARIO("a repeated send with an enforced nonce makes one message") {
  GIVEN("a sent message") {
    sandbox_fixture f;
    const auto path = "/channels/" + f.dm_of(f.user("alice")) + "/messages";
    const std::string body = R"({"content":"once","nonce":"abc","enforce_nonce":true})";
    const auto first = f.bot("POST", path, body);
    WHEN("it is sent again") {
      const auto second = f.bot("POST", path, body);
      THEN("the answer is the first message") {
        CHECK_EQ(second.status, 200);
        CHECK_EQ(second.at("id"), first.at("id"));
        CHECK_EQ(f.bot("GET", path).body.as_array().size(), 1u);
      }
      THEN("not so after five minutes") {
        f.advance(301'000);
        CHECK(f.bot("POST", path, body).at("id") != first.at("id"));
      }
      THEN("one that was deleted meanwhile is unknown") {
        const auto id = f.bot("POST", path, R"({"content":"x","nonce":"z"})").at("id");
        CHECK_EQ(f.bot("DELETE", path + "/" + id).status, 204);
        const auto again =
            f.bot("POST", path, R"({"content":"x","nonce":"z","enforce_nonce":true})");
        CHECK_EQ(again.status, 404);
        CHECK_EQ(again.number("code"), 10008);
      }
    }
  }
}

SCENARIO("messages are listed newest first, by block") {
  GIVEN("a DM with seven messages of the user") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    std::vector<std::string> ids;
    for (int i = 1; i <= 7; ++i)
      ids.push_back(f.control("POST", "/discord/users/alice/messages",
                              R"({"content":")" + std::to_string(i) + "\"}")
                        .at("id"));
    const auto path = "/channels/" + f.dm_of(alice) + "/messages";
    WHEN("the bot reads parts of them") {
      THEN("after gives the block right after the id") {
        const auto list = f.bot("GET", path + "?after=" + ids[1] + "&limit=3").body.as_array();
        REQUIRE_EQ(list.size(), 3u);
        CHECK_EQ(content(list[0]), "5");
        CHECK_EQ(content(list[2]), "3");
        CHECK_EQ(f.bot("GET", path + "?after=0&limit=2").body.as_array().size(), 2u);
      }
      THEN("before gives the block right before") {
        const auto list = f.bot("GET", path + "?before=" + ids[4] + "&limit=2").body.as_array();
        REQUIRE_EQ(list.size(), 2u);
        CHECK_EQ(content(list[0]), "4");
      }
      THEN("a limit out of range is refused") {
        CHECK_EQ(f.bot("GET", path + "?limit=101").number("code"), 50035);
        CHECK_EQ(f.bot("GET", path + "?limit=0").number("code"), 50035);
      }
    }
  }
}

SCENARIO("files go both ways through the CDN") {
  GIVEN("a user who sends a file") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    const auto sent = f.control("POST", "/discord/users/alice/messages",
                                R"({"content":"","attachments":[{"filename":"a b.txt",
                                    "content_type":"text/plain","base64":"aGVsbG8="}]})");
    REQUIRE_EQ(sent.status, 200);
    WHEN("its URL is fetched") {
      const auto& file = sent.object().at("attachments").as_array()[0].as_object();
      const auto url = sandbox::text_at(file, "url");
      const auto got = f.send({"GET", url, {}, {}});
      THEN("the bytes come until the URL expires") {
        CHECK_EQ(got.status, 200);
        CHECK_EQ(got.text, "hello");
        CHECK_EQ(got.headers.get("Content-Type"), "text/plain");
        f.advance(86'500'000);
        CHECK_EQ(f.send({"GET", url, {}, {}}).status, 404);
      }
      THEN("a forged URL gives nothing") {
        auto forged = url;
        forged[forged.find("hm=") + 5] ^= 1;
        CHECK_EQ(f.send({"GET", forged, {}, {}}).status, 404);
      }
      THEN("the bot's multipart upload is taken too") {
        net::http::request r{
            "POST",
            f.host.http_base() + "/api/v10/channels/" + f.dm_of(alice) + "/messages",
            {{"Authorization", "Bot sandbox-token"},
             {"User-Agent", "DiscordBot (https://example.org, 1.0)"},
             {"Content-Type", "multipart/form-data; boundary=B"}},
            "--B\r\nContent-Disposition: form-data; name=\"files[0]\"; "
            "filename=\"r.txt\"\r\nContent-Type: text/plain\r\n\r\nreport\r\n--B\r\n"
            "Content-Disposition: form-data; name=\"payload_json\"\r\n\r\n"
            "{\"attachments\":[{\"id\":\"0\",\"description\":\"d\"}]}\r\n--B--\r\n"};
        const auto posted = f.send(std::move(r));
        REQUIRE_EQ(posted.status, 200);
        const auto& a = posted.object().at("attachments").as_array()[0].as_object();
        CHECK_EQ(sandbox::text_at(a, "description"), "d");
        CHECK_EQ(f.send({"GET", sandbox::text_at(a, "url"), {}, {}}).text, "report");
      }
    }
  }
}

SCENARIO("users can close their DMs or leave") {
  GIVEN("a user whose DM is open") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    const auto path = "/channels/" + f.dm_of(alice) + "/messages";
    WHEN("the user closes DMs, then leaves the guild") {
      f.control("POST", "/discord/users/" + alice + "/settings", R"({"dms_closed":true})");
      const auto closed = f.bot("POST", path, R"({"content":"x"})");
      f.control("POST", "/discord/users/" + alice + "/settings", R"({"left_guild":true})");
      const auto left = f.bot("POST", path, R"({"content":"x"})");
      THEN("sends are refused with Discord's codes, opening the DM is not") {
        CHECK_EQ(closed.status, 403);
        CHECK_EQ(closed.number("code"), 50007);
        CHECK_EQ(left.status, 403);
        CHECK_EQ(left.number("code"), 50278);
        CHECK(!f.dm_of(alice).empty());
      }
    }
  }
}

SCENARIO("edits and deletes go both ways") {
  GIVEN("a message of each side") {
    sandbox_fixture f;
    const auto alice = f.user("alice");
    const auto path = "/channels/" + f.dm_of(alice) + "/messages";
    const auto ours = f.bot("POST", path, R"({"content":"ours"})").at("id");
    const auto theirs = f.control("POST", "/discord/users/alice/messages",
                                  R"({"content":"theirs","reply_to":")" + ours + "\"}");
    WHEN("both are edited") {
      const auto a = f.bot("PATCH", path + "/" + ours, R"({"content":"ours 2"})");
      const auto b = f.control("PATCH", "/discord/users/alice/messages/" + theirs.at("id"),
                               R"({"content":"theirs 2"})");
      THEN("they say so, and a reply shows what it answers") {
        CHECK_EQ(a.at("content"), "ours 2");
        CHECK(!a.at("edited_timestamp").empty());
        CHECK_EQ(b.at("content"), "theirs 2");
        CHECK_EQ(theirs.number("type"), 19);
        CHECK_EQ(content(theirs.object().at("referenced_message")), "ours");
      }
      THEN("nobody changes what the other wrote") {
        CHECK_EQ(f.bot("PATCH", path + "/" + theirs.at("id"), R"({"content":"x"})").number("code"),
                 50005);
        CHECK_EQ(f.control("DELETE", "/discord/users/alice/messages/" + ours).status, 404);
        CHECK_EQ(f.control("DELETE", "/discord/users/alice/messages/" + theirs.at("id")).status,
                 200);
        CHECK_EQ(f.bot("GET", path + "/" + theirs.at("id")).number("code"), 10008);
      }
    }
  }
}
