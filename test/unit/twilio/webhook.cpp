#include "net/twilio/webhook.hpp"

#define CAF_SUITE twilio_webhook
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;

namespace {

http::incoming post(std::string type, std::string body) {
  http::incoming req;
  req.method = "POST";
  req.target = req.path = "/twilio/conversations";
  req.headers.set("Content-Type", std::move(type));
  req.body = std::move(body);
  return req;
}

result<webhook_event> read_form(const http::form& form) {
  return parse_webhook(post("application/x-www-form-urlencoded", http::encode_form(form)));
}

result<webhook_event> read_json(std::string body) {
  return parse_webhook(post("application/json", std::move(body)));
}

/// The event as T, or a default one and a failed check.
template <class T>
T want(const result<webhook_event>& r) {
  if (!r) {
    CHECK_EQ(r.error().detail, "no failure");
    return {};
  }
  if (auto* e = std::get_if<T>(&*r)) return *e;
  CHECK_EQ(r->index(), webhook_event(T{}).index());
  return {};
}

std::string why_not(const result<webhook_event>& r) {
  if (r) return "accepted";
  CHECK(r.error().kind == failure_kind::malformed);
  return r.error().detail;
}

const http::form added{{"EventType", "onMessageAdded"},
                       {"Attributes", R"({"fc":{"n":"nonce-1"}})"},
                       {"DateCreated", "2026-01-02T03:04:05.678Z"},
                       {"Index", "35"},
                       {"MessageSid", "IM1"},
                       {"AccountSid", "AC1"},
                       {"Source", "SDK"},
                       {"ClientIdentity", "dave"},
                       {"RetryCount", "0"},
                       {"Author", "dave"},
                       {"ParticipantSid", "MB1"},
                       {"Body", "two & three"},
                       {"ConversationSid", "CH1"}};

http::form without(http::form form, std::string_view name) {
  std::erase_if(form, [name](const auto& entry) { return entry.first == name; });
  return form;
}

http::form with(http::form form, std::string name, std::string value) {
  form = without(std::move(form), name);
  form.emplace_back(std::move(name), std::move(value));
  return form;
}

} // namespace

SCENARIO("an agent's message is read from the webhook") {
  GIVEN("a webhook as Twilio sends it") {
    WHEN("it is read") {
      THEN("everything is there") {
        auto m = want<message_added>(read_form(added)).m;
        CHECK_EQ(m.conversation_sid, "CH1");
        CHECK_EQ(m.sid, "IM1");
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(m.body, "two & three");
        CHECK_EQ(m.source, "SDK");
        CHECK_EQ(m.index, 35);
        CHECK_EQ(m.created_ms, 1767323045678);
        CHECK_EQ(m.nonce, "nonce-1");
        CHECK_EQ(m.files.size(), 0u);
      }
      THEN("the names of Programmable Chat mean the same") {
        auto legacy = read_form({{"EventType", "onMessageSent"},
                                 {"ChannelSid", "CH1"},
                                 {"MessageSid", "IM1"},
                                 {"From", "dave"},
                                 {"Index", "1"},
                                 {"Body", "hi"},
                                 {"InstanceSid", "IS1"}});
        auto m = want<message_added>(legacy).m;
        CHECK_EQ(m.conversation_sid, "CH1");
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(m.index, 1);
      }
      THEN("so do mixed names, which one address webhook sends") {
        auto mixed = with(without(added, "ConversationSid"), "ChannelSid", "CH9");
        CHECK_EQ(want<message_added>(read_form(mixed)).m.conversation_sid, "CH9");
      }
      THEN("attributes that are not JSON are kept and harm nobody") {
        auto m = want<message_added>(read_form(with(added, "Attributes", "{broken"))).m;
        CHECK_EQ(m.attributes, "{broken");
        CHECK_EQ(m.nonce, "");
      }
      THEN("a missing body or date is no error") {
        auto m = want<message_added>(read_form(without(without(added, "Body"), "DateCreated"))).m;
        CHECK_EQ(m.body, "");
        CHECK_EQ(m.created_ms, 0);
      }
      THEN("the same as a JSON object is the same") {
        auto m =
            want<message_added>(
                read_json(
                    R"({"EventType":"onMessageAdded","ConversationSid":"CH1","MessageSid":"IM1",)"
                    R"("Author":"dave","Index":35,)"
                    R"("Body":null,"Attributes":{"fc":{"n":"n2"}},"Media":[{"Sid":"ME1",)"
                    R"("Size":5}]})"))
                .m;
        CHECK_EQ(m.index, 35);
        CHECK_EQ(m.body, "");
        CHECK_EQ(m.nonce, "n2");
        CHECK_EQ(m.files.size(), 1u);
      }
    }
  }
}

SCENARIO("files of an agent's message are listed") {
  GIVEN("a message with two files and no text") {
    auto form = with(without(added, "Body"), "Media",
                     R"([{"Sid":"ME1","ContentType":"image/png","Filename":"a.png","Size":123},)"
                     R"({"Sid":"ME2","ContentType":"text/plain","Filename":null,"Size":"7"}])");
    WHEN("it is read") {
      THEN("both are there in order") {
        auto files = want<message_added>(read_form(form)).m.files;
        REQUIRE_EQ(files.size(), 2u);
        CHECK_EQ(files[0].sid, "ME1");
        CHECK_EQ(files[0].content_type, "image/png");
        CHECK_EQ(files[0].filename, "a.png");
        CHECK_EQ(files[0].size, 123u);
        CHECK_EQ(files[1].filename, "");
        CHECK_EQ(files[1].size, 7u);
      }
      THEN("Programmable Chat's single file is a list of one") {
        auto legacy = read_form({{"EventType", "onMediaMessageSent"},
                                 {"ChannelSid", "CH1"},
                                 {"MessageSid", "IM1"},
                                 {"From", "dave"},
                                 {"Index", "1"},
                                 {"MediaSid", "ME1"},
                                 {"MediaContentType", "image/png"},
                                 {"MediaFilename", "a.png"},
                                 {"MediaSize", "9"}});
        auto files = want<message_added>(legacy).m.files;
        REQUIRE_EQ(files.size(), 1u);
        CHECK_EQ(files[0].size, 9u);
      }
      THEN("a list that cannot be read is an error and not a lost file") {
        for (auto bad : {"{", "{}", "[1]", "[{}]", "\"ME1\""})
          CHECK_EQ(why_not(read_form(with(form, "Media", bad))),
                   "parameter Media is not a list of files");
        CHECK_EQ(want<message_added>(read_form(with(form, "Media", "[]"))).m.files.size(), 0u);
        auto negative = with(form, "Media", R"([{"Sid":"ME1","Size":-5}])");
        CHECK_EQ(want<message_added>(read_form(negative)).m.files.at(0).size, 0u);
      }
    }
  }
}

SCENARIO("webhooks of Programmable Chat are told apart") {
  GIVEN("webhooks with the legacy parameter names") {
    http::form sent{{"EventType", "onMessageSent"},
                    {"InstanceSid", "IS1"},
                    {"AccountSid", "AC1"},
                    {"ChannelSid", "CH1"},
                    {"MessageSid", "IM1"},
                    {"Index", "1"},
                    {"From", "dave"},
                    {"Body", "hi"},
                    {"Attributes", "{}"},
                    {"DateCreated", "2026-01-02T03:04:05.678Z"},
                    {"Source", "SDK"},
                    {"ClientIdentity", "dave"},
                    {"RetryCount", "0"}};
    WHEN("they are read") {
      THEN("a message is whole when it has a text") {
        auto m = want<message_added>(read_form(sent)).m;
        CHECK(m.legacy);
        CHECK(!m.incomplete);
        CHECK_EQ(m.source, "SDK");
        CHECK_EQ(m.author, "dave");
        CHECK(!want<message_added>(read_form(added)).m.legacy);
      }
      THEN("one without text, and a file that is not named, wants to be read") {
        CHECK(want<message_added>(read_form(without(sent, "Body"))).m.incomplete);
        auto media = with(sent, "EventType", "onMediaMessageSent");
        CHECK(want<message_added>(read_form(media)).m.incomplete);
        CHECK(!want<message_added>(read_form(with(media, "MediaSid", "ME1"))).m.incomplete);
        CHECK(!want<message_added>(read_form(without(added, "Body"))).m.incomplete);
      }
      THEN("an edit tells its author, or at least who made it") {
        auto edit = with(with(sent, "EventType", "onMessageUpdated"), "DateUpdated",
                         "2026-01-02T03:05:00.1Z");
        auto m = want<message_updated>(read_form(edit)).m;
        CHECK(m.legacy);
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(want<message_updated>(read_form(with(without(edit, "From"), "ModifiedBy", "mike")))
                     .m.author,
                 "mike");
        CHECK_EQ(want<message_updated>(read_form(without(edit, "From"))).m.author, "dave");
        auto current = with(added, "EventType", "onMessageUpdated");
        CHECK(!want<message_updated>(read_form(current)).m.legacy);
        CHECK_EQ(want<message_updated>(read_form(without(current, "Author"))).m.author, "");
        CHECK(
            want<message_removed>(read_form(with(sent, "EventType", "onMessageRemoved"))).m.legacy);
      }
    }
  }
}

SCENARIO("edits, deletions, participants and the end of a conversation are read") {
  GIVEN("one webhook of each kind") {
    WHEN("they are read") {
      THEN("an edit has its time") {
        auto form = with(with(added, "EventType", "onMessageUpdated"), "DateUpdated",
                         "2026-01-02T03:05:00.1Z");
        CHECK_EQ(want<message_updated>(read_form(form)).m.updated, "2026-01-02T03:05:00.1Z");
      }
      THEN("a deletion needs little") {
        auto m = want<message_removed>(read_form({{"EventType", "onMessageRemoved"},
                                                  {"ConversationSid", "CH1"},
                                                  {"MessageSid", "IM1"}}))
                     .m;
        CHECK_EQ(m.sid, "IM1");
        CHECK_EQ(m.index, -1);
      }
      THEN("participants come and go") {
        http::form form{{"EventType", "onParticipantAdded"},
                        {"ConversationSid", "CH1"},
                        {"ParticipantSid", "MB1"},
                        {"Identity", "mike_40twilio_2Ecom"}};
        CHECK_EQ(want<participant_added>(read_form(form)).identity, "mike_40twilio_2Ecom");
        form = with(form, "EventType", "onParticipantRemoved");
        CHECK_EQ(want<participant_removed>(read_form(form)).participant_sid, "MB1");
        http::form legacy{
            {"EventType", "onMemberRemoved"}, {"ChannelSid", "CH1"}, {"MemberSid", "MB2"}};
        CHECK_EQ(want<participant_removed>(read_form(legacy)).participant_sid, "MB2");
      }
      THEN("only a state of closed ends it; so does removal") {
        http::form form{{"EventType", "onConversationStateUpdated"},
                        {"ConversationSid", "CH1"},
                        {"StateFrom", "active"},
                        {"StateTo", "closed"},
                        {"Reason", "TIMER"}};
        CHECK_EQ(want<conversation_closed>(read_form(form)).reason, "TIMER");
        CHECK_EQ(want<irrelevant>(read_form(with(form, "StateTo", "inactive"))).event,
                 "onConversationStateUpdated");
        CHECK_EQ(
            want<conversation_closed>(read_form(with(form, "EventType", "onConversationRemoved")))
                .conversation_sid,
            "CH1");
      }
    }
  }
}

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
