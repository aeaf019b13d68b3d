#include "net/twilio/provision.hpp"

#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_provision
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::network;
using flexcord::test::outcome;
using flexcord::test::twilio_at;
using flexcord::test::wait_for;

namespace {

/// The management calls against a stand-in.
struct account : network {
  provision api;
  account() : api(rt, client, settings()) {}
  ~account() { api.stop(); }

  flexcord::config::twilio_settings settings() const {
    auto s = twilio_at(peer.origin());
    s.studio_url = peer.origin() + "/studio";
    s.flex_instance_sid = "GO1";
    return s;
  }
  std::string asked(std::size_t i) const { return peer.seen(i).method + " " + peer.seen(i).target; }
  http::form form(std::size_t i) const { return http::parse_form(peer.seen(i).body); }
};

constexpr auto flow_json =
    R"({"sid":"FW1","friendly_name":"flexcord","status":"published","valid":true,"definition":{"a":[1,{"b":"c"}]}})";

} // namespace

SCENARIO("a Studio flow is found, checked, made and changed") {
  GIVEN("a stand-in for Studio") {
    account t;
    t.peer.answer(200, R"({"flows":[{"sid":"FW1","friendly_name":"flexcord","status":"draft"}],)"
                       R"("meta":{"next_page_url":null}})");
    t.peer.answer(200, flow_json);
    t.peer.answer(200, R"({"valid":true})");
    t.peer.answer(400, R"({"code":81022,"message":"Invalid definition","status":400})");
    t.peer.answer(201, flow_json);
    t.peer.answer(200, flow_json);
    WHEN("the calls are made") {
      auto all =
          wait_for<std::vector<studio_flow>>([&](auto d) { t.api.list_flows(std::move(d)); });
      auto one = wait_for<studio_flow>([&](auto d) { t.api.get_flow("FW1", std::move(d)); });
      auto good = wait_for<provision::nothing>(
          [&](auto d) { t.api.validate_flow("n", "{}", std::move(d)); });
      auto bad = wait_for<provision::nothing>(
          [&](auto d) { t.api.validate_flow("n", "{}", std::move(d)); });
      auto made = wait_for<studio_flow>(
          [&](auto d) { t.api.create_flow("flexcord", "{\"x\":1}", std::move(d)); });
      auto changed = wait_for<studio_flow>(
          [&](auto d) { t.api.update_flow("FW1", "{\"x\":1}", std::move(d)); });
      THEN("answers are read, and a bad definition is a refusal") {
        REQUIRE_EQ(outcome(all), "accepted");
        CHECK_EQ(all->at(0).sid + all->at(0).status, "FW1draft");
        REQUIRE_EQ(outcome(one), "accepted");
        CHECK(one->valid && one->status == "published");
        CHECK(covers_json(one->definition, R"({"a":[1,{"b":"c"}]})"));
        CHECK_EQ(outcome(good) + outcome(made) + outcome(changed), "acceptedacceptedaccepted");
        CHECK_EQ(bad.error().code, 81022);
      }
      THEN("the requests are Studio's") {
        CHECK_EQ(t.asked(0), "GET /studio/v2/Flows?PageSize=100");
        CHECK_EQ(t.asked(1), "GET /studio/v2/Flows/FW1");
        CHECK_EQ(t.asked(2), "POST /studio/v2/Flows/Validate");
        CHECK_EQ(
            t.form(2),
            http::form({{"FriendlyName", "n"}, {"Status", "published"}, {"Definition", "{}"}}));
        CHECK_EQ(t.asked(4), "POST /studio/v2/Flows");
        CHECK_EQ(http::form_value(t.form(4), "Definition"), "{\"x\":1}");
        CHECK_EQ(http::form_value(t.form(4), "Status"), "published");
        CHECK_EQ(t.asked(5), "POST /studio/v2/Flows/FW1");
        CHECK_EQ(std::string(t.peer.seen(5).headers.get("Authorization")), "Basic QUMxOnRva2Vu");
      }
    }
  }
}

SCENARIO("TaskRouter is looked at and completed") {
  GIVEN("a stand-in for TaskRouter") {
    account t;
    t.peer.answer(200, R"({"sid":"WS1","friendly_name":"W","event_callback_url":null})");
    t.peer.answer(200, R"({"sid":"WS1","event_callback_url":"https://h/x"})");
    t.peer.answer(200, R"({"workflows":[{"sid":"WW1","friendly_name":"Assign"}]})");
    t.peer.answer(201, R"({"sid":"WW2","friendly_name":"flexcord"})");
    t.peer.answer(200, R"({"channels":[{"sid":"TC1","unique_name":"chat"}]})");
    t.peer.answer(201, R"({"sid":"TC2","unique_name":"discord"})");
    t.peer.answer(200, R"({"task_queues":[{"sid":"WQ1","friendly_name":"Everyone"}]})");
    WHEN("the calls are made") {
      auto w = wait_for<workspace>([&](auto d) { t.api.get_workspace(std::move(d)); });
      auto set = wait_for<workspace>(
          [&](auto d) { t.api.set_event_callback("https://h/x", std::move(d)); });
      auto flows =
          wait_for<std::vector<workflow>>([&](auto d) { t.api.list_workflows(std::move(d)); });
      auto made = wait_for<workflow>(
          [&](auto d) { t.api.create_workflow("flexcord", "WQ1", std::move(d)); });
      auto channels = wait_for<std::vector<task_channel>>(
          [&](auto d) { t.api.list_task_channels(std::move(d)); });
      auto channel = wait_for<task_channel>(
          [&](auto d) { t.api.create_task_channel("discord", std::move(d)); });
      auto queues =
          wait_for<std::vector<task_queue>>([&](auto d) { t.api.list_task_queues(std::move(d)); });
      THEN("answers are read") {
        REQUIRE_EQ(outcome(w), "accepted");
        CHECK_EQ(w->event_callback_url, "");
        CHECK_EQ(set->event_callback_url, "https://h/x");
        CHECK_EQ(flows->at(0).sid + made->sid + channels->at(0).unique_name + channel->sid +
                     queues->at(0).friendly_name,
                 "WW1WW2chatTC2Everyone");
      }
      THEN("a new workflow puts everything into one queue") {
        CHECK_EQ(t.asked(3), "POST /taskrouter/v1/Workspaces/WS1/Workflows");
        CHECK_EQ(
            t.form(3),
            http::form({{"FriendlyName", "flexcord"},
                        {"Configuration",
                         R"({"task_routing":{"filters":[],"default_filter":{"queue":"WQ1"}}})"}}));
        CHECK_EQ(t.form(1), http::form({{"EventCallbackUrl", "https://h/x"}}));
        CHECK_EQ(t.form(5), http::form({{"FriendlyName", "discord"}, {"UniqueName", "discord"}}));
      }
    }
  }
}

SCENARIO("Flex Flows, Interaction webhooks and Conversations' defaults") {
  GIVEN("a stand-in for Flex and Conversations") {
    account t;
    constexpr auto flow =
        R"({"sid":"FO1","friendly_name":"flexcord","chat_service_sid":"IS1","channel_type":"custom",)"
        R"("integration_type":"studio","integration":{"flow_sid":"FW1"},"enabled":true,"long_lived":false,"janitor_enabled":true})";
    t.peer.answer(200, std::string(R"({"flex_flows":[)") + flow + "]}");
    t.peer.answer(201, flow);
    t.peer.answer(200,
                  R"({"webhooks":[{"ttid":"T1","type":"global","webhook_url":"https://h/i"}]})");
    t.peer.answer(201, R"({"ttid":"T2","type":"global","webhook_url":"https://h/i"})");
    t.peer.answer(200, R"({"default_chat_service_sid":"IS1"})");
    t.peer.answer(200, R"({"pre_webhook_url":"https://o/pre","post_webhook_url":null})");
    t.peer.answer(200, "[]");
    WHEN("the calls are made") {
      auto flows =
          wait_for<std::vector<flex_flow>>([&](auto d) { t.api.list_flex_flows(std::move(d)); });
      auto made =
          wait_for<flex_flow>([&](auto d) { t.api.create_flex_flow(flows->at(0), std::move(d)); });
      auto hooks = wait_for<std::vector<interaction_hook>>(
          [&](auto d) { t.api.list_interaction_hooks(std::move(d)); });
      auto hook = wait_for<interaction_hook>(
          [&](auto d) { t.api.create_interaction_hook("https://h/i", std::move(d)); });
      auto chat = wait_for<chat_defaults>([&](auto d) { t.api.get_chat_defaults(std::move(d)); });
      auto service =
          wait_for<service_hooks>([&](auto d) { t.api.get_service_hooks(std::move(d)); });
      auto odd = wait_for<chat_defaults>([&](auto d) { t.api.get_chat_defaults(std::move(d)); });
      THEN("answers are read") {
        CHECK_EQ(flows->at(0).studio_flow_sid, "FW1");
        CHECK(flows->at(0).enabled && !flows->at(0).long_lived);
        CHECK_EQ(hooks->at(0).url + hook->ttid + chat->service_sid, "https://h/iT2IS1");
        CHECK_EQ(service->before + "|" + service->after, "https://o/pre|");
        CHECK(odd.error().kind == failure_kind::malformed);
      }
      THEN("the requests are Flex's") {
        REQUIRE_EQ(outcome(made), "accepted");
        CHECK_EQ(t.asked(1), "POST /flex-api/v1/FlexFlows");
        CHECK_EQ(http::form_value(t.form(1), "ChannelType"), "custom");
        CHECK_EQ(http::form_value(t.form(1), "Integration.FlowSid"), "FW1");
        CHECK_EQ(http::form_value(t.form(1), "LongLived"), "false");
        CHECK_EQ(t.asked(3), "POST /flex-api/v1/Instances/GO1/InteractionWebhooks");
        CHECK_EQ(http::form_value(t.form(3), "Type"), "global");
        CHECK_EQ(http::form_value(t.form(3), "WebhookUrl"), "https://h/i");
        CHECK_EQ(t.asked(5), "GET /conversations/v1/Services/IS1/Configuration/Webhooks");
      }
    }
  }
}

SCENARIO("what a service adds to JSON is no difference, what it lacks is") {
  GIVEN("pairs of JSON texts") {
    WHEN("they are compared") {
      THEN("only members that are wanted count") {
        CHECK(covers_json(R"({"b":2,"a":{"x":[1]}})", R"({"a":{"x":[1]}})"));
        CHECK(!covers_json(R"({"a":{"x":[1,2]}})", R"({"a":{"x":[1]}})"));
        CHECK(!covers_json(R"({"a":1})", R"({"a":"1"})"));
        CHECK(!covers_json(R"({})", R"({"a":null})"));
        CHECK(!covers_json("", "{}"));
        CHECK(!covers_json("{}", "{"));
      }
    }
  }
}
