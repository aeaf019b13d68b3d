#define CAF_SUITE sandbox_twilio_agents
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// A queued conversation, two agents, callbacks registered.
struct queued : twilio_fixture {
  queued() {
    control("POST", "/twilio/hooks",
            "{\"interactions\":\"" + hook_url("flex") + "\",\"taskrouter\":\"" + hook_url("tasks") +
                "\"}");
    talk = new_conversation("fc-1");
    mike = new_agent("mike@example.com");
    zoe = new_agent("zoe@example.com");
    auto opened = open_interaction(talk, R"({"customerName":"Ana"})");
    task = opened.at("routing.properties.sid");
    channel =
        "/flex-api/v1/Interactions/" + opened.at("sid") + "/Channels/" + opened.at("channel.sid");
  }
  /// The hooks of one event about agents.
  std::size_t agent_hooks(std::string_view event, std::size_t count) {
    std::size_t found = 0;
    for (const auto& h : hooks(event, count)) found += h.get("ParticipantType") == "agent";
    return found;
  }
  std::string status_of(const std::string& task_sid) {
    return rest("GET",
                "/taskrouter/v1/Workspaces/WS00000000000000000000000000000003/Tasks/" + task_sid)
        .at("assignment_status");
  }
  std::string state() { return rest("GET", service_path("/Conversations/" + talk)).at("state"); }
  std::size_t people() {
    return rest("GET", service_path("/Conversations/" + talk + "/Participants"))
        .size("participants");
  }
  std::string last_task_of(const std::string& agent) {
    auto all = tasks_of(agent);
    return all.at("tasks." + std::to_string(all.size("tasks") - 1) + ".task_sid");
  }
  std::string talk, mike, zoe, task, channel;
};

} // namespace

SCENARIO("an agent accepts, talks and completes") {
  GIVEN("a queued conversation offered to two agents") {
    queued f;
    CHECK_EQ(f.tasks_of(f.zoe).at("tasks.0.status"), "offered");
    WHEN("one accepts") {
      auto accepted = f.act(f.mike, f.task, "accept");
      THEN("they are in the conversation and the other's offer is withdrawn") {
        CHECK_EQ(accepted.at("status"), "accepted");
        CHECK_EQ(f.tasks_of(f.zoe).at("tasks.0.status"), "rescinded");
        CHECK_EQ(f.act(f.zoe, f.task, "accept").status, 409);
        CHECK_EQ(f.status_of(f.task), "assigned");
        auto seats = f.rest("GET", f.channel + "/Participants");
        CHECK_EQ(seats.at("participants.1.type"), "agent");
        CHECK_EQ(seats.at("participants.1.routing_properties.worker_sid"), f.mike);
        auto added = f.hooks("onParticipantAdded");
        REQUIRE_EQ(added.size(), 1u);
        CHECK_EQ(added[0].get("Identity"), "mike_40example_2Ecom");
        CHECK_EQ(f.hooks("reservation.accepted").at(0).get("WorkerSid"), f.mike);
        CHECK_EQ(f.agent_hooks("onParticipantJoined", 2), 1u);
      }
      auto at = "/agents/" + f.mike + "/conversations/" + f.talk + "/messages";
      auto said = f.control(
          "POST", at,
          R"({"body":"Hello Ana","media":[{"filename":"a.txt","content_type":"text/plain","base64":"aGk="}]})");
      THEN("what they say, edit and delete is announced as from the SDK") {
        CHECK_EQ(said.status, 200);
        auto h = f.hooks("onMessageAdded").at(0);
        CHECK_EQ(h.get("Source"), "SDK");
        CHECK_EQ(h.get("ClientIdentity"), "mike_40example_2Ecom");
        CHECK_EQ(h.get("Author"), "mike_40example_2Ecom");
        CHECK_NE(h.get("Media").find("\"Filename\":\"a.txt\""), std::string::npos);
        CHECK_EQ(f.control("PATCH", at + "/" + said.at("sid"), R"({"body":"Hello!"})").at("body"),
                 "Hello!");
        CHECK_EQ(f.hooks("onMessageUpdated").at(0).get("Body"), "Hello!");
        CHECK_EQ(f.control("DELETE", at + "/" + said.at("sid")).status, 200);
        CHECK_EQ(f.hooks("onMessageRemoved").at(0).get("MessageSid"), said.at("sid"));
      }
      auto done = f.act(f.mike, f.task, "complete");
      THEN("everything is closed and everybody is told") {
        CHECK_EQ(done.at("status"), "completed");
        CHECK_EQ(f.state(), "closed");
        CHECK_EQ(f.status_of(f.task), "completed");
        CHECK_EQ(f.rest("GET", f.channel).at("status"), "closed");
        CHECK_EQ(f.people(), 1u);
        CHECK_EQ(f.hooks("onParticipantRemoved").at(0).get("Identity"), "mike_40example_2Ecom");
        CHECK_EQ(f.hooks("onConversationStateUpdated").at(0).get("StateTo"), "closed");
        CHECK_EQ(f.hooks("task.completed").size(), 1u);
        CHECK_EQ(f.agent_hooks("onParticipantLeft", 1), 1u);
        CHECK_EQ(f.hooks("onChannelStatusUpdated", 2).size(), 2u);
        CHECK_EQ(f.control("POST", at, R"({"body":"too late"})").status, 409);
      }
    }
  }
}

SCENARIO("an offer is declined by everyone and taken by a third") {
  GIVEN("a queued conversation") {
    queued f;
    WHEN("both agents decline and a new one comes") {
      f.act(f.mike, f.task, "decline");
      auto half = f.status_of(f.task);
      f.act(f.zoe, f.task, "decline");
      auto none = f.status_of(f.task);
      auto ann = f.new_agent("ann@example.com");
      THEN("the task stays queued and is offered to the new one") {
        CHECK_EQ(half, "reserved");
        CHECK_EQ(none, "pending");
        CHECK_EQ(f.tasks_of(f.mike).at("tasks.0.status"), "declined");
        CHECK_EQ(f.act(ann, f.task, "accept").at("status"), "accepted");
        CHECK_EQ(f.hooks("reservation.rejected", 2).size(), 2u);
      }
    }
  }
}

SCENARIO("an agent transfers to a colleague") {
  GIVEN("an agent in a conversation") {
    queued f;
    f.act(f.mike, f.task, "accept");
    WHEN("they transfer to another agent, who declines, then accepts a second try") {
      CHECK_EQ(f.act(f.mike, f.task, "transfer", "{\"to\":\"" + f.zoe + "\"}").status, 200);
      auto first = f.last_task_of(f.zoe);
      f.act(f.zoe, first, "decline");
      auto still_there = f.people();
      f.act(f.mike, f.task, "transfer",
            "{\"to\":\"" + f.zoe + "\",\"attributes\":{\"topic\":\"refund\"}}");
      auto second = f.last_task_of(f.zoe);
      auto accepted = f.act(f.zoe, second, "accept");
      THEN("the first try is canceled, and the old agent leaves once the new one is in") {
        CHECK_EQ(f.status_of(first), "canceled");
        CHECK_EQ(still_there, 2u);
        CHECK_EQ(accepted.at("attributes.topic"), "refund");
        CHECK_EQ(accepted.at("attributes.conversationSid"), f.talk);
        CHECK_EQ(f.status_of(f.task), "completed");
        CHECK_EQ(f.status_of(second), "assigned");
        CHECK_EQ(f.state(), "active");
        CHECK_EQ(f.people(), 2u);
        CHECK_EQ(f.hooks("onParticipantRemoved").at(0).get("Identity"), "mike_40example_2Ecom");
        CHECK_EQ(f.act(f.zoe, second, "transfer", "{\"to\":\"WKnobody\"}").status, 404);
      }
    }
  }
}

SCENARIO("an agent parks a conversation and it is taken up again") {
  GIVEN("an agent in a conversation") {
    queued f;
    f.act(f.mike, f.task, "accept");
    WHEN("they park it and an invite is made") {
      f.act(f.mike, f.task, "park");
      auto parked = f.rest("GET", f.channel).at("status");
      auto state = f.state();
      auto people = f.people();
      auto invite = f.rest(
          "POST", f.channel + "/Invites",
          {{"Routing",
            R"({"properties":{"workspace_sid":"WS00000000000000000000000000000003","workflow_sid":"WW00000000000000000000000000000004","task_channel_unique_name":"chat","attributes":{"again":true}}})"}});
      auto task = f.last_task_of(f.zoe);
      THEN("the conversation stayed, and a new task is offered to all") {
        CHECK_EQ(parked, "inactive");
        CHECK_EQ(state, "active");
        CHECK_EQ(people, 1u);
        CHECK_EQ(f.status_of(f.task), "completed");
        CHECK_EQ(invite.at("sid").substr(0, 2), "KG");
        CHECK_EQ(invite.at("routing.properties.sid"), task);
        CHECK_EQ(f.act(f.zoe, task, "accept").at("attributes.again"), "true");
        CHECK_EQ(f.rest("GET", f.channel).at("status"), "active");
      }
    }
  }
}

SCENARIO("an agent writes notes before completing") {
  GIVEN("an agent in a conversation") {
    queued f;
    f.act(f.mike, f.task, "accept");
    WHEN("they go to wrap-up and then complete") {
      auto wrapping = f.act(f.mike, f.task, "wrapup");
      auto state = f.state();
      auto status = f.status_of(f.task);
      f.act(f.mike, f.task, "complete");
      THEN("they left at wrap-up, and the conversation is closed at the end") {
        CHECK_EQ(wrapping.at("status"), "wrapping");
        CHECK_EQ(status, "wrapping");
        CHECK_EQ(state, "active");
        CHECK_EQ(f.hooks("task.wrapup").size(), 1u);
        CHECK_EQ(f.state(), "closed");
        CHECK_EQ(f.status_of(f.task), "completed");
      }
    }
  }
}

SCENARIO("an agent just leaves") {
  GIVEN("an agent in a conversation") {
    queued f;
    f.act(f.mike, f.task, "accept");
    WHEN("they leave") {
      CHECK_EQ(f.act(f.mike, f.task, "leave").at("status"), "completed");
      THEN("the conversation goes on without them") {
        CHECK_EQ(f.state(), "active");
        CHECK_EQ(f.people(), 1u);
        CHECK_EQ(f.agent_hooks("onParticipantLeft", 1), 1u);
        CHECK_EQ(f.act(f.mike, f.task, "leave").status, 409);
      }
    }
  }
}

SCENARIO("someone nobody invited looks in") {
  GIVEN("an agent in a conversation") {
    queued f;
    f.act(f.mike, f.task, "accept");
    auto at = "/agents/" + f.zoe + "/conversations/" + f.talk;
    CHECK_EQ(f.control("POST", at + "/messages", R"({"body":"x"})").status, 409);
    WHEN("a supervisor joins and leaves") {
      auto joined = f.control("POST", at + "/join", R"({"role":"supervisor"})");
      auto again = f.control("POST", at + "/join");
      auto seats = f.rest("GET", f.channel + "/Participants");
      auto left = f.control("POST", at + "/leave");
      THEN("they were a supervisor, and are gone") {
        CHECK_EQ(joined.status, 200);
        CHECK_EQ(again.status, 409);
        CHECK_EQ(seats.at("participants.2.type"), "supervisor");
        CHECK_EQ(left.status, 200);
        CHECK_EQ(f.people(), 2u);
        CHECK_EQ(f.hooks("onParticipantRemoved").at(0).get("Identity"), "zoe_40example_2Ecom");
      }
      THEN("the world shows it and can be forgotten") {
        auto all = f.control("GET", "/conversations");
        CHECK_EQ(all.at("conversations.0.unique_name"), "fc-1");
        CHECK_EQ(all.size("conversations.0.participants"), 2u);
        CHECK_EQ(all.size("conversations.0.webhooks"), 1u);
        f.control("POST", "/reset");
        CHECK_EQ(f.control("GET", "/conversations").size("conversations"), 0u);
        CHECK_EQ(f.control("GET", "/agents").size("agents"), 0u);
      }
    }
  }
}
