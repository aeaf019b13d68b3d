#define CAF_SUITE sandbox_legacy_desk
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string chat = "/chat/v2/Services/IS00000000000000000000000000000002";
const std::string tasks = "/taskrouter/v1/Workspaces/WS00000000000000000000000000000003/Tasks";
const std::string bot = "chatbot-to-discord";

/// A Flex channel of discord-42, as the founding document sets it up: a Flex Flow that leads to the
/// published Studio flow, and a webhook for what agents write.
struct legacy_talk {
  legacy_talk(twilio_fixture& fixture, bool janitor) : f(fixture) {
    f.control("POST", "/twilio/hooks", "{\"taskrouter\":\"" + f.hook_url("tasks") + "\"}");
    flow = f.rest("POST", "/flex-api/v1/FlexFlows",
                  {{"FriendlyName", "flexcord"},
                   {"ChatServiceSid", "IS00000000000000000000000000000002"},
                   {"ChannelType", "custom"},
                   {"IntegrationType", "studio"},
                   {"Integration.FlowSid", f.publish_flow("legacy-chat")},
                   {"JanitorEnabled", janitor ? "true" : "false"}})
               .at("sid");
    made = f.rest("POST", "/flex-api/v1/Channels",
                  {{"FlexFlowSid", flow},
                   {"Identity", "discord-42"},
                   {"ChatUserFriendlyName", "Ana"},
                   {"ChatFriendlyName", "Discord: Ana"},
                   {"Target", "5500"}});
    sid = made.at("sid");
    f.rest("POST", path("/Webhooks"),
           {{"Type", "webhook"},
            {"Configuration.Url", f.hook_url("forward")},
            {"Configuration.Filters", "onMessageSent"},
            {"Configuration.Filters", "onMessageUpdated"},
            {"Configuration.Filters", "onMediaMessageSent"}});
  }
  std::string path(const std::string& rest) const { return chat + "/Channels/" + sid + rest; }
  void says(const std::string& text) {
    f.rest("POST", path("/Messages"), {{"From", "discord-42"}, {"Body", text}}, true);
  }
  /// The bot hands over; the SID of the task.
  std::string hand_over() {
    f.answer_hooks(bot, 200, R"({"handoff":"true"})");
    says("a person please");
    f.executions(sid);
    return f.rest("GET", tasks).at("tasks.0.sid");
  }
  std::string status() {
    const auto text = f.rest("GET", path("")).at("attributes");
    return text.find("\"INACTIVE\"") != std::string::npos ? "INACTIVE" : "ACTIVE";
  }
  twilio_fixture& f;
  answer made;
  std::string flow, sid;
};

} // namespace

SCENARIO("a Flex channel is a channel with a member, a sender's address and Studio") {
  GIVEN("a Flex Flow that leads to Studio") {
    twilio_fixture f;
    legacy_talk talk(f, false);
    WHEN("a channel is made of it") {
      THEN("it has what the flow says") {
        CHECK_EQ(talk.made.status, 201);
        CHECK_EQ(talk.made.at("flex_flow_sid"), talk.flow);
        CHECK_EQ(talk.made.at("task_sid"), "null");
        auto channel = f.rest("GET", talk.path(""));
        auto attributes = json::parse(channel.at("attributes")).get_object();
        CHECK_EQ(attributes["from"].as_string(), "5500");
        CHECK_EQ(attributes["status"].as_string(), "ACTIVE");
        CHECK_EQ(channel.at("friendly_name"), "Discord: Ana");
        CHECK_EQ(f.rest("GET", talk.path("/Members")).at("members.0.identity"), "discord-42");
        CHECK_EQ(f.rest("GET", chat + "/Users/discord-42").at("friendly_name"), "Ana");
        auto hooks = f.rest("GET", talk.path("/Webhooks"));
        CHECK_EQ(hooks.at("webhooks.0.type"), "studio");
        CHECK_EQ(hooks.size("webhooks"), 2u);
        CHECK_EQ(f.rest("GET", "/flex-api/v1/Channels").size("flex_chat_channels"), 1u);
        CHECK_EQ(f.rest("GET", "/flex-api/v1/FlexFlows?FriendlyName=flexcord").size("flex_flows"),
                 1u);
      }
      THEN("bad requests are refused") {
        CHECK_EQ(f.rest("POST", "/flex-api/v1/Channels", {{"FlexFlowSid", talk.flow}}).status, 400);
        CHECK_EQ(f.rest("POST", "/flex-api/v1/Channels",
                        {{"FlexFlowSid", "FOx"},
                         {"Identity", "a"},
                         {"ChatUserFriendlyName", "a"},
                         {"ChatFriendlyName", "a"}})
                     .status,
                 400);
        auto bad = [&](const std::string& name, const std::string& value) {
          return f.rest("POST", "/flex-api/v1/FlexFlows/" + talk.flow, {{name, value}}).status;
        };
        CHECK_EQ(bad("ChannelType", "pigeon"), 400);
        CHECK_EQ(bad("IntegrationType", "magic"), 400);
        CHECK_EQ(bad("Integration.RetryCount", "9"), 400);
        CHECK_EQ(bad("Enabled", "perhaps"), 400);
        CHECK_EQ(bad("ChatServiceSid", "ISx"), 400);
        CHECK_EQ(bad("Enabled", "false"), 200);
        CHECK_EQ(f.rest("DELETE", "/flex-api/v1/Channels/" + talk.sid).status, 204);
        CHECK_EQ(f.rest("GET", talk.path("")).status, 404);
      }
    }
  }
}

SCENARIO("on the legacy plane a message goes to the bot, and at its word to an agent") {
  GIVEN("a Flex channel and an agent") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    legacy_talk talk(f, false);
    WHEN("the bot hands over and the agent accepts, writes, edits, sends a file and completes") {
      auto task = talk.hand_over();
      auto offered = f.tasks_of(mike);
      f.act(mike, task, "accept");
      auto members = f.rest("GET", talk.path("/Members"));
      const auto desk = "/agents/" + mike + "/conversations/" + talk.sid + "/messages";
      auto said = f.control("POST", desk, R"({"body":"Hello"})");
      f.control("PATCH", desk + "/" + said.at("sid"), R"({"body":"Hello!"})");
      f.control(
          "POST", desk,
          R"({"body":"see","media":[{"filename":"a.txt","content_type":"text/plain","base64":"aGk="}]})");
      auto busy = talk.status();
      f.act(mike, task, "complete");
      THEN("the bot was called with legacy values") {
        auto call = f.hooks("", 1).at(0);
        CHECK_EQ(call.get("ConversationSid"), talk.sid);
        CHECK_EQ(call.get("Author"), "discord-42");
        CHECK_EQ(call.get("Body"), "a person please");
      }
      THEN("the task knows the channel, and no interaction was made") {
        CHECK_EQ(offered.at("tasks.0.conversation_sid"), talk.sid);
        CHECK_EQ(offered.at("tasks.0.interaction_sid"), "");
        CHECK_EQ(offered.at("tasks.0.attributes.channelSid"), talk.sid);
        CHECK_EQ(offered.at("tasks.0.attributes.name"), "5500");
        CHECK_EQ(f.rest("GET", "/flex-api/v1/Channels/" + talk.sid).at("task_sid"), task);
        CHECK_EQ(f.rest("GET", talk.path("/Webhooks")).size("webhooks"), 1u);
      }
      THEN("the agent was a member, and the webhooks have the legacy names") {
        CHECK_EQ(members.at("members.1.identity"), "mike_40example_2Ecom");
        auto sent = f.hooks("onMessageSent", 3);
        REQUIRE_EQ(sent.size(), 3u);
        CHECK_EQ(sent[1].get("Body"), "Hello");
        CHECK_EQ(sent[1].get("Source"), "SDK");
        CHECK_EQ(sent[1].get("From"), "mike_40example_2Ecom");
        CHECK_EQ(sent[1].get("ClientIdentity"), "mike_40example_2Ecom");
        CHECK_EQ(sent[2].get("Body"), "see");
        auto updated = f.hooks("onMessageUpdated");
        REQUIRE_EQ(updated.size(), 1u);
        CHECK_EQ(updated[0].get("Body"), "Hello!");
        CHECK_EQ(updated[0].get("ModifiedBy"), "mike_40example_2Ecom");
        auto media = f.hooks("onMediaMessageSent");
        REQUIRE_EQ(media.size(), 1u);
        CHECK_EQ(media[0].get("MediaFilename"), "a.txt");
        CHECK_EQ(media[0].get("MediaContentType"), "text/plain");
        CHECK_EQ(media[0].get("MediaSize"), "2");
        CHECK_EQ(media[0].get("MediaSid").substr(0, 2), "ME");
        CHECK_EQ(media[0].get("Body"), "");
      }
      THEN("at the end the agent has left, and the channel is inactive") {
        CHECK_EQ(busy, "ACTIVE");
        CHECK_EQ(talk.status(), "INACTIVE");
        CHECK_EQ(f.rest("GET", talk.path("/Members")).size("members"), 1u);
        CHECK_EQ(f.hooks("reservation.accepted").at(0).get("TaskSid"), task);
        CHECK_EQ(f.hooks("reservation.completed").at(0).get("TaskSid"), task);
        auto done = f.hooks("task.completed").at(0);
        CHECK_EQ(done.get("TaskChannelUniqueName"), "chat");
        CHECK_NE(done.get("TaskAttributes").find(talk.sid), std::string::npos);
        CHECK_EQ(f.control("POST", desk, R"({"body":"late"})").status, 409);
      }
    }
  }
}

SCENARIO("an agent of the legacy plane wraps up before the task is complete") {
  GIVEN("a talk with an agent, and a colleague") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    auto nora = f.new_agent("nora@example.com");
    legacy_talk talk(f, false);
    auto task = talk.hand_over();
    f.act(mike, task, "accept");
    CHECK_EQ(f.act(nora, task, "accept").status, 409);
    CHECK_EQ(f.act(mike, task, "park").status, 409);
    WHEN("the agent wraps up and completes") {
      auto wrapping = f.act(mike, task, "wrapup");
      auto then = talk.status();
      auto done = f.act(mike, task, "complete");
      THEN("the channel is over at once, the task after the notes") {
        CHECK_EQ(wrapping.at("status"), "wrapping");
        CHECK_EQ(then, "INACTIVE");
        CHECK_EQ(done.at("status"), "completed");
        CHECK_EQ(f.hooks("task.wrapup").size(), 1u);
        CHECK_EQ(f.hooks("task.completed").size(), 1u);
      }
    }
  }
}

SCENARIO("an agent of the legacy plane hands the talk to a colleague") {
  GIVEN("a talk with an agent, and a colleague") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    auto nora = f.new_agent("nora@example.com");
    legacy_talk talk(f, false);
    auto task = talk.hand_over();
    f.act(mike, task, "accept");
    WHEN("the talk is transferred and the colleague accepts") {
      CHECK_EQ(f.act(mike, task, "transfer", "{\"to\":\"" + nora + "\"}").status, 200);
      auto offer = f.tasks_of(nora);
      f.act(nora, offer.at("tasks.1.task_sid"), "accept");
      THEN("the first agent has left, the channel goes on") {
        CHECK_EQ(f.tasks_of(mike).at("tasks.0.status"), "completed");
        CHECK_EQ(talk.status(), "ACTIVE");
        auto members = f.rest("GET", talk.path("/Members"));
        CHECK_EQ(members.size("members"), 2u);
        CHECK_EQ(members.at("members.1.identity"), "nora_40example_2Ecom");
      }
    }
  }
}

SCENARIO("a task that ends outside of Flex's UI leaves the channel to the janitor") {
  GIVEN("talks with and without a janitor") {
    WHEN("their tasks are canceled over REST") {
      auto after = [](bool janitor) {
        twilio_fixture f;
        legacy_talk talk(f, janitor);
        auto task = talk.hand_over();
        auto canceled = f.rest("POST", tasks + "/" + task,
                               {{"AssignmentStatus", "canceled"}, {"Reason", "gave up"}});
        CHECK_EQ(canceled.at("assignment_status"), "canceled");
        CHECK_EQ(canceled.at("reason"), "gave up");
        return talk.status();
      };
      THEN("only the janitor's channel is over") {
        CHECK_EQ(after(true), "INACTIVE");
        CHECK_EQ(after(false), "ACTIVE");
      }
    }
  }
}
