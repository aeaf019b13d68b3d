#define CAF_SUITE sandbox_twilio_webhooks
#include "fixture.hpp"

#include "net/twilio/webhook.hpp"
#include <algorithm>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

bool signed_well(const twilio_fixture& f, const received_hook& h) {
  return net::twilio::valid_signature({"sandbox-auth-token"}, f.base(), h.request);
}

std::string names_of(const received_hook& h) {
  std::string out;
  for (const auto& [name, value] : h.parameters) out += name + " ";
  return out;
}

} // namespace

SCENARIO("webhooks are checked when they are made") {
  GIVEN("a conversation with one webhook") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto all = service_path("/Conversations/" + sid + "/Webhooks");
    WHEN("others are added") {
      auto add = [&](const std::string& filter) {
        form fields{{"Target", "webhook"}, {"Configuration.Url", f.hook_url("x")}};
        if (!filter.empty()) fields.emplace_back("Configuration.Filters", filter);
        return f.rest("POST", all, fields);
      };
      THEN("bad ones and the sixth are refused") {
        CHECK_EQ(add("onMessageAdd").at("code"), "50365");
        CHECK_EQ(add("").at("code"), "50370");
        CHECK_EQ(f.rest("POST", all, {{"Configuration.Url", "http://x"}}).status, 400);
        CHECK_EQ(
            f.rest("POST", all, {{"Target", "webhook"}, {"Configuration.Url", "nonsense"}}).status,
            400);
        CHECK_EQ(f.rest("POST", all, {{"Target", "studio"}, {"Configuration.FlowSid", "nonsense"}})
                     .status,
                 400);
        for (int n = 0; n < 4; ++n) CHECK_EQ(add("onMessageAdded").status, 201);
        CHECK_EQ(add("onMessageAdded").status, 400);
        auto list = f.rest("GET", all);
        CHECK_EQ(list.size("webhooks"), 5u);
        CHECK_EQ(list.at("webhooks.0.configuration.url"), f.hook_url("talk") + "?k=discord%3A42");
        CHECK_EQ(list.at("webhooks.0.configuration.method"), "POST");
        CHECK_EQ(f.rest("DELETE", all + "/" + list.at("webhooks.0.sid")).status, 204);
        CHECK_EQ(f.rest("GET", all).size("webhooks"), 4u);
      }
    }
  }
}

SCENARIO("a change over REST is announced only when asked") {
  GIVEN("a conversation with a webhook") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto all = service_path("/Conversations/" + sid + "/Messages");
    WHEN("one message is sent without and one with the header") {
      f.rest("POST", all, {{"Author", "discord-42"}, {"Body", "quiet"}}, false);
      f.rest("POST", all, {{"Author", "discord-42"}, {"Body", "loud é & +"}}, true);
      auto came = f.hooks("onMessageAdded");
      THEN("one signed webhook comes, in the captured order") {
        REQUIRE_EQ(came.size(), 1u);
        const auto& h = came[0];
        CHECK_EQ(h.get("Body"), "loud é & +");
        CHECK_EQ(h.get("Source"), "API");
        CHECK_EQ(h.get("Index"), "1");
        CHECK_EQ(h.request.method, "POST");
        CHECK(signed_well(f, h));
        CHECK_EQ(h.request.headers.get("Content-Type").substr(0, 33),
                 "application/x-www-form-urlencoded");
        CHECK(h.request.headers.has("I-Twilio-Idempotency-Token"));
        CHECK_EQ(names_of(h),
                 "EventType Attributes DateCreated Index MessageSid AccountSid Source RetryCount "
                 "Author ParticipantSid Body ConversationSid ChatServiceSid WebhookSid ");
        CHECK_EQ(h.get("DateCreated").size(), 24u);
      }
    }
  }
}

SCENARIO("webhooks can be lost, doubled, late and wrongly signed on purpose") {
  GIVEN("a conversation with an agent in it") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto agent = f.new_agent("mike@example.com");
    auto talk = "/agents/" + agent + "/conversations/" + sid;
    CHECK_EQ(f.control("POST", talk + "/join").status, 200);
    auto say = [&](const std::string& text) {
      f.control("POST", talk + "/messages", "{\"body\":\"" + text + "\"}");
    };
    auto spoil = [&](const std::string& how) {
      auto set = f.control("POST", "/faults",
                           R"({"hook":"conversations","event":"onMessageAdded","fault":{"hook":")" +
                               how + "\"}}");
      CHECK_EQ(set.status, 200);
    };
    WHEN("each fault strikes one message") {
      spoil("lose");
      say("lost");
      spoil("duplicate");
      say("twice");
      spoil("late");
      say("late");
      spoil("bad_signature");
      say("forged");
      auto before = f.hooks("onMessageAdded", 3);
      f.advance(5000);
      auto after = f.hooks("onMessageAdded", 4);
      THEN("the receiver sees just that") {
        auto bodies = [](const std::vector<received_hook>& list, std::string_view text) {
          return std::count_if(list.begin(), list.end(),
                               [&](const received_hook& h) { return h.get("Body") == text; });
        };
        CHECK_EQ(bodies(after, "lost"), 0);
        CHECK_EQ(bodies(after, "twice"), 2);
        CHECK_EQ(bodies(before, "late"), 0);
        CHECK_EQ(bodies(after, "late"), 1);
        for (const auto& h : after) CHECK_EQ(signed_well(f, h), h.get("Body") != "forged");
      }
    }
  }
}

SCENARIO("a webhook can be overtaken by the one behind it") {
  GIVEN("a conversation with an agent in it, and two messages whose webhooks are to be overtaken") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto agent = f.new_agent("mike@example.com");
    auto talk = "/agents/" + agent + "/conversations/" + sid;
    f.control("POST", talk + "/join");
    auto say = [&](const std::string& text) {
      f.control("POST", talk + "/messages", "{\"body\":\"" + text + "\"}");
    };
    f.control("POST", "/faults",
              R"({"hook":"conversations","event":"onMessageAdded","times":3,
                  "fault":{"hook":"reorder"}})");
    say("one");
    say("two");
    WHEN("the third is to be overtaken as well, and nothing comes behind it") {
      say("three");
      f.advance(3001);
      auto came = f.hooks("onMessageAdded", 3);
      THEN("all are merely late") { CHECK_EQ(came.size(), 3u); }
    }
    WHEN("a fourth is held back and a fifth comes") {
      f.control("POST", "/faults",
                R"({"hook":"conversations","event":"onMessageAdded","fault":{"hook":"reorder"}})");
      say("four");
      say("five");
      auto came = f.hooks("onMessageAdded", 5);
      THEN("the fifth is before the fourth") {
        REQUIRE_EQ(came.size(), 5u);
        CHECK_EQ(came[3].get("Body"), "five");
        CHECK_EQ(came[4].get("Body"), "four");
        for (const auto& h : came) CHECK(signed_well(f, h));
      }
    }
  }
}

SCENARIO("a webhook made late can be given what it missed") {
  GIVEN("a conversation with three messages") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto talk = service_path("/Conversations/" + sid);
    for (auto text : {"zero", "one", "two"}) f.rest("POST", talk + "/Messages", {{"Body", text}});
    WHEN("a GET webhook is added with ReplayAfter=0") {
      f.rest("POST", talk + "/Webhooks",
             {{"Target", "webhook"},
              {"Configuration.Url", f.hook_url("late")},
              {"Configuration.Method", "GET"},
              {"Configuration.Filters", "onMessageAdded"},
              {"Configuration.ReplayAfter", "0"}});
      auto came = f.hooks("onMessageAdded", 2);
      THEN("the later two come, signed over the URL with its query") {
        REQUIRE_EQ(came.size(), 2u);
        for (const auto& h : came) {
          CHECK_EQ(h.request.method, "GET");
          CHECK_NE(h.get("Body"), "zero");
          CHECK(signed_well(f, h));
        }
      }
    }
  }
}
