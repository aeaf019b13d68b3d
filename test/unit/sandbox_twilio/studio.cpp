#define CAF_SUITE sandbox_studio
#include "fixture.hpp"
#include "flows.hpp"

#include "net/twilio/webhook.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string flows = "/studio/v2/Flows";
const std::string bot = "chatbot-to-discord";

form flow_fields(const std::string& definition, const std::string& status = "published") {
  return {{"FriendlyName", "f"}, {"Status", status}, {"Definition", definition}};
}

/// A conversation of discord-42 whose messages go to the published flow.
struct studio_talk {
  explicit studio_talk(twilio_fixture& fixture) : f(fixture), sid(f.new_conversation("fc-1")) {
    flow = f.publish_flow("conversations");
    f.rest("POST", path("/Webhooks"),
           {{"Target", "studio"},
            {"Configuration.FlowSid", flow},
            {"Configuration.Filters", "onMessageAdded"}});
  }
  std::string path(const std::string& rest) const {
    return service_path("/Conversations/" + sid + rest);
  }
  answer says(const std::string& text, bool with_hooks = true) {
    return f.rest("POST", path("/Messages"), {{"Author", "discord-42"}, {"Body", text}},
                  with_hooks);
  }
  void bot_says(const std::string& handoff) {
    f.answer_hooks(bot, 200, "{\"handoff\":\"" + handoff + "\"}");
  }
  twilio_fixture& f;
  std::string sid, flow;
};

std::string path_of(const answer& a, int index) {
  return a.at("executions." + std::to_string(index) + ".path");
}

const std::string to_the_bot = R"(["Trigger","handoff_flag","ask_bot","bot_verdict"])";

} // namespace

SCENARIO("flows are saved with revisions, and checked") {
  GIVEN("an account without flows") {
    twilio_fixture f;
    const auto good = shipped_flow("conversations", "https://x.example");
    const auto bad = replaced(good, "\"next\": \"ask_bot\"", "\"next\": \"nowhere\"");
    WHEN("a flow is created, spoiled as a draft, and mended") {
      auto made = f.rest("POST", flows, flow_fields(good));
      const auto one = flows + "/" + made.at("sid");
      auto draft = f.rest("POST", one, {{"Status", "draft"}, {"Definition", bad}});
      auto refused = f.rest("POST", one, {{"Status", "published"}});
      auto mended = f.rest("POST", one, {{"Status", "published"}, {"Definition", good}});
      THEN("revisions count, a draft tells its mistakes, and only valid flows are published") {
        CHECK_EQ(made.status, 201);
        CHECK_EQ(made.at("revision"), "1");
        CHECK_EQ(made.at("valid"), "true");
        CHECK_EQ(made.at("definition.initial_state"), "Trigger");
        CHECK_EQ(draft.status, 200);
        CHECK_EQ(draft.at("valid"), "false");
        CHECK_EQ(draft.at("errors.0.property_path"), "#/states/1/transitions/0/next");
        CHECK_EQ(refused.status, 400);
        CHECK_EQ(refused.at("code"), "81022");
        CHECK_EQ(refused.at("details.errors.0.message"), "no state is named nowhere");
        CHECK_EQ(mended.at("revision"), "3");
        CHECK_EQ(mended.at("friendly_name"), "f");
        auto revisions = f.rest("GET", one + "/Revisions");
        CHECK_EQ(revisions.size("revisions"), 3u);
        CHECK_EQ(revisions.at("revisions.0.revision"), "3");
        CHECK_EQ(f.rest("GET", one + "/Revisions/2").at("status"), "draft");
        CHECK_EQ(f.rest("GET", one + "/Revisions/LatestPublished").at("revision"), "3");
        CHECK_EQ(f.rest("GET", one + "/Revisions/9").status, 404);
        CHECK_EQ(f.rest("GET", flows).size("flows"), 1u);
        CHECK_EQ(f.rest("DELETE", one).status, 204);
        CHECK_EQ(f.rest("GET", one).status, 404);
      }
    }
  }
}

SCENARIO("a definition can be checked without being kept") {
  GIVEN("an account without flows") {
    twilio_fixture f;
    const auto good = shipped_flow("conversations", "https://x.example");
    const auto bad = replaced(good, "\"next\": \"ask_bot\"", "\"next\": \"nowhere\"");
    WHEN("definitions are only checked") {
      auto yes = f.rest("POST", flows + "/Validate", flow_fields(good));
      auto no = f.rest("POST", flows + "/Validate", flow_fields(bad));
      THEN("nothing is kept") {
        CHECK_EQ(yes.status, 200);
        CHECK_EQ(yes.at("valid"), "true");
        CHECK_EQ(no.status, 400);
        CHECK_EQ(no.at("code"), "81022");
        CHECK_EQ(f.rest("POST", flows + "/Validate", flow_fields(good, "ready")).status, 400);
        CHECK_EQ(f.rest("POST", flows, flow_fields("[]", "draft")).at("code"), "81022");
        CHECK_EQ(f.rest("GET", flows).size("flows"), 0u);
      }
    }
  }
}

SCENARIO("a message goes through the flow, and the bot may hand over") {
  GIVEN("a conversation with the shipped flow, and an agent") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    studio_talk talk(f);
    WHEN("the bot answers one message, and hands over at the next") {
      talk.bot_says("false");
      talk.says("hello");
      auto first = f.executions(talk.sid, 1);
      auto offers_before = f.tasks_of(mike).size("tasks");
      talk.bot_says("true");
      talk.says("a person please");
      auto second = f.executions(talk.sid, 2);
      f.advance(1000);
      talk.says("anybody there?");
      THEN("the bot's webhook was called, signed, with what the flow says") {
        auto calls = f.hooks("", 2);
        REQUIRE_EQ(calls.size(), 2u);
        CHECK_EQ(calls[0].get("Body"), "hello");
        CHECK_EQ(calls[0].get("Author"), "discord-42");
        CHECK_EQ(calls[0].get("ConversationSid"), talk.sid);
        CHECK_EQ(calls[0].get("ExecutionSid"), first.at("executions.0.sid"));
        CHECK_EQ(calls[0].get("FlowSid"), talk.flow);
        CHECK(net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), calls[0].request));
      }
      THEN("the task is made as for any interaction, and Studio hears no more") {
        CHECK_EQ(path_of(first, 0), to_the_bot);
        CHECK_EQ(offers_before, 0u);
        CHECK_EQ(path_of(second, 1),
                 R"(["Trigger","handoff_flag","ask_bot","bot_verdict","to_agent"])");
        auto offers = f.tasks_of(mike);
        REQUIRE_EQ(offers.size("tasks"), 1u);
        CHECK_EQ(offers.at("tasks.0.conversation_sid"), talk.sid);
        CHECK_EQ(offers.at("tasks.0.interaction_sid").substr(0, 2), "KD");
        CHECK_EQ(offers.at("tasks.0.attributes.customerAddress"), "discord-42");
        CHECK_EQ(offers.at("tasks.0.attributes.conversationSid"), talk.sid);
        CHECK_EQ(offers.at("tasks.0.attributes.channelType"), "web");
        CHECK_EQ(offers.at("tasks.0.attributes.flexInteractionChannelSid").substr(0, 2), "UO");
        CHECK_EQ(f.executions(talk.sid, 2).size("executions"), 2u);
        auto hooks = f.rest("GET", talk.path("/Webhooks"));
        CHECK_EQ(hooks.size("webhooks"), 1u);
        CHECK_EQ(hooks.at("webhooks.0.target"), "webhook");
      }
    }
  }
}

SCENARIO("only what fires webhooks reaches Studio, and only a published flow runs") {
  GIVEN("a conversation whose bot answers") {
    twilio_fixture f;
    studio_talk talk(f);
    talk.bot_says("false");
    WHEN("messages come without the header, and to a flow that was only drafted since") {
      talk.says("quiet", false);
      f.rest("POST", flows + "/" + talk.flow,
             {{"Status", "draft"},
              {"Definition",
               replaced(shipped_flow("conversations", f.base() + "/hook"), bot, "another-bot")}});
      talk.says("loud");
      auto ran = f.executions(talk.sid, 1);
      THEN("the published revision has run once") {
        CHECK_EQ(ran.size("executions"), 1u);
        CHECK_EQ(ran.at("executions.0.revision"), "1");
        CHECK_EQ(f.hooks("", 1).at(0).get("Body"), "loud");
      }
    }
  }
}

SCENARIO("a flow that is gone runs no more") {
  GIVEN("a conversation whose bot answers") {
    twilio_fixture f;
    studio_talk talk(f);
    talk.bot_says("false");
    WHEN("the flow is gone") {
      f.rest("DELETE", flows + "/" + talk.flow);
      talk.says("hello");
      THEN("nothing runs") { CHECK_EQ(f.executions(talk.sid, 0).size("executions"), 0u); }
    }
  }
}

SCENARIO("one execution at a time runs in a conversation") {
  GIVEN("a bot whose webhook does not answer") {
    twilio_fixture f;
    studio_talk talk(f);
    f.hold_hooks(bot);
    talk.says("one");
    CHECK_EQ(f.hooks("", 1).size(), 1u);
    WHEN("another message comes meanwhile, and ten seconds pass") {
      talk.says("two");
      auto during = f.control("GET", "/studio?conversation=" + talk.sid);
      f.advance(10'000);
      auto after = f.executions(talk.sid, 1);
      THEN("the second started nothing, and the first went to an agent") {
        CHECK_EQ(during.size("executions"), 1u);
        CHECK_EQ(during.at("executions.0.status"), "active");
        CHECK_EQ(after.size("executions"), 1u);
        CHECK_EQ(path_of(after, 0), R"(["Trigger","handoff_flag","ask_bot","to_agent"])");
      }
    }
  }
}

SCENARIO("executions run side by side when the sandbox is told so") {
  GIVEN("a bot whose webhook does not answer") {
    twilio_fixture f;
    studio_talk talk(f);
    f.hold_hooks(bot);
    talk.says("one");
    CHECK_EQ(f.hooks("", 1).size(), 1u);
    WHEN("another message comes meanwhile") {
      f.control("POST", "/studio", R"({"concurrent":true})");
      talk.says("three");
      THEN("the message starts its own") {
        CHECK_EQ(f.hooks("", 2).size(), 2u);
        CHECK_EQ(f.control("GET", "/studio").size("executions"), 2u);
      }
    }
  }
}

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
