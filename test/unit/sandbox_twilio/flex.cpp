#define CAF_SUITE sandbox_twilio_flex
#include "fixture.hpp"
#include "net/twilio/webhook.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string workspace = "/taskrouter/v1/Workspaces/WS00000000000000000000000000000003";

std::string channel_path(const answer& interaction) {
  return "/flex-api/v1/Interactions/" + interaction.at("sid") + "/Channels/" +
         interaction.at("channel.sid");
}

} // namespace

SCENARIO("an interaction is set up after its answer, and its task is offered") {
  GIVEN("a conversation and an agent") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto agent = f.new_agent("mike@example.com");
    f.control("POST", "/twilio/hooks",
              "{\"interactions\":\"" + f.hook_url("flex") + "\",\"taskrouter\":\"" +
                  f.hook_url("tasks") + "\"}");
    WHEN("an interaction is created") {
      auto opened =
          f.open_interaction(sid, R"({"customerName":"Ana","case_url":"http://x/case/1"})");
      auto task = opened.at("routing.properties.sid");
      THEN("the answer is 200 and everything is active a moment later") {
        CHECK_EQ(opened.status, 200);
        CHECK_EQ(opened.at("sid").substr(0, 2), "KD");
        CHECK_EQ(opened.at("routing.properties.assignment_status"), "pending");
        CHECK_EQ(f.rest("GET", channel_path(opened)).at("status"), "active");
        auto people = f.rest("GET", channel_path(opened) + "/Participants");
        CHECK_EQ(people.at("participants.0.type"), "customer");
        auto offered = f.tasks_of(agent);
        CHECK_EQ(offered.at("tasks.0.task_sid"), task);
        CHECK_EQ(offered.at("tasks.0.status"), "offered");
        CHECK_EQ(offered.at("tasks.0.attributes.customerName"), "Ana");
        CHECK_EQ(offered.at("tasks.0.attributes.conversationSid"), sid);
        CHECK_EQ(offered.at("tasks.0.attributes.flexInteractionChannelSid"),
                 opened.at("channel.sid"));
      }
      THEN("TaskRouter finds the task by its conversation") {
        auto query = workspace + "/Tasks?EvaluateTaskAttributes=" +
                     net::http::percent_encode("conversationSid == \"" + sid + "\"");
        auto found = f.rest("GET", query);
        CHECK_EQ(found.size("tasks"), 1u);
        CHECK_EQ(found.at("tasks.0.sid"), task);
        CHECK_EQ(found.at("tasks.0.assignment_status"), "reserved");
        CHECK_EQ(found.at("meta.key"), "tasks");
        auto other = f.rest(
            "GET", workspace + "/Tasks?EvaluateTaskAttributes=conversationSid%3D%3D%22CHx%22");
        CHECK_EQ(other.size("tasks"), 0u);
        CHECK_EQ(f.rest("GET", workspace + "/Tasks?EvaluateTaskAttributes=nonsense").status, 400);
      }
      THEN("the registered callbacks hear of it, signed") {
        auto joined = f.hooks("onParticipantJoined");
        REQUIRE_EQ(joined.size(), 1u);
        CHECK_EQ(joined[0].get("ParticipantType"), "customer");
        CHECK_EQ(joined[0].get("MediaChannelSid"), sid);
        CHECK(net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), joined[0].request));
        auto created = f.hooks("reservation.created");
        REQUIRE_EQ(created.size(), 1u);
        CHECK_EQ(created[0].get("TaskSid"), task);
        CHECK_EQ(created[0].get("WorkerName"), "mike@example.com");
      }
      THEN("the user can give up, which cancels the task and closes the conversation") {
        auto closed = f.rest("POST", channel_path(opened),
                             {{"Status", "closed"}, {"Routing", R"({"status":"closed"})"}});
        CHECK_EQ(closed.status, 200);
        CHECK_EQ(closed.at("status"), "closed");
        CHECK_EQ(f.rest("GET", workspace + "/Tasks/" + task).at("assignment_status"), "canceled");
        CHECK_EQ(f.rest("GET", service_path("/Conversations/" + sid)).at("state"), "closed");
        CHECK_EQ(f.tasks_of(agent).at("tasks.0.status"), "canceled");
        CHECK_EQ(f.rest("POST", channel_path(opened), {{"Status", "closed"}}).status, 400);
      }
    }
  }
}

SCENARIO("a set-up that fails says so, and cancels its task") {
  GIVEN("a conversation and a fault on the set-up") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    f.control("POST", "/twilio/hooks",
              "{\"interactions\":\"" + f.hook_url("flex") + "\",\"taskrouter\":\"" +
                  f.hook_url("tasks") + "\"}");
    f.control("POST", "/faults", R"({"hook":"interaction-setup","fault":{"hook":"lose"}})");
    WHEN("an interaction is created") {
      auto opened = f.open_interaction(sid);
      auto channel = f.rest("GET", channel_path(opened));
      THEN("it was accepted, then failed") {
        CHECK_EQ(opened.status, 200);
        CHECK_EQ(channel.at("status"), "failed");
        CHECK_EQ(channel.at("error_code"), "45360");
        CHECK_EQ(f.rest("GET", workspace + "/Tasks/" + opened.at("routing.properties.sid"))
                     .at("assignment_status"),
                 "canceled");
        CHECK_EQ(f.hooks("task.canceled").size(), 1u);
        CHECK_EQ(f.hooks("onChannelCreateFailed").at(0).get("ErrorCode"), "45360");
      }
      THEN("the next one works") {
        CHECK_EQ(f.rest("GET", channel_path(f.open_interaction(sid))).at("status"), "active");
      }
    }
  }
}

SCENARIO("an interaction on a closed conversation fails, and bad ones are refused at once") {
  GIVEN("a closed conversation") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    f.rest("POST", service_path("/Conversations/" + sid), {{"State", "closed"}});
    WHEN("interactions are created") {
      auto opened = f.open_interaction(sid);
      auto bad = [&](const std::string& channel, const std::string& routing) {
        return f
            .rest("POST", "/flex-api/v1/Interactions", {{"Channel", channel}, {"Routing", routing}})
            .status;
      };
      const std::string channel =
          R"({"type":"web","initiated_by":"customer","properties":{"media_channel_sid":")" + sid +
          "\"}}";
      const std::string routing =
          R"({"properties":{"workspace_sid":"WS00000000000000000000000000000003"}})";
      THEN("the set-up fails with 45354, and malformed requests with 400") {
        CHECK_EQ(f.rest("GET", channel_path(opened)).at("error_code"), "45354");
        CHECK_EQ(bad("{", routing), 400);
        CHECK_EQ(bad(R"({"type":"discord","initiated_by":"customer"})", routing), 400);
        CHECK_EQ(bad(R"({"type":"web","initiated_by":"customer"})", routing), 400);
        CHECK_EQ(bad(channel, "{}"), 400);
        CHECK_EQ(bad(channel, R"({"properties":{"workspace_sid":"WS9"}})"), 400);
        CHECK_EQ(
            bad(channel,
                R"({"properties":{"workspace_sid":"WS00000000000000000000000000000003","attributes":"[]"}})"),
            400);
        CHECK_EQ(bad(channel, routing), 200);
      }
    }
  }
}

SCENARIO("a task that nobody takes is canceled") {
  GIVEN("a queued interaction") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    f.control("POST", "/twilio/hooks", "{\"taskrouter\":\"" + f.hook_url("tasks") + "\"}");
    auto task = f.open_interaction(sid).at("routing.properties.sid");
    WHEN("the workflow times out") {
      auto canceled =
          f.control("POST", "/tasks/" + task + "/cancel", R"({"reason":"workflow.timeout"})");
      THEN("both events come, with the reason, and it cannot be canceled twice") {
        CHECK_EQ(canceled.at("status"), "canceled");
        CHECK_EQ(f.hooks("workflow.timeout").size(), 1u);
        CHECK_EQ(f.hooks("task.canceled").at(0).get("TaskCanceledReason"), "workflow.timeout");
        CHECK_EQ(f.control("POST", "/tasks/" + task + "/cancel", "{}").status, 409);
        CHECK_EQ(f.control("POST", "/tasks/WTx/cancel", "{}").status, 404);
      }
    }
  }
}

SCENARIO("a task that waits for a day is over by itself") {
  GIVEN("a queued interaction") {
    twilio_fixture f;
    auto task = f.open_interaction(f.new_conversation("fc-1")).at("routing.properties.sid");
    WHEN("a day passes") {
      f.advance(std::int64_t{86'401'000});
      THEN("its time to live is over") {
        auto shown = f.rest("GET", workspace + "/Tasks/" + task);
        CHECK_EQ(shown.at("assignment_status"), "canceled");
        CHECK_EQ(shown.at("reason"), "Task TTL Exceeded");
      }
    }
  }
}

SCENARIO("interaction webhooks are registered over REST, for all or for one interaction") {
  GIVEN("an instance") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    const std::string all =
        "/flex-api/v1/Instances/GO00000000000000000000000000000007/InteractionWebhooks";
    WHEN("a webhook is registered for active channels only") {
      auto made = f.rest("POST", all,
                         {{"Type", "global"},
                          {"WebhookEvents", "onChannelStatusUpdated"},
                          {"WebhookUrl", f.hook_url("ix")}});
      f.open_interaction(sid);
      auto told = f.hooks("onChannelStatusUpdated");
      THEN("it has a ttid and hears of nothing else") {
        CHECK_EQ(made.status, 201);
        CHECK_EQ(made.at("ttid").size(), std::string("flex_interactionwebhook_").size() + 26);
        REQUIRE_EQ(told.size(), 1u);
        CHECK_EQ(told[0].get("ChannelStatus"), "active");
        CHECK_EQ(f.hooks_so_far(), 1u);
        CHECK_EQ(f.rest("GET", all).size("interaction_webhooks"), 1u);
        CHECK_EQ(f.rest("DELETE", all + "/" + made.at("ttid")).status, 204);
        CHECK_EQ(f.rest("POST", all,
                        {{"Type", "global"},
                         {"WebhookEvents", "onNothing"},
                         {"WebhookUrl", f.hook_url("ix")}})
                     .status,
                 400);
      }
    }
  }
}
