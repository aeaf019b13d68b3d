// The queue as TaskRouter shows it: the tasks that wait, in order, and what was taken lately.
#define CAF_SUITE sandbox_twilio_queue
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string workspace = "/taskrouter/v1/Workspaces/WS00000000000000000000000000000003";
const std::string queue = "WQ00000000000000000000000000000006";
const std::string waiting = workspace + "/Tasks?TaskQueueSid=" + queue +
                            "&AssignmentStatus=pending&AssignmentStatus=reserved"
                            "&Ordering=Priority%3Adesc%2CVirtualStartTime%3Aasc&PageSize=100";
const std::string figures = workspace + "/TaskQueues/" + queue + "/CumulativeStatistics";

std::string made(twilio_fixture& f, int priority) {
  auto task = f.rest("POST", workspace + "/Tasks",
                     {{"Attributes", "{}"}, {"Priority", std::to_string(priority)}});
  f.advance(1000);
  return task.at("sid");
}

} // namespace

SCENARIO("tasks that wait are listed in the order in which they are given out") {
  GIVEN("two tasks of one priority, then an urgent one, then one that is canceled") {
    twilio_fixture f;
    const auto first = made(f, 0), second = made(f, 0), urgent = made(f, 5), gone = made(f, 9);
    f.rest("POST", workspace + "/Tasks/" + gone, {{"AssignmentStatus", "canceled"}});
    WHEN("the queue is read") {
      auto list = f.rest("GET", waiting);
      THEN("the urgent one comes first, then who came earlier") {
        REQUIRE_EQ(list.size("tasks"), 3u);
        CHECK_EQ(list.at("tasks.0.sid"), urgent);
        CHECK_EQ(list.at("tasks.1.sid"), first);
        CHECK_EQ(list.at("tasks.2.sid"), second);
        CHECK_EQ(list.at("tasks.0.task_queue_sid"), queue);
        CHECK_EQ(f.rest("GET", workspace + "/Tasks?TaskQueueSid=WQ1").size("tasks"), 0u);
      }
      THEN("an order that TaskRouter does not know is refused") {
        for (auto order : {"Age%3Aasc", "Priority", "Priority%3Aup",
                           "DateCreated%3Aasc%2CVirtualStartTime%3Aasc"})
          CHECK_EQ(f.rest("GET", workspace + "/Tasks?Ordering=" + order).status, 400);
      }
    }
  }
}

SCENARIO("a queue's figures say how many tasks were taken lately") {
  GIVEN("an agent who took a task after half a minute") {
    twilio_fixture f;
    auto mike = f.new_agent("mike@example.com");
    auto talk = f.new_conversation("fc-1");
    auto task = f.open_interaction(talk).at("routing.properties.sid");
    f.advance(30'000);
    CHECK_EQ(f.act(mike, task, "accept").at("status"), "accepted");
    WHEN("they are read at once and much later") {
      auto now = f.rest("GET", figures + "?Minutes=30");
      f.advance(31 * 60'000);
      auto later = f.rest("GET", figures + "?Minutes=30");
      THEN("only what lies within the minutes counts") {
        CHECK_EQ(now.status, 200);
        CHECK_EQ(now.at("reservations_accepted"), "1");
        CHECK_EQ(now.at("task_queue_sid"), queue);
        CHECK_NE(now.at("wait_duration_until_accepted.avg"), "0");
        CHECK_EQ(later.at("reservations_accepted"), "0");
      }
      THEN("a span that makes no sense and another queue are refused") {
        for (auto minutes : {"0", "-1", "x", "999999999999999"})
          CHECK_EQ(f.rest("GET", figures + "?Minutes=" + minutes).status, 400);
        CHECK_EQ(f.rest("GET", workspace + "/TaskQueues/WQ1/CumulativeStatistics").status, 404);
      }
    }
  }
}
