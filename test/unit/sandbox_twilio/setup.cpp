#define CAF_SUITE sandbox_setup
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string workspace = "/taskrouter/v1/Workspaces/WS00000000000000000000000000000003";
const std::string configuration =
    R"({"task_routing":{"default_filter":{"queue":"WQ00000000000000000000000000000006"}}})";

} // namespace

SCENARIO("workflows and task channels are made, and tasks go by them") {
  GIVEN("the built-in workspace") {
    twilio_fixture f;
    f.control("POST", "/twilio/hooks", "{\"taskrouter\":\"" + f.hook_url("tasks") + "\"}");
    WHEN("a workflow and a task channel are added, and a task is made with them") {
      auto flow = f.rest("POST", workspace + "/Workflows",
                         {{"FriendlyName", "flexcord"}, {"Configuration", configuration}});
      auto channel = f.rest("POST", workspace + "/TaskChannels",
                            {{"FriendlyName", "Discord"}, {"UniqueName", "discord"}});
      auto task = f.rest("POST", workspace + "/Tasks",
                         {{"WorkflowSid", flow.at("sid")},
                          {"TaskChannel", "discord"},
                          {"Attributes", R"({"topic":"x"})"}});
      THEN("they are listed beside the built-in ones, and the task names them") {
        CHECK_EQ(flow.status, 201);
        CHECK_EQ(f.rest("GET", workspace + "/Workflows").size("workflows"), 2u);
        CHECK_EQ(
            f.rest("GET", workspace + "/Workflows?FriendlyName=flexcord").at("workflows.0.sid"),
            flow.at("sid"));
        auto renamed =
            f.rest("POST", workspace + "/Workflows/" + flow.at("sid"), {{"FriendlyName", "fc"}});
        CHECK_EQ(renamed.at("friendly_name"), "fc");
        CHECK_EQ(renamed.at("configuration"), configuration);
        CHECK_EQ(f.rest("GET", workspace + "/TaskChannels").at("meta.key"), "channels");
        CHECK_EQ(f.rest("GET", workspace + "/TaskChannels/discord").at("sid"), channel.at("sid"));
        CHECK_EQ(f.rest("GET", workspace + "/TaskQueues").at("task_queues.0.friendly_name"),
                 "Everyone");
        CHECK_EQ(task.status, 201);
        CHECK_EQ(task.at("workflow_friendly_name"), "flexcord");
        auto told = f.hooks("task.created").at(0);
        CHECK_EQ(told.get("TaskChannelUniqueName"), "discord");
        CHECK_EQ(told.get("WorkflowSid"), flow.at("sid"));
      }
      THEN("what is wrong is refused") {
        auto bad = [&](const std::string& text) {
          return f
              .rest("POST", workspace + "/Workflows",
                    {{"FriendlyName", "x"}, {"Configuration", text}})
              .status;
        };
        for (auto text : {"", "{", "[]", "{}", R"({"task_routing":{"default_filter":{}}})",
                          R"({"task_routing":{"default_filter":{"queue":"WQx"}}})",
                          R"({"task_routing":{"filters":[{"targets":[{"queue":"WQx"}]}]}})"})
          CHECK_EQ(bad(text), 400);
        CHECK_EQ(f.rest("POST", workspace + "/TaskChannels",
                        {{"FriendlyName", "again"}, {"UniqueName", "discord"}})
                     .status,
                 400);
        CHECK_EQ(f.rest("POST", workspace + "/Tasks", {{"WorkflowSid", "WWx"}}).status, 400);
        CHECK_EQ(f.rest("POST", workspace + "/Tasks", {{"Attributes", "[]"}}).status, 400);
      }
    }
  }
}

SCENARIO("a task's state can be set over REST only where TaskRouter allows it") {
  GIVEN("a task and an agent") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    auto sid = f.rest("POST", workspace + "/Tasks", {{"Attributes", "{}"}}).at("sid");
    const auto one = workspace + "/Tasks/" + sid;
    WHEN("it is completed before and after an agent has it") {
      auto early = f.rest("POST", one, {{"AssignmentStatus", "completed"}});
      f.act(mike, sid, "accept");
      auto late = f.rest("POST", one, {{"AssignmentStatus", "canceled"}});
      auto changed = f.rest("POST", one, {{"Attributes", R"({"a":1})"}, {"Priority", "5"}});
      auto done = f.rest("POST", one, {{"AssignmentStatus", "completed"}, {"Reason", "solved"}});
      THEN("only an assigned one is completed, and none is canceled then") {
        CHECK_EQ(early.status, 400);
        CHECK_EQ(late.status, 400);
        CHECK_EQ(changed.at("attributes"), R"({"a":1})");
        CHECK_EQ(changed.at("priority"), "5");
        CHECK_EQ(done.at("assignment_status"), "completed");
        CHECK_EQ(done.at("reason"), "solved");
        CHECK_EQ(f.rest("POST", one, {{"AssignmentStatus", "reserved"}}).status, 400);
        CHECK_EQ(f.tasks_of(mike).at("tasks.0.status"), "completed");
      }
    }
  }
}

SCENARIO("what the account is set up with can be asked") {
  GIVEN("an account") {
    twilio_fixture f;
    WHEN("its configuration is read") {
      THEN("services, workspaces and global webhooks are told") {
        const std::string service = "IS00000000000000000000000000000002";
        CHECK_EQ(f.rest("GET", "/conversations/v1/Configuration").at("default_chat_service_sid"),
                 service);
        CHECK_EQ(f.rest("GET", "/conversations/v1/Services").at("services.0.sid"), service);
        CHECK_EQ(f.rest("GET", service_path("/Configuration/Webhooks")).at("chat_service_sid"),
                 service);
        CHECK_EQ(f.rest("GET", "/conversations/v1/Configuration/Webhooks").at("target"), "webhook");
        CHECK_EQ(f.rest("GET", "/flex-api/v1/Configuration").at("chat_service_instance_sid"),
                 service);
        CHECK_EQ(f.rest("GET", "/taskrouter/v1/Workspaces").size("workspaces"), 1u);
        CHECK_EQ(f.rest("GET", "/taskrouter/v1/Workspaces?FriendlyName=x").size("workspaces"), 0u);
      }
    }
  }
}
