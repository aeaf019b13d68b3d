#include "test/unit/twilio/api.hpp"

#include <boost/json.hpp>

#define CAF_SUITE twilio_rest_flex
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::outcome;
using flexcord::test::twilio_api;
using flexcord::test::wait_for;

namespace {

const interaction queued{"KD1", "UO1", "WT1", "KG1"};

/// The form's value as JSON with a fixed layout.
std::string json_value(const http::form& form, std::string_view name) {
  boost::system::error_code error;
  auto text = std::string(http::form_value(form, name));
  auto value = boost::json::parse(text, error);
  return error ? "not JSON: " + text : boost::json::serialize(value);
}

} // namespace

SCENARIO("a person is asked for through an interaction") {
  GIVEN("a stand-in for Flex") {
    twilio_api t;
    t.peer.answer(
        200,
        R"({"sid":"KD1","channel":{"type":"web","sid":"UO1"},"routing":{"properties":{"sid":"WT1",)"
        R"("attributes":"{\"flexChannelInviteSid\":\"KG1\"}"}}})");
    WHEN("an interaction is created") {
      auto i = wait_for<interaction>([&](auto done) {
        t.api.create_interaction("CH1", R"({"customerName":"A \"na\"","n":1})", done);
      });
      THEN("its ids are told") {
        REQUIRE_EQ(outcome(i), "accepted");
        CHECK_EQ(i->sid + i->channel_sid + i->task_sid + i->invite_sid, "KD1UO1WT1KG1");
      }
      THEN("channel and routing are as the reference shows them") {
        CHECK_EQ(t.target(0), "/flex-api/v1/Interactions");
        CHECK_EQ(
            json_value(t.form(0), "Channel"),
            R"({"type":"web","initiated_by":"customer","properties":{"media_channel_sid":"CH1"}})");
        CHECK_EQ(json_value(t.form(0), "Routing"),
                 R"({"type":"TaskRouter","properties":{"workspace_sid":"WS1","workflow_sid":"WW1",)"
                 R"("task_channel_unique_name":"chat","attributes":{"customerName":"A \"na\"",)"
                 R"("n":1}}})");
      }
    }
  }
  GIVEN("attributes that are not an object") {
    twilio_api t;
    WHEN("an interaction and an invite are asked for") {
      THEN("nothing is sent") {
        for (std::string bad : {"", "[]", "{", "\"x\""}) {
          auto i =
              wait_for<interaction>([&](auto done) { t.api.create_interaction("CH1", bad, done); });
          auto v =
              wait_for<std::string>([&](auto done) { t.api.create_invite(queued, bad, done); });
          CHECK(!i && i.error().kind == failure_kind::malformed);
          CHECK(!v && v.error().kind == failure_kind::malformed);
        }
        CHECK_EQ(t.peer.seen().size(), 0u);
      }
    }
  }
}

SCENARIO("a channel is watched, invited to again and closed") {
  GIVEN("a queued interaction") {
    twilio_api t;
    t.peer.answer(200, R"({"sid":"UO1","status":"setup","error_code":null})");
    t.peer.answer(
        200, R"({"sid":"UO1","status":"failed","error_code":"45354","error_message":"closed"})");
    t.peer.answer(201, R"({"sid":"KG2"})");
    t.peer.answer(200, R"({"participants":[{"sid":"UT1","type":"agent","routing_properties":)"
                       R"({"task_sid":"WT1","worker_sid":"WK1"}}],"meta":{"next_page_url":null}})");
    t.peer.answer(200, R"({"sid":"UO1","status":"closed"})");
    WHEN("it goes its way") {
      auto first = wait_for<channel_status>([&](auto done) { t.api.get_channel(queued, done); });
      auto second = wait_for<channel_status>([&](auto done) { t.api.get_channel(queued, done); });
      auto invite = wait_for<std::string>(
          [&](auto done) { t.api.create_invite(queued, R"({"a":1})", done); });
      auto members = wait_for<std::vector<interaction_member>>(
          [&](auto done) { t.api.list_members(queued, done); });
      auto closed = wait_for<rest::nothing>([&](auto done) { t.api.close_channel(queued, done); });
      THEN("status and failure are told") {
        REQUIRE_EQ(outcome(first), "accepted");
        CHECK_EQ(first->status, "setup");
        REQUIRE_EQ(outcome(second), "accepted");
        CHECK_EQ(second->status, "failed");
        CHECK_EQ(second->error_code, 45354);
        CHECK_EQ(t.target(0), "/flex-api/v1/Interactions/KD1/Channels/UO1");
      }
      THEN("an invite repeats the attributes") {
        REQUIRE_EQ(outcome(invite), "accepted");
        CHECK_EQ(*invite, "KG2");
        CHECK_EQ(t.target(2), "/flex-api/v1/Interactions/KD1/Channels/UO1/Invites");
        CHECK_EQ(json_value(t.form(2), "Routing"),
                 R"({"properties":{"workspace_sid":"WS1","workflow_sid":"WW1",)"
                 R"("task_channel_unique_name":"chat",)"
                 R"("attributes":{"a":1}}})");
      }
      THEN("members are listed and the end closes the tasks as well") {
        REQUIRE_EQ(outcome(members), "accepted");
        CHECK_EQ(members->at(0).worker_sid, "WK1");
        CHECK_EQ(outcome(closed), "accepted");
        CHECK_EQ(t.target(4), "/flex-api/v1/Interactions/KD1/Channels/UO1");
        CHECK_EQ(t.form(4),
                 http::form({{"Status", "closed"}, {"Routing", R"({"status":"closed"})"}}));
      }
    }
  }
}

SCENARIO("TaskRouter tells tasks and workers") {
  GIVEN("a stand-in for TaskRouter") {
    twilio_api t;
    t.peer.answer(
        200,
        R"({"tasks":[{"sid":"WT1","assignment_status":"pending","attributes":"{}","reason":null}],)"
        R"("meta":{"next_page_url":null}})");
    t.peer.answer(
        200,
        R"({"sid":"WT1","assignment_status":"canceled","attributes":"{}","reason":"timeout"})");
    t.peer.answer(
        200, R"({"sid":"WK1","friendly_name":"mike","attributes":"{\"full_name\":\"Mike M\"}"})");
    t.peer.answer(200, R"({"tasks":[]})");
    WHEN("they are asked for") {
      auto tasks = wait_for<std::vector<task>>([&](auto done) { t.api.tasks_of("CH1", done); });
      auto one = wait_for<task>([&](auto done) { t.api.get_task("WT1", done); });
      auto who = wait_for<worker>([&](auto done) { t.api.get_worker("WK1", done); });
      auto sly =
          wait_for<std::vector<task>>([&](auto done) { t.api.tasks_of("CH1\" OR 1 == 1", done); });
      THEN("the tasks of a conversation are found by its sid") {
        REQUIRE_EQ(outcome(tasks), "accepted");
        CHECK_EQ(tasks->at(0).sid, "WT1");
        CHECK_EQ(t.peer.seen(0).path, "/taskrouter/v1/Workspaces/WS1/Tasks");
        CHECK_EQ(std::string(t.peer.seen(0).query_value("EvaluateTaskAttributes")),
                 "conversationSid == \"CH1\"");
      }
      THEN("a sid cannot end the string that it stands in") {
        CHECK_EQ(outcome(sly), "accepted");
        CHECK_EQ(std::string(t.peer.seen(3).query_value("EvaluateTaskAttributes")),
                 "conversationSid == \"CH1 OR 1 == 1\"");
      }
      THEN("task and worker are read") {
        REQUIRE_EQ(outcome(one), "accepted");
        CHECK_EQ(one->assignment_status + " " + one->reason, "canceled timeout");
        REQUIRE_EQ(outcome(who), "accepted");
        CHECK_EQ(who->full_name, "Mike M");
        CHECK_EQ(t.target(2), "/taskrouter/v1/Workspaces/WS1/Workers/WK1");
      }
    }
  }
}

SCENARIO("TaskRouter tells how a queue stands") {
  GIVEN("a stand-in for TaskRouter") {
    twilio_api t;
    t.peer.answer(
        200,
        R"({"tasks":[{"sid":"WT1","assignment_status":"pending","attributes":"{}","priority":5,)"
        R"("task_queue_sid":"WQ1","virtual_start_time":"2026-01-02T03:04:05Z"},)"
        R"({"sid":"WT2","assignment_status":"reserved","date_created":"2026-01-02T03:04:06Z"}],)"
        R"("meta":{"next_page_url":"http://elsewhere.example/next"}})");
    t.peer.answer(200, R"({"task_queue_sid":"WQ1","reservations_accepted":7})");
    t.peer.answer(200, R"({"task_queue_sid":"WQ1","reservations_accepted":null})");
    WHEN("it is asked for") {
      auto waiting =
          wait_for<std::vector<task>>([&](auto done) { t.api.waiting_tasks("WQ1", 100, done); });
      auto figures =
          wait_for<queue_figures>([&](auto done) { t.api.get_queue_figures("WQ1", 30, done); });
      auto without =
          wait_for<queue_figures>([&](auto done) { t.api.get_queue_figures("WQ1", 30, done); });
      THEN("the first tasks that wait are read, in TaskRouter's own order, and no more pages") {
        REQUIRE_EQ(outcome(waiting), "accepted");
        REQUIRE_EQ(waiting->size(), 2u);
        CHECK_EQ(waiting->at(0).priority, 5);
        CHECK_EQ(waiting->at(0).queue_sid, "WQ1");
        CHECK_EQ(waiting->at(0).ordered_by, "2026-01-02T03:04:05Z");
        CHECK_EQ(waiting->at(1).ordered_by, "2026-01-02T03:04:06Z");
        const auto& asked = t.peer.seen(0);
        CHECK_EQ(asked.path, "/taskrouter/v1/Workspaces/WS1/Tasks");
        CHECK_EQ(std::string(asked.query_value("TaskQueueSid")), "WQ1");
        CHECK_EQ(std::string(asked.query_value("Ordering")), "Priority:desc,VirtualStartTime:asc");
        CHECK_EQ(std::string(asked.query_value("PageSize")), "100");
      }
      THEN("figures are read, and what says nothing is no figure") {
        REQUIRE_EQ(outcome(figures), "accepted");
        CHECK_EQ(figures->accepted, 7);
        CHECK_EQ(t.target(1), "/taskrouter/v1/Workspaces/WS1/TaskQueues/WQ1/"
                              "CumulativeStatistics?Minutes=30");
        CHECK_NE(outcome(without), "accepted");
      }
    }
  }
}
