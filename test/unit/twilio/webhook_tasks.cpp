#define CAF_SUITE twilio_webhook_tasks
#include "test/unit/twilio/webhook_script.hpp"

using namespace flexcord::net;
using namespace flexcord::net::twilio;

SCENARIO("Interaction webhooks say who joined and left") {
  GIVEN("an agent's join as form and as JSON") {
    http::form form{{"EventType", "onParticipantJoined"},
                    {"AccountSid", "AC1"},
                    {"InteractionSid", "KD1"},
                    {"ChannelSid", "UO1"},
                    {"ParticipantSid", "UT1"},
                    {"ParticipantType", "agent"},
                    {"TaskSid", "WT1"},
                    {"MediaChannelSid", "CH1"},
                    {"MediaChannelType", "web"}};
    WHEN("it is read") {
      THEN("both tell the same") {
        auto json = read_json(
            R"({"EventType":"onParticipantJoined","InteractionSid":"KD1","ChannelSid":"UO1",)"
            R"("ParticipantSid":"UT1","ParticipantType":"agent","TaskSid":"WT1",)"
            R"("MediaChannelSid":"CH1"})");
        for (const auto& r : {read_form(form), json}) {
          auto e = want<interaction_participant>(r);
          CHECK(e.joined);
          CHECK_EQ(e.interaction_sid, "KD1");
          CHECK_EQ(e.channel_sid, "UO1");
          CHECK_EQ(e.conversation_sid, "CH1");
          CHECK_EQ(e.participant_sid, "UT1");
          CHECK_EQ(e.kind, "agent");
          CHECK_EQ(e.task_sid, "WT1");
        }
      }
      THEN("leaving is the other way round") {
        auto e =
            want<interaction_participant>(read_form(with(form, "EventType", "onParticipantLeft")));
        CHECK(!e.joined);
        CHECK_EQ(e.interaction_sid, "KD1");
      }
      THEN("the channel's status and its failure are read") {
        auto changed =
            with(with(form, "EventType", "onChannelStatusUpdated"), "ChannelStatus", "closed");
        CHECK_EQ(want<interaction_channel>(read_form(changed)).status, "closed");
        auto failed = with(with(form, "EventType", "onChannelCreateFailed"), "ErrorCode", "45354");
        auto e = want<interaction_channel>(read_form(failed));
        CHECK_EQ(e.status, "failed");
        CHECK_EQ(e.error_code, "45354");
      }
    }
  }
}

SCENARIO("TaskRouter callbacks are mapped to their conversation") {
  GIVEN("an accepted reservation") {
    http::form form{{"EventType", "reservation.accepted"},
                    {"Sid", "EV1"},
                    {"TaskSid", "WT1"},
                    {"TaskAttributes", R"({"conversationSid":"CH1","flexInteractionSid":"KD1"})"},
                    {"WorkerSid", "WK1"},
                    {"WorkerName", "mike@twilio.com"},
                    {"WorkerAttributes", R"({"full_name":"Mike M"})"},
                    {"ReservationSid", "WR1"},
                    {"Timestamp", "1767323045"},
                    {"TimestampMs", "1767323045678"}};
    WHEN("it is read") {
      THEN("task, worker and time are there") {
        auto e = want<task_event>(read_form(form));
        CHECK_EQ(e.event, "reservation.accepted");
        CHECK_EQ(e.event_sid, "EV1");
        CHECK_EQ(e.task_sid, "WT1");
        CHECK_EQ(e.conversation_sid, "CH1");
        CHECK_EQ(e.interaction_sid, "KD1");
        CHECK_EQ(e.worker_sid, "WK1");
        CHECK_EQ(e.worker_name, "mike@twilio.com");
        CHECK_EQ(e.worker_full_name, "Mike M");
        CHECK_EQ(e.reservation_sid, "WR1");
        CHECK_EQ(e.at_ms, 1767323045678);
      }
      THEN("seconds serve when there are no milliseconds") {
        CHECK_EQ(want<task_event>(read_form(without(form, "TimestampMs"))).at_ms, 1767323045000);
      }
      THEN("attributes of another application are no error") {
        auto e = want<task_event>(read_form(with(form, "TaskAttributes", "not json")));
        CHECK_EQ(e.conversation_sid, "");
        CHECK_EQ(e.task_sid, "WT1");
      }
      THEN("a task of a Chat channel is found by the channel") {
        auto of = [&](std::string attributes) {
          return want<task_event>(read_form(with(form, "TaskAttributes", std::move(attributes))))
              .conversation_sid;
        };
        CHECK_EQ(of(R"({"channelSid":"CH2","channelType":"web"})"), "CH2");
        CHECK_EQ(of(R"({"channelSid":"CH2","conversationSid":"CH1"})"), "CH1");
      }
      THEN("a cancelled task says why") {
        auto canceled = with(with(form, "EventType", "task.canceled"), "TaskCanceledReason",
                             "Workflow timeout");
        CHECK_EQ(want<task_event>(read_form(canceled)).reason, "Workflow timeout");
      }
      THEN("workers and activities are not our concern; a queue event without a task neither") {
        CHECK_EQ(
            want<irrelevant>(read_form(with(form, "EventType", "worker.activity.update"))).event,
            "worker.activity.update");
        auto queue = without(with(form, "EventType", "task-queue.created"), "TaskSid");
        CHECK_EQ(want<irrelevant>(read_form(queue)).event, "task-queue.created");
      }
    }
  }
}

SCENARIO("an incomplete or strange webhook is answered with what is wrong") {
  GIVEN("webhooks with a hole") {
    WHEN("they are read") {
      THEN("the missing parameter is named") {
        CHECK_EQ(why_not(read_form({})), "parameter EventType is missing");
        for (std::string name : {"ConversationSid", "MessageSid", "Author", "Index"})
          CHECK_EQ(why_not(read_form(without(added, name))), "parameter " + name + " is missing");
        CHECK_EQ(why_not(read_form(with(added, "MessageSid", ""))),
                 "parameter MessageSid is missing");
        CHECK_EQ(why_not(read_form({{"EventType", "onParticipantJoined"}})),
                 "parameter InteractionSid is missing");
        CHECK_EQ(why_not(read_form({{"EventType", "task.created"}})),
                 "parameter TaskSid is missing");
        CHECK_EQ(
            why_not(read_form({{"EventType", "onParticipantAdded"}, {"ConversationSid", "CH1"}})),
            "parameter ParticipantSid is missing");
      }
      THEN("an index must be a number that fits") {
        for (auto bad : {"x", "7x", " 7", "99999999999999999999", "1.5"})
          CHECK_EQ(why_not(read_form(with(added, "Index", bad))),
                   "parameter Index is not an integer");
      }
      THEN("JSON must be an object") {
        for (auto bad : {"[]", "null", "{", "\"EventType\"", ""})
          CHECK_EQ(why_not(read_json(bad)), "the body is not a JSON object");
        std::string deep =
            R"({"EventType":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
        CHECK_EQ(why_not(read_json(deep)), "the body is not a JSON object");
      }
      THEN("an unknown event is irrelevant and not an error") {
        CHECK_EQ(want<irrelevant>(read_form({{"EventType", "onUserUpdated"}})).event,
                 "onUserUpdated");
        CHECK_EQ(want<irrelevant>(read_form({{"EventType", "onParticipantUpdated"}})).event,
                 "onParticipantUpdated");
        CHECK_EQ(want<irrelevant>(read_form({{"EventType", "someday"}})).event, "someday");
      }
      THEN("a webhook configured as GET has its parameters in the query") {
        http::incoming req;
        req.method = "GET";
        req.query = {
            {"EventType", "onMessageRemoved"}, {"ConversationSid", "CH1"}, {"MessageSid", "IM1"}};
        CHECK_EQ(want<message_removed>(parse_webhook(req)).m.sid, "IM1");
      }
    }
  }
}
