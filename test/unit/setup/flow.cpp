#include "actors/setup/flow.hpp"

#include "net/twilio/provision.hpp"

#define CAF_SUITE setup_flow
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::setup;

SCENARIO("the flows of deploy/studio are in the program") {
  GIVEN("both planes") {
    WHEN("their flows are filled in") {
      const flow_places places{"https://h.example", "WW1", "TC1"};
      THEN("no placeholder is left, and each is JSON of its own plane") {
        for (auto* plane : {"conversations", "legacy-chat"}) {
          const auto flow = fill_flow(flow_template(plane), places);
          CHECK_EQ(flow.find("${"), std::string::npos);
          CHECK(net::twilio::covers_json(flow, R"({"initial_state":"Trigger"})"));
          CHECK(flow.find("https://h.example/chatbot-to-discord") != std::string::npos);
          CHECK(flow.find("\"WW1\"") != std::string::npos);
          CHECK(flow.find("\"TC1\"") != std::string::npos);
        }
        CHECK(flow_template("legacy-chat").find("trigger.message.") != std::string::npos);
        CHECK(flow_template("conversations").find("trigger.message.") == std::string::npos);
      }
    }
  }
}

SCENARIO("only our own placeholders are filled in") {
  GIVEN("a text with others") {
    WHEN("it is filled in") {
      THEN("they stay, and values cannot end the string they stand in") {
        CHECK_EQ(fill_flow("{{a}} ${b} $ ${", {"u", "w", "t"}), "{{a}} ${b} $ ${");
        CHECK_EQ(fill_flow("\"${public-url}${workflow-sid}\"", {"a\"\\b\n", "${public-url}", ""}),
                 "\"a\\\"\\\\b${public-url}\"");
        CHECK_EQ(fill_flow("", {}), "");
      }
    }
  }
}
