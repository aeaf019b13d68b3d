#define CAF_SUITE sandbox_twilio_conversations
#include "fixture.hpp"

#include <algorithm>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

SCENARIO("a caller without the right credentials is refused") {
  GIVEN("the Twilio stand-in") {
    twilio_fixture f;
    WHEN("requests come with no, wrong, and both good credentials") {
      auto url = f.base() + service_path("/Conversations");
      auto with = [&](const char* header) {
        net::http::request r;
        r.url = url;
        if (*header) r.headers.set("Authorization", header);
        return f.send(std::move(r));
      };
      auto none = with(""), wrong = with("Basic QUM6d3Jvbmc=");
      auto account =
          with("Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzYW5kYm94LWF1dGgtdG9rZW4=");
      auto key =
          with("Basic U0swMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwODpzYW5kYm94LWFwaS1zZWNyZXQ=");
      THEN("the first two get Twilio's 401 and the others pass") {
        CHECK_EQ(none.status, 401);
        CHECK_EQ(none.at("code"), "20003");
        CHECK_EQ(none.at("more_info"), "https://www.twilio.com/docs/errors/20003");
        CHECK_EQ(wrong.status, 401);
        CHECK_EQ(account.status, 200);
        CHECK_EQ(key.status, 200);
      }
    }
  }
}

SCENARIO("a conversation is made, found, changed and closed for good") {
  GIVEN("the Twilio stand-in") {
    twilio_fixture f;
    WHEN("a conversation is created with a unique name") {
      auto all = service_path("/Conversations");
      auto attributes = std::string(R"({"fc": {"case":1},  "x":"é"})");
      auto made = f.rest("POST", all,
                         {{"UniqueName", "fc-1"},
                          {"FriendlyName", "Case 1"},
                          {"Attributes", attributes},
                          {"Nonsense", "is ignored"}});
      auto sid = made.at("sid");
      THEN("it is there under both names with its attributes unchanged") {
        CHECK_EQ(made.status, 201);
        CHECK_EQ(made.at("attributes"), attributes);
        CHECK_EQ(made.at("state"), "active");
        CHECK_EQ(made.at("chat_service_sid"), "IS00000000000000000000000000000002");
        CHECK_EQ(made.at("date_created").size(), 20u);
        CHECK_EQ(f.rest("GET", all + "/fc-1").at("sid"), sid);
        CHECK_EQ(f.rest("GET", "/conversations/v1/Conversations/" + sid).at("unique_name"), "fc-1");
      }
      THEN("the name is taken, also after the close") {
        auto again = f.rest("POST", all, {{"UniqueName", "fc-1"}});
        CHECK_EQ(again.status, 409);
        CHECK_EQ(again.at("code"), "50353");
        CHECK_EQ(f.rest("POST", all + "/" + sid, {{"State", "closed"}}).at("state"), "closed");
        CHECK_EQ(f.rest("POST", all, {{"UniqueName", "fc-1"}}).at("code"), "50353");
      }
      THEN("nothing changes a closed conversation") {
        CHECK_EQ(f.rest("POST", all + "/" + sid, {{"State", "active"}}).at("code"), "50377");
        CHECK_EQ(f.rest("POST", all + "/" + sid + "/Messages", {{"Body", "x"}}).at("code"),
                 "50377");
        CHECK_EQ(f.rest("POST", all + "/" + sid + "/Participants", {{"Identity", "x"}}).at("code"),
                 "50377");
      }
      THEN("a deleted conversation is gone") {
        CHECK_EQ(f.rest("DELETE", all + "/" + sid).status, 204);
        auto gone = f.rest("GET", all + "/" + sid);
        CHECK_EQ(gone.status, 404);
        CHECK_EQ(gone.at("code"), "20404");
        CHECK_EQ(gone.at("status"), "404");
      }
    }
  }
}

SCENARIO("what Twilio would refuse is refused") {
  GIVEN("the Twilio stand-in") {
    twilio_fixture f;
    WHEN("bad requests come") {
      auto all = service_path("/Conversations");
      auto code = [&](const form& fields) { return f.rest("POST", all, fields).at("code"); };
      THEN("each gets its error and nothing is made") {
        CHECK_EQ(code({{"Timers.Closed", "P1D"}}), "50382");
        CHECK_EQ(code({{"State", "closed"}}), "50384");
        CHECK_EQ(code({{"State", "active"}, {"Timers.Inactive", "PT1S"}}), "20001");
        CHECK_EQ(code({{"Attributes", "{not json"}}), "20001");
        CHECK_EQ(code({{"Attributes", "\"" + std::string(17'000, 'x') + "\""}}), "20001");
        CHECK_EQ(
            f.rest("GET",
                   "/conversations/v1/Services/IS00000000000000000000000000000009/Conversations")
                .status,
            404);
        CHECK_EQ(f.rest("GET", "/conversations/v1/Nothing").at("code"), "20404");
        CHECK_EQ(f.rest("GET", all).size("conversations"), 0u);
      }
    }
  }
}

SCENARIO("a person takes part in conversations once each") {
  GIVEN("two conversations of the same person") {
    twilio_fixture f;
    auto one = f.new_conversation("fc-1"), two = f.new_conversation("fc-2");
    WHEN("the person is added again and looked for") {
      auto people = service_path("/Conversations/" + one + "/Participants");
      auto again = f.rest("POST", people, {{"Identity", "discord-42"}});
      auto found = f.rest("GET", service_path("/ParticipantConversations?Identity=discord-42"));
      THEN("the addition is refused and both conversations are found") {
        CHECK_EQ(again.status, 409);
        CHECK_EQ(again.at("code"), "50433");
        CHECK_EQ(found.size("conversations"), 2u);
        CHECK_EQ(found.at("conversations.1.conversation_sid"), two);
        CHECK_EQ(found.at("conversations.0.conversation_state"), "active");
        CHECK_EQ(found.at("meta.key"), "conversations");
      }
      THEN("the user was made along the way and can be named") {
        auto user = service_path("/Users/discord-42");
        CHECK_EQ(f.rest("GET", user).at("identity"), "discord-42");
        CHECK_EQ(f.rest("POST", user, {{"FriendlyName", "Ana"}}).at("friendly_name"), "Ana");
        CHECK_EQ(f.rest("POST", service_path("/Users"), {{"Identity", "discord-42"}}).status, 409);
      }
      THEN("the participant can be removed") {
        CHECK_EQ(f.rest("DELETE", people + "/discord-42").status, 204);
        CHECK_EQ(f.rest("GET", people).size("participants"), 0u);
      }
    }
  }
}

SCENARIO("an idle conversation falls asleep and is closed by its timers") {
  GIVEN("a conversation with timers of 10 minutes and an hour") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto path = service_path("/Conversations/" + sid);
    auto armed =
        f.rest("POST", path,
               {{"State", "active"}, {"Timers.Inactive", "PT10M"}, {"Timers.Closed", "PT1H"}});
    CHECK_NE(armed.at("timers.date_inactive"), "(none)");
    WHEN("time passes, with one message in between") {
      f.advance(11 * 60'000);
      auto asleep = f.rest("GET", path).at("state");
      f.rest("POST", path + "/Messages", {{"Body", "still here"}});
      auto awake = f.rest("GET", path).at("state");
      f.advance(59 * 60'000);
      auto late = f.rest("GET", path).at("state");
      f.advance(2 * 60'000);
      THEN("it is inactive, active, inactive, closed, and the webhook hears why") {
        CHECK_EQ(asleep, "inactive");
        CHECK_EQ(awake, "active");
        CHECK_EQ(late, "inactive");
        CHECK_EQ(f.rest("GET", path).at("state"), "closed");
        auto told = f.hooks("onConversationStateUpdated", 4);
        CHECK_EQ(told.size(), 4u);
        auto closed = std::count_if(told.begin(), told.end(), [](const received_hook& h) {
          return h.get("StateTo") == "closed" && h.get("Reason") == "TIMER" &&
                 h.get("StateFrom") == "inactive";
        });
        CHECK_EQ(closed, 1);
      }
    }
  }
}
