#define CAF_SUITE flex_legacy_parts
#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_media.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

#include "test/unit/flex/legacy_world.hpp"

#include <future>

using namespace flexcord;
using namespace flexcord::actors::twilio;
using namespace flexcord::test;
namespace tw = flexcord::net::twilio;

namespace {

struct scenario_world : legacy_world {
  tw::message_added completed(tw::message m) {
    auto promise = std::make_shared<std::promise<tw::webhook_event>>();
    auto future = promise->get_future();
    complete(w.rt, &w.chat(), tw::message_added{std::move(m)},
             [promise](tw::webhook_event e) { promise->set_value(std::move(e)); });
    // Only a limit for a test that fails.
    if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready) return {};
    return std::get<tw::message_added>(future.get());
  }
};

tw::message half_told() {
  tw::message m;
  m.conversation_sid = "CH1";
  m.sid = "IM1";
  m.author = "mike";
  m.source = "SDK";
  m.index = 0;
  m.legacy = m.incomplete = true;
  return m;
}

} // namespace

BEGIN_FIXTURE_SCOPE(scenario_world)

SCENARIO("attributes that somebody else wrote are read without trust") {
  GIVEN("attributes of every shape") {
    WHEN("they are read") {
      THEN("what is not there is empty, and a channel that says nothing is open") {
        for (auto odd : {"", "null", "[]", "7", "{", R"({"fc":7,"status":null})",
                         R"({"fc":{"name":null,"first":"x"}})"}) {
          auto f = facts_of(odd);
          CHECK(f.open());
          CHECK_EQ(f.status + f.from + f.key + f.desk, "");
          CHECK_EQ(f.first, 0);
        }
        CHECK_EQ(facts_of(R"({"fc":{"first":-5}})").first, 0);
        CHECK(!facts_of(R"({"status":"INACTIVE"})").open());
      }
      THEN("they can be marked, asked with and done with all the same") {
        channel_mark mark{"discord:1", "fc-1", "Ana", 0, 7};
        CHECK_EQ(attributes_in_use("garbage", mark),
                 R"({"status":"ACTIVE","customer_name":"Ana",)"
                 R"("fc":{"key":"discord:1","name":"fc-1","first":7}})");
        auto used = attributes_in_use(R"({"status":"INACTIVE","pre":{"a":[1]}})", mark);
        CHECK(used.find(R"("pre":{"a":[1]})") != std::string::npos);
        CHECK_EQ(facts_of(used).first, 7);
        CHECK_EQ(facts_of(used).desk, "fc-1");
        mark.case_url = "https://desk.example/case/3?e=1&s=x";
        const auto linked = attributes_in_use(used, mark);
        CHECK(linked.find(R"("case_url":"https://desk.example/case/3?e=1&s=x")") !=
              std::string::npos);
        mark.case_url.clear(); // a later talk in the same channel has no page yet
        CHECK(attributes_in_use(linked, mark).find("case_url") == std::string::npos);
        CHECK_EQ(attributes_wanting_agent("{}", "https://x.example"),
                 R"({"handoff":"requested","case_url":"https://x.example"})");
        CHECK_EQ(attributes_done_with("[]"), R"({"status":"INACTIVE"})");
        CHECK_EQ(attributes_wanting_agent(R"({"a":1})"), R"({"a":1,"handoff":"requested"})");
      }
      THEN("the same JSON is the same in any order, and what is none is never the same") {
        CHECK(same_json(R"({"a":1,"b":2})", R"({ "b":2, "a":1 })"));
        CHECK(!same_json(R"({"a":1})", R"({"a":"1"})"));
        CHECK(!same_json("{", "{"));
      }
    }
  }
}

SCENARIO("a message whose file the webhook does not name is read") {
  GIVEN("a message with a file") {
    w.channel().messages = {{"IM1", "mike", "", "{}", "ME1", ""}};
    WHEN("its webhook comes, one of the API's, and one of a message that is gone") {
      auto whole = completed(half_told());
      auto requests = w.fake.count("GET", "/Messages/IM1");
      auto of_api = half_told();
      of_api.source = "API";
      auto left = completed(of_api);
      auto gone = half_told();
      gone.sid = "IM404";
      auto missing = completed(gone);
      auto told = half_told();
      told.incomplete = false;
      completed(told);
      THEN("the first has its file by one request") {
        REQUIRE_EQ(whole.m.files.size(), 1u);
        CHECK_EQ(whole.m.files[0].sid, "ME1");
        CHECK(!whole.m.incomplete);
        CHECK_EQ(whole.m.source, "SDK");
        CHECK_EQ(requests, 1u);
      }
      THEN("the others are as they came, and only what is believed was asked for") {
        CHECK(left.m.incomplete);
        CHECK(missing.m.incomplete);
        CHECK_EQ(w.fake.count("GET", "/Messages/IM1"), 1u);
      }
    }
  }
}

SCENARIO("a Chat service that does not answer does not hold up the webhook") {
  GIVEN("a service that fails and is tried again and again") {
    w.channel();
    w.fake.state.refusals["GET /Messages"] = 503;
    WHEN("a webhook wants its message read") {
      auto m = completed(half_told());
      THEN("it goes on as it is when its time is over") { CHECK(m.m.incomplete); }
    }
  }
}

END_FIXTURE_SCOPE()
