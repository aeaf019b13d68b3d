#define CAF_SUITE sandbox_studio
#include "studio_talk.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

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
