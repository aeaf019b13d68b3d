#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_rest
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::outcome;
using flexcord::test::twilio_api;
using flexcord::test::wait_for;

namespace {

std::string message_json(int index, std::string extra = {}) {
  auto n = std::to_string(index);
  return R"({"sid":"IM)" + n + R"(","conversation_sid":"CH1","index":)" + n +
         R"(,"author":"a","body":"b","attributes":"{}","date_created":"2026-01-02T03:04:05Z")" +
         extra + "}";
}

std::string messages_json(std::vector<int> indices, std::string next = "null") {
  std::string list;
  for (int i : indices) list += (list.empty() ? "" : ",") + message_json(i);
  return R"({"messages":[)" + list + R"(],"meta":{"key":"messages","next_page_url":)" + next + "}}";
}

std::string value(const http::form& form, std::string_view name) {
  return std::string(http::form_value(form, name));
}

std::vector<std::int64_t> indices(const result<std::vector<message>>& r) {
  std::vector<std::int64_t> all;
  if (r)
    for (const auto& m : *r) all.push_back(m.index);
  return all;
}

using list = std::vector<std::int64_t>;

} // namespace

SCENARIO("a conversation is set up as Twilio wants it") {
  GIVEN("a stand-in for Twilio") {
    twilio_api t;
    t.peer.answer(201, R"({"sid":"CH1","unique_name":"fc-1","state":"active"})");
    t.peer.answer(201,
                  R"({"sid":"MB1","identity":"discord-42","attributes":"{\"name\":\"Ana\"}"})");
    t.peer.answer(201, R"({"sid":"WH1"})");
    WHEN("conversation, participant and webhook are created") {
      auto c = wait_for<conversation>([&](auto done) {
        t.api.create_conversation({"fc-1", "Discord case 1", R"({"fc":{"case":1}})"}, done);
      });
      auto p = wait_for<participant>([&](auto done) {
        t.api.add_participant("CH1", "discord-42", R"({"name":"Ana"})", done);
      });
      auto w = wait_for<rest::nothing>([&](auto done) {
        t.api.add_webhook("CH1", "https://h/twilio/conversations?k=discord%3A1", done);
      });
      THEN("the answers are read") {
        CHECK_EQ(outcome(c), "accepted");
        CHECK_EQ(outcome(p), "accepted");
        CHECK_EQ(outcome(w), "accepted");
        CHECK_EQ(c->sid + " " + c->unique_name + " " + c->state, "CH1 fc-1 active");
        CHECK_EQ(p->sid + " " + p->identity + " " + p->name, "MB1 discord-42 Ana");
      }
      THEN("the conversation has a state whenever it has timers") {
        CHECK_EQ(t.method(0), "POST");
        CHECK_EQ(t.target(0), "/conversations/v1/Services/IS1/Conversations");
        CHECK_EQ(t.header(0, "Content-Type"), "application/x-www-form-urlencoded");
        CHECK_EQ(t.form(0), http::form({{"UniqueName", "fc-1"},
                                        {"FriendlyName", "Discord case 1"},
                                        {"State", "active"},
                                        {"Timers.Inactive", "P1D"},
                                        {"Timers.Closed", "P3D"},
                                        {"Attributes", R"({"fc":{"case":1}})"}}));
      }
      THEN("every call carries the account's credentials") {
        CHECK_EQ(t.header(0, "Authorization"), "Basic QUMxOnRva2Vu");
      }
      THEN("the participant and the webhook with its seven filters follow") {
        CHECK_EQ(t.target(1), "/conversations/v1/Services/IS1/Conversations/CH1/Participants");
        CHECK_EQ(t.form(1),
                 http::form({{"Identity", "discord-42"}, {"Attributes", R"({"name":"Ana"})"}}));
        CHECK_EQ(t.target(2), "/conversations/v1/Services/IS1/Conversations/CH1/Webhooks");
        http::form hook{{"Target", "webhook"},
                        {"Configuration.Method", "post"},
                        {"Configuration.Url", "https://h/twilio/conversations?k=discord%3A1"}};
        for (auto filter :
             {"onMessageAdded", "onMessageUpdated", "onMessageRemoved", "onParticipantAdded",
              "onParticipantRemoved", "onConversationStateUpdated", "onConversationRemoved"})
          hook.emplace_back("Configuration.Filters", filter);
        CHECK_EQ(t.form(2), hook);
      }
    }
  }
}

SCENARIO("an API key is used instead of the auth token when there is one") {
  GIVEN("settings with both") {
    flexcord::test::network n;
    auto s = flexcord::test::twilio_at(n.peer.origin());
    s.api_key_sid = "SK1";
    s.api_key_secret = flexcord::config::secret("secret");
    rest api(n.rt, n.client, s);
    n.peer.answer(200, R"({"sid":"CH1","unique_name":"a/b?","state":"closed"})");
    WHEN("a conversation is read by its unique name") {
      auto c = wait_for<conversation>([&](auto done) { api.get_conversation("a/b?", done); });
      THEN("the key's credentials and an escaped name are sent") {
        CHECK_EQ(outcome(c), "accepted");
        CHECK_EQ(std::string(n.peer.seen(0).headers.get("Authorization")),
                 "Basic U0sxOnNlY3JldA==");
        CHECK_EQ(n.peer.seen(0).target, "/conversations/v1/Services/IS1/Conversations/a%2Fb%3F");
      }
    }
  }
}

SCENARIO("messages are posted in the name of their author and without an echo") {
  GIVEN("a stand-in for Twilio") {
    twilio_api t;
    t.peer.answer(201, message_json(3));
    t.peer.answer(201, message_json(4));
    t.peer.answer(200, message_json(3));
    t.peer.answer(204, "");
    t.peer.answer(404, R"({"code":20404,"message":"gone"})");
    WHEN("one is created with a past date, one with a file, one edited, one deleted twice") {
      auto first = wait_for<message>([&](auto done) {
        t.api.create_message(
            "CH1", {"discord-42", "caf\xC3\xA9 & more", R"({"fc":{"n":"x"}})", "", 1767323045678},
            done);
      });
      wait_for<message>([&](auto done) {
        t.api.create_message("CH1", {"discord-42", "", "", "ME1", 0}, done);
      });
      auto edited =
          wait_for<message>([&](auto done) { t.api.update_message("CH1", "IM3", "new", done); });
      auto removed =
          wait_for<rest::nothing>([&](auto done) { t.api.delete_message("CH1", "IM3", done); });
      auto again =
          wait_for<rest::nothing>([&](auto done) { t.api.delete_message("CH1", "IM3", done); });
      THEN("all succeed, the second deletion too since the message is gone") {
        CHECK_EQ(outcome(first), "accepted");
        CHECK_EQ(first->index, 3);
        CHECK_EQ(outcome(edited), "accepted");
        CHECK_EQ(outcome(removed), "accepted");
        CHECK_EQ(outcome(again), "accepted");
      }
      THEN("the forms hold what was said and nothing empty") {
        CHECK_EQ(t.form(0), http::form({{"Author", "discord-42"},
                                        {"Body", "caf\xC3\xA9 & more"},
                                        {"Attributes", R"({"fc":{"n":"x"}})"},
                                        {"DateCreated", "2026-01-02T03:04:05Z"}}));
        CHECK_EQ(t.form(1), http::form({{"Author", "discord-42"}, {"MediaSid", "ME1"}}));
        CHECK_EQ(t.form(2), http::form({{"Body", "new"}}));
        CHECK_EQ(t.target(2), "/conversations/v1/Services/IS1/Conversations/CH1/Messages/IM3");
        CHECK_EQ(t.method(3), "DELETE");
      }
      THEN("none of them may come back as a webhook") {
        for (std::size_t i = 0; i < 5; ++i)
          CHECK_EQ(t.header(i, "X-Twilio-Webhook-Enabled"), "false");
      }
    }
  }
}

SCENARIO("lists are read to their end") {
  GIVEN("three pages of messages from the start") {
    twilio_api t;
    auto next = [&](int page) {
      return "\"" + t.peer.origin() + "/conversations/v1/opaque?PageToken=" + std::to_string(page) +
             "\"";
    };
    t.peer.answer(200, messages_json({0, 1}, next(1)));
    t.peer.answer(200, messages_json({2, 3}, next(2)));
    t.peer.answer(200, messages_json({4}));
    WHEN("all messages are asked for") {
      auto r =
          wait_for<std::vector<message>>([&](auto done) { t.api.list_messages("CH1", -1, done); });
      THEN("the next addresses are followed as they are, with credentials") {
        CHECK_EQ(indices(r), list({0, 1, 2, 3, 4}));
        CHECK_EQ(
            t.target(0),
            "/conversations/v1/Services/IS1/Conversations/CH1/Messages?Order=asc&PageSize=100");
        CHECK_EQ(t.target(1), "/conversations/v1/opaque?PageToken=1");
        CHECK_EQ(t.target(2), "/conversations/v1/opaque?PageToken=2");
        CHECK_EQ(t.header(2, "Authorization"), "Basic QUMxOnRva2Vu");
      }
    }
  }
}

SCENARIO("only what is new is read after a known position") {
  GIVEN("a long list, read from its end, that shifts by one while it is read") {
    twilio_api t;
    auto next = "\"" + t.peer.origin() + "/conversations/v1/p?PageToken=1\"";
    t.peer.answer(200, messages_json({9, 8, 7}, next));
    t.peer.answer(200, messages_json({7, 6, 5}, next));
    WHEN("messages after 5 are asked for") {
      auto r =
          wait_for<std::vector<message>>([&](auto done) { t.api.list_messages("CH1", 5, done); });
      THEN("they come oldest first, each once, and no further page is read") {
        CHECK_EQ(indices(r), list({6, 7, 8, 9}));
        CHECK_EQ(t.peer.seen().size(), 2u);
        CHECK_EQ(
            t.target(0),
            "/conversations/v1/Services/IS1/Conversations/CH1/Messages?Order=desc&PageSize=100");
      }
    }
  }
  GIVEN("a server that ignores the order asked for") {
    twilio_api t;
    auto next = "\"" + t.peer.origin() + "/conversations/v1/p?PageToken=1\"";
    t.peer.answer(200, messages_json({0, 1, 2}, next));
    t.peer.answer(200, messages_json({3, 4}));
    WHEN("messages after 1 are asked for") {
      auto r =
          wait_for<std::vector<message>>([&](auto done) { t.api.list_messages("CH1", 1, done); });
      THEN("none is missed") { CHECK_EQ(indices(r), list({2, 3, 4})); }
    }
  }
}

SCENARIO("the newest messages are looked through for a nonce") {
  GIVEN("more messages than were asked for") {
    twilio_api t;
    t.peer.answer(200, messages_json({9, 8, 7},
                                     "\"" + t.peer.origin() + "/conversations/v1/p?PageToken=1\""));
    t.peer.answer(200, messages_json({}));
    WHEN("the newest two are read, then those of an empty conversation") {
      auto two =
          wait_for<std::vector<message>>([&](auto done) { t.api.newest_messages("CH1", 2, done); });
      auto none = wait_for<std::vector<message>>(
          [&](auto done) { t.api.newest_messages("CH1", 20, done); });
      THEN("they come newest first") {
        CHECK_EQ(indices(two), list({9, 8}));
        CHECK_EQ(indices(none), list({}));
        CHECK_EQ(t.target(0),
                 "/conversations/v1/Services/IS1/Conversations/CH1/Messages?Order=desc&PageSize=2");
        CHECK_EQ(t.peer.seen().size(), 2u);
      }
    }
  }
}

SCENARIO("the rest of a conversation can be looked at and closed") {
  GIVEN("a stand-in for Twilio") {
    twilio_api t;
    t.peer.answer(
        200, R"({"participants":[{"sid":"MB1","identity":"x"},{"sid":"MB2","identity":null}]})");
    t.peer.answer(200, R"({"webhooks":[{"sid":"WH1","configuration":{"url":"https://h/a"}}]})");
    t.peer.answer(200, R"({"sid":"US1","friendly_name":"Mike M"})");
    t.peer.answer(200, R"({"sid":"CH1","state":"closed"})");
    t.peer.answer(400, R"({"code":50377,"message":"closed"})");
    WHEN("participants, webhooks and a user are read and the conversation closed twice") {
      auto people = wait_for<std::vector<participant>>(
          [&](auto done) { t.api.list_participants("CH1", done); });
      auto hooks =
          wait_for<std::vector<std::string>>([&](auto done) { t.api.list_webhooks("CH1", done); });
      auto name = wait_for<std::string>([&](auto done) { t.api.user_name("mike_40x", done); });
      auto closed =
          wait_for<rest::nothing>([&](auto done) { t.api.close_conversation("CH1", done); });
      auto again =
          wait_for<rest::nothing>([&](auto done) { t.api.close_conversation("CH1", done); });
      THEN("all is as it should be; closed already is closed") {
        REQUIRE_EQ(outcome(people), "accepted");
        CHECK_EQ(people->size(), 2u);
        CHECK_EQ(people->at(1).identity, "");
        REQUIRE_EQ(outcome(hooks), "accepted");
        CHECK_EQ(*hooks, std::vector<std::string>({"https://h/a"}));
        REQUIRE_EQ(outcome(name), "accepted");
        CHECK_EQ(*name, "Mike M");
        CHECK_EQ(t.target(2), "/conversations/v1/Services/IS1/Users/mike_40x");
        CHECK_EQ(outcome(closed), "accepted");
        CHECK_EQ(outcome(again), "accepted");
        CHECK_EQ(value(t.form(3), "State"), "closed");
      }
    }
  }
}

SCENARIO("the conversations of a participant are read with their names and states") {
  GIVEN("a participant of two") {
    twilio_api t;
    t.peer.answer(
        200,
        R"({"conversations":[{"conversation_sid":"CH1","conversation_unique_name":"fc-1","conversation_state":"active"},)"
        R"({"conversation_sid":"CH2","conversation_unique_name":null,"conversation_state":"closed"}]})");
    WHEN("they are asked for") {
      auto all = wait_for<std::vector<conversation>>(
          [&](auto done) { t.api.conversations_of("discord-5", done); });
      THEN("each is told, one without a name too") {
        REQUIRE_EQ(outcome(all), "accepted");
        REQUIRE_EQ(all->size(), 2u);
        CHECK_EQ(all->at(0).sid, "CH1");
        CHECK_EQ(all->at(0).unique_name, "fc-1");
        CHECK_EQ(all->at(0).state, "active");
        CHECK_EQ(all->at(1).unique_name, "");
        CHECK_EQ(all->at(1).state, "closed");
        CHECK(t.peer.seen(0).target.find("/ParticipantConversations?Identity=discord-5") !=
              std::string::npos);
      }
    }
  }
}
