#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_legacy
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::legacy_api;
using flexcord::test::outcome;
using flexcord::test::wait_for;

namespace {

const std::string service = "/chat/v2/Services/IS1";

std::string message_json(int index, std::string extra = {}) {
  auto n = std::to_string(index);
  return R"({"sid":"IM)" + n + R"(","channel_sid":"CH1","to":"CH1","index":)" + n +
         R"(,"from":"mike_40x","body":"b","attributes":"{\"fc\":{\"n\":\"x\"}}","type":"text",)" +
         R"("date_created":"2026-01-02T03:04:05Z","date_updated":"2026-01-02T03:04:06Z")" + extra +
         "}";
}

std::string messages_json(std::vector<int> indices, std::string next = "null") {
  std::string list;
  for (int i : indices) list += (list.empty() ? "" : ",") + message_json(i);
  return R"({"messages":[)" + list + R"(],"meta":{"key":"messages","next_page_url":)" + next + "}}";
}

std::string indices(const result<std::vector<message>>& r) {
  std::string all;
  if (r)
    for (const auto& m : *r) all += std::to_string(m.index) + " ";
  return all;
}

} // namespace

SCENARIO("a user is fetched, or created when there is none") {
  GIVEN("a Chat service that does not know the user yet") {
    legacy_api t;
    t.peer.answer(404, R"({"code":20404,"message":"no","status":404})");
    t.peer.answer(201, R"({"sid":"US1","identity":"discord-42","friendly_name":"Ana"})");
    t.peer.answer(200, R"({"sid":"US1","identity":"discord-42","friendly_name":"Ana"})");
    WHEN("the user is fetched, created and asked for by name") {
      auto missing = wait_for<chat_user>([&](auto done) { t.api.get_user("discord-42", done); });
      auto made = wait_for<chat_user>(
          [&](auto done) { t.api.create_user("discord-42", "Ana & Bob", done); });
      auto name = wait_for<std::string>([&](auto done) { t.api.user_name("discord-42", done); });
      THEN("the path and the identity are one") {
        CHECK(!missing && missing.error().code == 20404);
        REQUIRE_EQ(outcome(made), "accepted");
        CHECK_EQ(made->sid + " " + made->identity + " " + made->name, "US1 discord-42 Ana");
        CHECK_EQ(t.method(0) + " " + t.target(0), "GET " + service + "/Users/discord-42");
        CHECK_EQ(t.method(1) + " " + t.target(1), "POST " + service + "/Users");
        CHECK_EQ(t.form(1),
                 http::form({{"Identity", "discord-42"}, {"FriendlyName", "Ana & Bob"}}));
        REQUIRE_EQ(outcome(name), "accepted");
        CHECK_EQ(*name, "Ana");
        CHECK_EQ(t.target(2), service + "/Users/discord-42");
        CHECK_EQ(t.header(1, "Authorization"), "Basic QUMxOnRva2Vu");
      }
    }
  }
}

SCENARIO("the channels of a user are listed, all pages") {
  GIVEN("two pages") {
    legacy_api t;
    t.peer.answer(200, R"({"channels":[{"channel_sid":"CH1","status":"joined"}],"meta":{)"
                       R"("key":"channels","next_page_url":")" +
                           t.peer.origin() + R"(/chat/v2/more?PageToken=1"}})");
    t.peer.answer(200, R"({"channels":[{"channel_sid":"CH2"}],"meta":{"next_page_url":null}})");
    WHEN("they are asked for") {
      auto all = wait_for<std::vector<std::string>>(
          [&](auto done) { t.api.user_channels("discord-42", done); });
      THEN("the sids come in the service's order") {
        REQUIRE_EQ(outcome(all), "accepted");
        CHECK_EQ(*all, std::vector<std::string>({"CH1", "CH2"}));
        CHECK_EQ(t.target(0), service + "/Users/discord-42/Channels?PageSize=50");
        CHECK_EQ(t.target(1), "/chat/v2/more?PageToken=1");
      }
    }
  }
}

SCENARIO("a Flex channel is made with the parameters of the founding document") {
  GIVEN("a Flex that makes channels") {
    legacy_api t;
    t.peer.answer(201, R"({"sid":"CH1","flex_flow_sid":"FO1","task_sid":null,"user_sid":"US1"})");
    WHEN("one is made") {
      auto sid = wait_for<std::string>([&](auto done) {
        t.api.create_flex_channel({"discord-42", "77", "Ana", "Discord: Ana"}, done);
      });
      THEN("flow, identity, target and both names are sent to Flex") {
        REQUIRE_EQ(outcome(sid), "accepted");
        CHECK_EQ(*sid, "CH1");
        CHECK_EQ(t.method(0) + " " + t.target(0), "POST /flex-api/v1/Channels");
        CHECK_EQ(t.form(0), http::form({{"FlexFlowSid", "FO1"},
                                        {"Identity", "discord-42"},
                                        {"ChatUserFriendlyName", "Ana"},
                                        {"ChatFriendlyName", "Discord: Ana"},
                                        {"Target", "77"}}));
      }
    }
  }
}

SCENARIO("a channel is read, marked, watched and looked into") {
  GIVEN("a channel with a webhook and two members") {
    legacy_api t;
    auto channel = R"({"sid":"CH1","attributes":"{\"status\":\"ACTIVE\"}",)"
                   R"("date_created":"2026-01-02T03:04:05Z"})";
    t.peer.answer(200, channel);
    t.peer.answer(200, channel);
    t.peer.answer(200, R"({"webhooks":[{"sid":"WH1","type":"webhook",)"
                       R"("configuration":{"url":"https://h/a","method":"POST"}},)"
                       R"({"sid":"WH2","type":"studio","configuration":{"flow_sid":"FW1"}}]})");
    t.peer.answer(201, R"({"sid":"WH3","configuration":{"url":"https://h/b"}})");
    t.peer.answer(204, "");
    t.peer.answer(404, R"({"code":20404})");
    t.peer.answer(200, R"({"members":[{"sid":"MB1","identity":"discord-42"},)"
                       R"({"sid":"MB2","identity":"mike","attributes":"{\"name\":\"Mike\"}"}]})");
    WHEN("each call is made") {
      auto read = wait_for<chat_channel>([&](auto done) { t.api.get_channel("CH1", done); });
      auto marked = wait_for<chat_channel>(
          [&](auto done) { t.api.set_channel_attributes("CH1", R"({"a":"b"})", done); });
      auto hooks =
          wait_for<std::vector<chat_webhook>>([&](auto done) { t.api.list_webhooks("CH1", done); });
      auto added = wait_for<chat_webhook>([&](auto done) {
        t.api.add_webhook("CH1", "https://h/forward-to-discord?k=discord%3A1", done);
      });
      auto removed =
          wait_for<rest::nothing>([&](auto done) { t.api.remove_webhook("CH1", "WH3", done); });
      auto again =
          wait_for<rest::nothing>([&](auto done) { t.api.remove_webhook("CH1", "WH3", done); });
      auto people =
          wait_for<std::vector<participant>>([&](auto done) { t.api.list_members("CH1", done); });
      THEN("the answers are read") {
        REQUIRE_EQ(outcome(read), "accepted");
        CHECK_EQ(read->attributes, R"({"status":"ACTIVE"})");
        CHECK_EQ(read->created_ms, 1767323045000);
        CHECK_EQ(outcome(marked), "accepted");
        REQUIRE_EQ(outcome(hooks), "accepted");
        REQUIRE_EQ(hooks->size(), 2u);
        CHECK_EQ(hooks->at(0).sid + hooks->at(0).url, "WH1https://h/a");
        CHECK_EQ(hooks->at(1).url, "");
        REQUIRE_EQ(outcome(added), "accepted");
        CHECK_EQ(added->sid, "WH3");
        CHECK_EQ(outcome(removed), "accepted");
        CHECK_EQ(outcome(again), "accepted");
        REQUIRE_EQ(outcome(people), "accepted");
        CHECK_EQ(people->at(1).identity + people->at(1).name, "mikeMike");
      }
      THEN("the requests are Programmable Chat's") {
        CHECK_EQ(t.method(0) + " " + t.target(0), "GET " + service + "/Channels/CH1");
        CHECK_EQ(t.method(1) + " " + t.target(1), "POST " + service + "/Channels/CH1");
        CHECK_EQ(t.form(1), http::form({{"Attributes", R"({"a":"b"})"}}));
        CHECK_EQ(t.header(1, "X-Twilio-Webhook-Enabled"), "false");
        CHECK_EQ(t.method(2) + " " + t.target(2), "GET " + service + "/Channels/CH1/Webhooks");
        CHECK_EQ(t.method(3) + " " + t.target(3), "POST " + service + "/Channels/CH1/Webhooks");
        CHECK_EQ(t.form(3),
                 http::form({{"Type", "webhook"},
                             {"Configuration.Url", "https://h/forward-to-discord?k=discord%3A1"},
                             {"Configuration.Method", "POST"},
                             {"Configuration.Filters", "onMessageSent"},
                             {"Configuration.Filters", "onMessageUpdated"},
                             {"Configuration.Filters", "onMediaMessageSent"}}));
        CHECK_EQ(t.method(4) + " " + t.target(4),
                 "DELETE " + service + "/Channels/CH1/Webhooks/WH3");
        CHECK_EQ(t.target(6), service + "/Channels/CH1/Members?PageSize=100");
      }
    }
  }
}

SCENARIO("messages are posted with or without the flow hearing of them") {
  GIVEN("a stand-in for Programmable Chat") {
    legacy_api t;
    t.peer.answer(201, message_json(3));
    t.peer.answer(201, message_json(4, R"(,"media":{"sid":"ME1","size":9,)"
                                       R"("content_type":"image/png","filename":"a.png"})"));
    t.peer.answer(200, message_json(3));
    t.peer.answer(204, "");
    t.peer.answer(200, message_json(4));
    WHEN("one is heard, one silent with a file, one edited, one deleted, one read") {
      auto first = wait_for<message>([&](auto done) {
        t.api.create_message("CH1", {"discord-42", "hi", R"({"a":1})", "", 0}, true, done);
      });
      auto second = wait_for<message>([&](auto done) {
        t.api.create_message("CH1", {"discord-42", "", "", "ME1", 1767323045678}, false, done);
      });
      wait_for<message>([&](auto done) { t.api.update_message("CH1", "IM3", "new", done); });
      auto removed =
          wait_for<rest::nothing>([&](auto done) { t.api.delete_message("CH1", "IM3", done); });
      auto read = wait_for<message>([&](auto done) { t.api.get_message("CH1", "IM4", done); });
      THEN("they come back as the same values as those of a conversation") {
        REQUIRE_EQ(outcome(first), "accepted");
        CHECK_EQ(first->conversation_sid + first->author + first->nonce, "CH1mike_40xx");
        CHECK_EQ(first->index, 3);
        REQUIRE_EQ(outcome(second), "accepted");
        REQUIRE_EQ(second->files.size(), 1u);
        CHECK_EQ(second->files[0].filename, "a.png");
        CHECK_EQ(outcome(removed), "accepted");
        REQUIRE_EQ(outcome(read), "accepted");
        CHECK_EQ(read->updated, "2026-01-02T03:04:06Z");
      }
      THEN("the author stands in From and the switch says who hears") {
        const auto place = service + "/Channels/CH1/Messages";
        CHECK_EQ(t.method(0) + " " + t.target(0), "POST " + place);
        CHECK_EQ(
            t.form(0),
            http::form({{"From", "discord-42"}, {"Body", "hi"}, {"Attributes", R"({"a":1})"}}));
        CHECK_EQ(t.header(0, "X-Twilio-Webhook-Enabled"), "true");
        CHECK_EQ(t.form(1), http::form({{"From", "discord-42"},
                                        {"MediaSid", "ME1"},
                                        {"DateCreated", "2026-01-02T03:04:05Z"}}));
        for (std::size_t i = 1; i < 4; ++i)
          CHECK_EQ(t.header(i, "X-Twilio-Webhook-Enabled"), "false");
        CHECK_EQ(t.method(2) + " " + t.target(2), "POST " + place + "/IM3");
        CHECK_EQ(t.form(2), http::form({{"Body", "new"}}));
        CHECK_EQ(t.method(3) + " " + t.target(3), "DELETE " + place + "/IM3");
        CHECK_EQ(t.method(4) + " " + t.target(4), "GET " + place + "/IM4");
      }
    }
  }
}

SCENARIO("messages of a channel are listed like those of a conversation") {
  GIVEN("a list of several pages") {
    legacy_api t;
    auto next = "\"" + t.peer.origin() + "/chat/v2/p?PageToken=1\"";
    t.peer.answer(200, messages_json({0, 1}, next));
    t.peer.answer(200, messages_json({2}));
    t.peer.answer(200, messages_json({9, 8, 7}, next));
    t.peer.answer(200, messages_json({7, 6, 5}, next));
    t.peer.answer(200, messages_json({9, 8}, next));
    WHEN("all, those after 5, and the newest two are asked for") {
      auto all =
          wait_for<std::vector<message>>([&](auto done) { t.api.list_messages("CH1", -1, done); });
      auto after =
          wait_for<std::vector<message>>([&](auto done) { t.api.list_messages("CH1", 5, done); });
      auto newest =
          wait_for<std::vector<message>>([&](auto done) { t.api.newest_messages("CH1", 2, done); });
      THEN("each comes as far as it is wanted") {
        CHECK_EQ(indices(all), "0 1 2 ");
        CHECK_EQ(indices(after), "6 7 8 9 ");
        CHECK_EQ(indices(newest), "9 8 ");
        const auto place = service + "/Channels/CH1/Messages";
        CHECK_EQ(t.target(0), place + "?Order=asc&PageSize=100");
        CHECK_EQ(t.target(2), place + "?Order=desc&PageSize=100");
        CHECK_EQ(t.target(4), place + "?Order=desc&PageSize=2");
        CHECK_EQ(t.peer.seen().size(), 5u);
      }
    }
  }
}

SCENARIO("a task's attributes are replaced as a whole") {
  GIVEN("a TaskRouter with one task") {
    legacy_api t;
    t.peer.answer(200, R"({"sid":"WT1"})");
    WHEN("its attributes are set") {
      auto done = wait_for<rest::nothing>(
          [&](auto then) { t.api.set_task_attributes("WT1", R"({"a":"b c"})", then); });
      THEN("the task is given just these") {
        CHECK_EQ(outcome(done), "accepted");
        CHECK_EQ(t.target(0), "/taskrouter/v1/Workspaces/WS1/Tasks/WT1");
        CHECK_EQ(t.form(0), http::form({{"Attributes", R"({"a":"b c"})"}}));
      }
    }
  }
}

SCENARIO("the tasks of a channel are found by its sid and ended as their state demands") {
  GIVEN("a TaskRouter with one task") {
    legacy_api t;
    t.peer.answer(200, R"({"tasks":[{"sid":"WT1","assignment_status":"pending",)"
                       R"("attributes":"{\"channelSid\":\"CH1\"}"}]})");
    t.peer.answer(200, R"({"sid":"WT1"})");
    t.peer.answer(200, R"({"sid":"WT1"})");
    t.peer.answer(404, R"({"code":20404})");
    WHEN("it is looked for and ended") {
      auto tasks = wait_for<std::vector<task>>([&](auto done) { t.api.tasks_of("CH1\"\\", done); });
      auto end = [&](task_end how) {
        return outcome(
            wait_for<rest::nothing>([&](auto done) { t.api.end_task("WT1", how, done); }));
      };
      auto canceled = end(task_end::canceled), completed = end(task_end::completed),
           gone = end(task_end::completed);
      THEN("the filter names the channel and the update the state") {
        REQUIRE_EQ(outcome(tasks), "accepted");
        CHECK_EQ(tasks->at(0).sid, "WT1");
        CHECK_EQ(t.target(0),
                 "/taskrouter/v1/Workspaces/WS1/"
                 "Tasks?EvaluateTaskAttributes=channelSid%20%3D%3D%20%22CH1%22&PageSize=50");
        CHECK_EQ(canceled + completed + gone, "acceptedacceptedaccepted");
        CHECK_EQ(t.target(1), "/taskrouter/v1/Workspaces/WS1/Tasks/WT1");
        CHECK_EQ(t.form(1), http::form({{"AssignmentStatus", "canceled"},
                                        {"Reason", "the request was withdrawn"}}));
        CHECK_EQ(t.form(2),
                 http::form({{"AssignmentStatus", "completed"}, {"Reason", "the talk is over"}}));
      }
    }
  }
}
