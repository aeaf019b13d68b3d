#define CAF_SUITE sandbox_studio_trouble
#include "studio_talk.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

SCENARIO("an execution can hang, and be ended over REST") {
  GIVEN("a conversation whose flow hangs where it asks the bot") {
    twilio_fixture f;
    studio_talk talk(f);
    talk.bot_says("false");
    f.control("POST", "/faults", R"({"hook":"studio","event":"ask_bot","fault":{"hook":"lose"}})");
    talk.says("one");
    auto stuck = f.executions(talk.sid, 1);
    const auto execution = flows + "/" + talk.flow + "/Executions/" + stuck.at("executions.0.sid");
    WHEN("a message comes, the execution is ended, and another comes") {
      talk.says("two");
      auto blocked = f.control("GET", "/studio?conversation=" + talk.sid);
      auto ended = f.rest("POST", execution, {{"Status", "ended"}});
      talk.says("three");
      auto free = f.executions(talk.sid, 2);
      THEN("the first of them was blocked and the other ran") {
        CHECK_EQ(path_of(stuck, 0), R"(["Trigger","handoff_flag","ask_bot"])");
        CHECK_EQ(stuck.at("executions.0.status"), "active");
        CHECK_EQ(blocked.size("executions"), 1u);
        CHECK_EQ(ended.at("status"), "ended");
        CHECK_EQ(path_of(free, 1), to_the_bot);
        CHECK_EQ(f.hooks("", 1).at(0).get("Body"), "three");
        CHECK_EQ(f.rest("GET", flows + "/" + talk.flow + "/Executions").size("executions"), 2u);
        CHECK_EQ(f.rest("POST", execution, {{"Status", "active"}}).status, 400);
        CHECK_EQ(f.rest("DELETE", execution).status, 204);
        CHECK_EQ(f.rest("GET", execution).status, 404);
      }
    }
  }
}

SCENARIO("Studio as a whole can hang") {
  GIVEN("a conversation whose bot answers, and a Studio that hangs") {
    twilio_fixture f;
    studio_talk talk(f);
    talk.bot_says("false");
    f.control("POST", "/studio", R"({"stuck":true})");
    talk.says("one");
    WHEN("it is mended, and a message comes") {
      auto hangs = f.executions(talk.sid, 1);
      auto mended = f.control("POST", "/studio", R"({"stuck":false})");
      talk.says("two");
      auto after = f.executions(talk.sid, 2);
      THEN("what hung has ended, and the next message runs") {
        CHECK_EQ(path_of(hangs, 0), R"(["Trigger"])");
        CHECK_EQ(hangs.at("executions.0.stuck"), "true");
        CHECK_EQ(mended.at("executions.0.status"), "ended");
        CHECK_EQ(path_of(after, 1), to_the_bot);
      }
    }
  }
}

SCENARIO("an answer that Studio does not take means an agent") {
  GIVEN("a conversation with the shipped flow") {
    twilio_fixture f;
    studio_talk talk(f);
    WHEN("the bot's answer is longer than 64 kB") {
      f.answer_hooks(bot, 200,
                     "{\"handoff\":\"false\",\"x\":\"" + std::string(70'000, 'x') + "\"}");
      talk.says("one");
      THEN("the call has failed") {
        CHECK_EQ(path_of(f.executions(talk.sid), 0),
                 R"(["Trigger","handoff_flag","ask_bot","to_agent"])");
      }
    }
  }
}

SCENARIO("a widget whose address is none has failed") {
  GIVEN("a flow with an address that only the message fills in") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto flow = f.rest("POST", flows,
                       flow_fields(replaced(shipped_flow("conversations", f.base()),
                                            "\"url\": \"" + f.base() + "/chatbot-to-discord\"",
                                            "\"url\": \"{{trigger.conversation.Body}}\"")));
    f.rest("POST", service_path("/Conversations/" + sid + "/Webhooks"),
           {{"Target", "studio"}, {"Configuration.FlowSid", flow.at("sid")}});
    WHEN("the message is no address") {
      f.rest("POST", service_path("/Conversations/" + sid + "/Messages"),
             {{"Author", "discord-42"}, {"Body", "hello"}}, true);
      THEN("the flow goes on with its failure") {
        CHECK_EQ(path_of(f.executions(sid), 0),
                 R"(["Trigger","handoff_flag","ask_bot","to_agent"])");
      }
    }
  }
}

SCENARIO("Flex can refuse the task of a flow, or make two, on purpose") {
  GIVEN("a conversation whose bot hands over") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    studio_talk talk(f);
    talk.bot_says("true");
    auto spoil = [&](const std::string& how) {
      f.control("POST", "/faults",
                R"({"hook":"studio","event":"to_agent","fault":{"hook":")" + how + "\"}}");
    };
    WHEN("first the one and then the other happens") {
      spoil("bad_signature");
      talk.says("one");
      f.executions(talk.sid, 1);
      f.advance(1000);
      auto refused = f.tasks_of(mike).size("tasks");
      spoil("duplicate");
      talk.says("two");
      f.executions(talk.sid, 2);
      f.advance(1000);
      THEN("there is no task, then there are two") {
        CHECK_EQ(refused, 0u);
        CHECK_EQ(f.tasks_of(mike).size("tasks"), 2u);
      }
    }
  }
}

SCENARIO("a studio webhook made late can be given what it missed") {
  GIVEN("a conversation with a message, whose bot answers") {
    twilio_fixture f;
    f.answer_hooks(bot, 200, R"({"handoff":"false"})");
    auto sid = f.new_conversation("fc-1");
    const auto talk = service_path("/Conversations/" + sid);
    f.rest("POST", talk + "/Messages", {{"Author", "discord-42"}, {"Body", "early"}});
    WHEN("the webhook is added with ReplayAfter=-1") {
      f.rest("POST", talk + "/Webhooks",
             {{"Target", "studio"},
              {"Configuration.FlowSid", f.publish_flow("conversations")},
              {"Configuration.ReplayAfter", "-1"}});
      THEN("the flow runs for it") {
        CHECK_EQ(path_of(f.executions(sid), 0), to_the_bot);
        CHECK_EQ(f.hooks("", 1).at(0).get("Body"), "early");
      }
    }
  }
}

SCENARIO("Studio's request can be signed wrongly on purpose") {
  GIVEN("a conversation with the shipped flow") {
    twilio_fixture f;
    studio_talk talk(f);
    WHEN("the request is signed with a wrong key on purpose") {
      f.control("POST", "/faults",
                R"({"hook":"studio","event":"ask_bot","fault":{"hook":"bad_signature"}})");
      f.answer_hooks(bot, 403, "");
      talk.says("one");
      THEN("whoever checks it can tell") {
        auto calls = f.hooks("", 1);
        REQUIRE_EQ(calls.size(), 1u);
        CHECK(!net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), calls[0].request));
      }
    }
  }
}

SCENARIO("the page can be told what runs") {
  GIVEN("a sandbox") {
    twilio_fixture f;
    WHEN("mode and plane are set") {
      auto set = f.control("POST", "/mode", R"({"mode":"studio","plane":"legacy-chat"})");
      THEN("they are shown, until a reset") {
        CHECK_EQ(set.status, 200);
        CHECK_EQ(f.control("GET", "/mode").at("plane"), "legacy-chat");
        CHECK_EQ(f.control("POST", "/mode", R"({"mode":"sideways"})").status, 400);
        f.control("POST", "/reset");
        CHECK_EQ(f.control("GET", "/mode").at("mode"), "");
      }
    }
  }
}
