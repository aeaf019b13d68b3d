#define CAF_SUITE sandbox_discord_gateway
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

std::int64_t op(const json::value& v) {
  auto* o = v.if_object();
  return o ? sandbox::number_at(*o, "op").value_or(-1) : -1;
}

std::string data_text(const json::object& dispatch, std::string_view key) {
  auto* d = sandbox::object_at(dispatch, "d");
  return d ? sandbox::text_at(*d, key) : "";
}

std::int64_t sequence(const json::object& dispatch) {
  return sandbox::number_at(dispatch, "s").value_or(-1);
}

} // namespace

SCENARIO("a bot logs in and hears a user's DM") {
  GIVEN("a bot that got Hello and identified") {
    sandbox_fixture f;
    f.user("alice");
    gateway_client bot(f);
    CHECK_EQ(op(bot.next()), 10);
    bot.send(json::object{{"op", 1}, {"d", nullptr}});
    CHECK_EQ(op(bot.next()), 11);
    bot.identify(20481);
    const auto ready = bot.until("READY"), guild = bot.until("GUILD_CREATE");
    WHEN("the user writes, edits, types and deletes") {
      const auto id =
          f.control("POST", "/discord/users/alice/messages", R"({"content":"hello"})").at("id");
      f.control("PATCH", "/discord/users/alice/messages/" + id, R"({"content":"hello 2"})");
      f.control("POST", "/discord/users/alice/typing", "{}");
      f.control("DELETE", "/discord/users/alice/messages/" + id);
      THEN("READY has what clients read and the guild follows") {
        CHECK_EQ(sequence(ready), 1);
        CHECK(!data_text(ready, "session_id").empty());
        CHECK_EQ(data_text(ready, "resume_gateway_url"), f.host.ws_base() + "/gateway");
        CHECK_EQ(data_text(guild, "id"), "1000000000000000001");
      }
      THEN("all of it comes in order") {
        const auto made = bot.until("MESSAGE_CREATE");
        CHECK_EQ(data_text(made, "content"), "hello");
        CHECK_EQ(sandbox::number_at(made.at("d").as_object(), "channel_type").value_or(0), 1);
        CHECK(!made.at("d").as_object().contains("guild_id"));
        CHECK_EQ(data_text(bot.until("MESSAGE_UPDATE"), "content"), "hello 2");
        CHECK(!bot.until("TYPING_START").empty());
        CHECK_EQ(data_text(bot.until("MESSAGE_DELETE"), "id"), id);
      }
    }
  }
}

SCENARIO("the bot's own message comes back with its nonce") {
  GIVEN("a bot that is logged in") {
    sandbox_fixture f;
    const auto dm = f.dm_of(f.user("alice"));
    gateway_client bot(f);
    bot.login();
    WHEN("it sends a message") {
      f.bot("POST", "/channels/" + dm + "/messages", R"({"content":"x","nonce":"mine"})");
      THEN("the gateway tells it") {
        const auto made = bot.until("MESSAGE_CREATE");
        CHECK_EQ(data_text(made, "nonce"), "mine");
        CHECK_EQ(sandbox::text_at(made.at("d").at("author").as_object(), "id"),
                 "1100000000000000001");
      }
    }
  }
}

SCENARIO("a dropped connection resumes and misses nothing") {
  GIVEN("a bot whose connection dropped after one message") {
    sandbox_fixture f;
    f.user("alice");
    gateway_client first(f);
    const auto ready = first.login();
    const auto session = sandbox::text_at(ready, "session_id");
    const std::string path = "/discord/users/alice/messages";
    f.control("POST", path, R"({"content":"1"})");
    const auto seen = sequence(first.until("MESSAGE_CREATE"));
    f.control("POST", "/discord/gateway", R"({"action":"drop"})");
    CHECK(first.until_closed() == 0);
    f.control("POST", path, R"({"content":"2"})");
    f.control("POST", path, R"({"content":"3"})");
    WHEN("it resumes") {
      gateway_client second(f);
      second.next();
      second.resume(session, seen);
      THEN("the missed messages come with their numbers, then RESUMED") {
        const auto a = second.until("MESSAGE_CREATE"), b = second.until("MESSAGE_CREATE");
        CHECK_EQ(data_text(a, "content"), "2");
        CHECK_EQ(sequence(a), seen + 1);
        CHECK_EQ(sequence(b), seen + 2);
        const auto resumed = second.until("RESUMED");
        CHECK(resumed.contains("d") && resumed.at("d").is_object());
        CHECK_EQ(f.control("GET", "/discord/gateway").number("resumes"), 1);
      }
    }
  }
}

SCENARIO("a session that is gone cannot be resumed") {
  GIVEN("a bot whose session expired") {
    sandbox_fixture f;
    gateway_client first(f);
    const auto session = sandbox::text_at(first.login(), "session_id");
    f.control("POST", "/discord/gateway", R"({"action":"drop"})");
    first.until_closed();
    f.advance(91'000);
    WHEN("it resumes") {
      gateway_client second(f);
      second.next();
      second.resume(session, 2);
      THEN("it is told that the session is invalid") {
        const auto v = second.next();
        CHECK_EQ(op(v), 9);
        CHECK(v.at("d") == json::value(false));
      }
    }
  }
}

SCENARIO("a sequence from the future ends the connection with 4007") {
  GIVEN("a bot with a live session") {
    sandbox_fixture f;
    gateway_client first(f);
    const auto session = sandbox::text_at(first.login(), "session_id");
    WHEN("another connection resumes beyond the last sequence") {
      gateway_client second(f);
      second.next();
      second.resume(session, 1000);
      THEN("it is closed") { CHECK_EQ(second.until_closed(), 4007); }
    }
  }
}

SCENARIO("each offence has its close code") {
  GIVEN("connections that break a rule") {
    sandbox_fixture f;
    auto code = [&](const std::function<void(gateway_client&)>& offend,
                    const std::string& query = "/?v=10&encoding=json") {
      gateway_client c(f, query);
      offend(c);
      return c.until_closed();
    };
    auto identify = [](std::uint32_t intents, const char* token) {
      return [=](gateway_client& c) { c.identify(intents, token); };
    };
    WHEN("they are tried one by one") {
      THEN("the codes are Discord's") {
        CHECK_EQ(code([](auto&) {}, "/?v=9&encoding=json"), 4012);
        CHECK_EQ(code([](auto& c) { c.send_raw("{nonsense"); }), 4002);
        CHECK_EQ(code([](auto& c) { c.send_raw(std::string(5000, ' ')); }), 4002);
        CHECK_EQ(code([](auto& c) {
                   c.send(json::object{{"op", 3}, {"d", json::object()}});
                 }),
                 4003);
        CHECK_EQ(code(identify(20481, "wrong")), 4004);
        CHECK_EQ(code(identify(1u << 30, "sandbox-token")), 4013);
        CHECK_EQ(code(identify(1u << 15, "sandbox-token")), 4014);
        CHECK_EQ(code([](auto& c) {
                   c.login();
                   c.identify(1);
                 }),
                 4005);
        CHECK_EQ(code([](auto& c) {
                   c.login();
                   c.send(json::object{{"op", 77}, {"d", nullptr}});
                 }),
                 4001);
        CHECK_EQ(code([](auto& c) {
                   for (int i = 0; i < 121; ++i) c.send(json::object{{"op", 1}, {"d", nullptr}});
                 }),
                 4008);
      }
    }
  }
}

SCENARIO("a client without a heartbeat is cut off") {
  GIVEN("a gateway with a short interval") {
    sandbox_fixture f;
    f.control("POST", "/discord/limits", R"({"heartbeat_interval_ms":10})");
    WHEN("a bot identifies and then keeps silent") {
      gateway_client bot(f);
      bot.login();
      THEN("the session times out") { CHECK_EQ(bot.until_closed(), 4009); }
    }
  }
}

SCENARIO("the control API plays Discord's own interruptions") {
  GIVEN("a bot that is logged in") {
    sandbox_fixture f;
    gateway_client bot(f);
    bot.login();
    bot.until("GUILD_CREATE");
    WHEN("it is told to reconnect, to start anew, and closed") {
      f.control("POST", "/discord/gateway", R"({"action":"op7"})");
      f.control("POST", "/discord/gateway", R"({"action":"op9","resumable":false})");
      f.control("POST", "/discord/gateway", R"({"action":"send","raw":"not json"})");
      f.control("POST", "/discord/gateway", R"({"action":"close","code":4000})");
      THEN("it hears all of that") {
        CHECK_EQ(op(bot.next()), 7);
        CHECK_EQ(op(bot.next()), 9);
        CHECK(bot.next().is_null());
        CHECK_EQ(bot.until_closed(), 4000);
      }
      THEN("the invalid session is gone and unknown actions are refused") {
        const auto state = f.control("GET", "/discord/gateway");
        CHECK_EQ(state.object().at("sessions").as_array().size(), 0u);
        CHECK_EQ(state.number("identifies"), 1);
        CHECK_EQ(f.control("POST", "/discord/gateway", R"({"action":"dance"})").status, 400);
      }
    }
  }
}

SCENARIO("identifies are throttled when asked") {
  GIVEN("a gateway that wants five seconds between two") {
    sandbox_fixture f;
    f.control("POST", "/discord/limits", R"({"identify_interval_ms":5000})");
    gateway_client first(f), second(f);
    first.login();
    WHEN("a second connection identifies at once") {
      second.next();
      second.identify(1);
      THEN("its session is invalid, and later it is not") {
        CHECK_EQ(op(second.next()), 9);
        f.advance(5'000);
        second.identify(1);
        CHECK(!second.until("READY").empty());
        const auto info = f.bot("GET", "/gateway/bot");
        CHECK_EQ(
            sandbox::number_at(info.object().at("session_start_limit").as_object(), "remaining")
                .value_or(0),
            998);
      }
    }
  }
}

SCENARIO("what a bot did not ask for does not come") {
  GIVEN("a bot with guild messages only, and a user in the guild") {
    sandbox_fixture f;
    f.user("alice");
    gateway_client bot(f);
    bot.login(1 | 1u << 9);
    bot.until("GUILD_CREATE");
    WHEN("the user writes a DM, then in a channel, then mentions the bot there") {
      const std::string path = "/discord/users/alice/messages";
      f.control("POST", path, R"({"content":"private"})");
      f.control("POST", path, R"({"content":"public","channel_id":"1000000000000000022"})");
      f.control("POST", path,
                R"({"content":"<@1100000000000000001> hi","channel_id":"1000000000000000022"})");
      THEN("the DM is not heard, the channel without its text, the mention with it") {
        const auto a = bot.until("MESSAGE_CREATE"), b = bot.until("MESSAGE_CREATE");
        CHECK_EQ(data_text(a, "content"), "");
        CHECK_EQ(data_text(a, "guild_id"), "1000000000000000001");
        CHECK_EQ(data_text(b, "content"), "<@1100000000000000001> hi");
      }
    }
  }
}

SCENARIO("a compressed connection sends binary frames, cut in two when asked") {
  GIVEN("a gateway that splits frames") {
    sandbox_fixture f;
    f.control("POST", "/discord/limits", R"({"split_frames":true})");
    WHEN("a bot connects with zlib-stream") {
      gateway_client bot(f, "/?v=10&encoding=json&compress=zlib-stream");
      const auto a = bot.next(), b = bot.next();
      THEN("Hello comes in two parts with the flush at the end") {
        REQUIRE(a.is_string() && b.is_string());
        const std::string whole = std::string(a.get_string()) + std::string(b.get_string());
        CHECK_EQ(whole.substr(0, 2), "\x78\x9c");
        CHECK_EQ(whole.substr(whole.size() - 4), std::string("\0\0\xff\xff", 4));
      }
    }
  }
}
