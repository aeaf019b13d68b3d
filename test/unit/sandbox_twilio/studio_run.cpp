#define CAF_SUITE sandbox_studio_run
#include "flows.hpp"
#include "net/twilio/webhook.hpp"
#include "sandbox/twilio/studio.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <boost/json/parse.hpp>

using namespace flexcord;
using namespace flexcord::sandbox::twilio;
using flexcord::test::replaced;
using flexcord::test::shipped_flow;

namespace {

const std::string public_url = "https://flexcord.example.com";
const std::string event = "incomingConversationMessage";

flow_run run_of(const std::string& definition, const std::string& attributes = "{}") {
  auto read = read_flow(definition);
  auto context = boost::json::parse(
      R"({"trigger":{"conversation":{"ConversationSid":"CH1","MessageSid":"IM1","Author":"discord-42",
          "Body":"a \"b\" & c","ChannelAttributes":)" +
      attributes + R"(}},"flow":{"sid":"FN1","flow_sid":"FW1"}})");
  return {std::make_shared<const flow_definition>(std::move(read.definition)),
          std::move(context.get_object())};
}

std::string path_of(const flow_run& run) {
  std::string out;
  for (const auto& name : run.path()) out += name + " ";
  return out;
}

std::string flow() { return shipped_flow("conversations", public_url); }

} // namespace

SCENARIO("the bot is asked, and the flow ends when it has answered") {
  GIVEN("the shipped flow and a message") {
    auto run = run_of(flow());
    WHEN("it runs and the bot's webhook says there is no handoff") {
      auto first = run.start(event);
      auto last = run.answered(200, "application/json", R"({"handoff":"false"})");
      THEN("the call carries what the flow filled in") {
        const auto* call = std::get_if<run_calls>(&first);
        REQUIRE(call);
        CHECK_EQ(call->url, public_url + "/chatbot-to-discord");
        CHECK_EQ(call->method, "POST");
        CHECK_EQ(net::http::form_value(call->parameters, "ConversationSid"), "CH1");
        CHECK_EQ(net::http::form_value(call->parameters, "Body"), "a \"b\" & c");
        CHECK_EQ(net::http::form_value(call->parameters, "FlowSid"), "FW1");
        CHECK_EQ(net::http::form_value(call->parameters, "ExecutionSid"), "FN1");
      }
      THEN("nothing is left to do") {
        CHECK(std::holds_alternative<run_ended>(last));
        CHECK_EQ(path_of(run), "Trigger handoff_flag ask_bot bot_verdict ");
      }
    }
  }
}

SCENARIO("whatever else the bot's webhook answers decides about the agent") {
  GIVEN("the shipped flow") {
    auto goes_to_agent = [](int status, const std::string& body) {
      auto run = run_of(flow());
      (void)run.start(event);
      auto last = run.answered(status, "application/json", body);
      return std::holds_alternative<run_hands_over>(last);
    };
    WHEN("answers of all kinds come") {
      THEN("only 2xx with an object can keep the talk with the bot") {
        CHECK(goes_to_agent(200, R"({"handoff":"true"})"));
        CHECK(goes_to_agent(200, R"({"handoff":true})"));
        CHECK(!goes_to_agent(200, R"({"handoff":"yes"})"));
        CHECK(!goes_to_agent(204, ""));
        CHECK(!goes_to_agent(200, R"(["handoff"])"));
        CHECK(goes_to_agent(500, R"({"handoff":"false"})"));
        CHECK(goes_to_agent(302, ""));
        auto run = run_of(flow());
        (void)run.start(event);
        CHECK(std::holds_alternative<run_hands_over>(run.unanswered()));
      }
    }
  }
}

SCENARIO("an agent who was requested is asked for without the bot") {
  GIVEN("a conversation with the flag of a handoff") {
    auto run = run_of(
        flow(),
        R"({"handoff":"requested","customer_name":"Ana","case_url":"https://x/case/7?e=1&s=2","fc":{"key":"discord:9"}})");
    WHEN("it runs") {
      auto step = run.start(event);
      const auto* hands = std::get_if<run_hands_over>(&step);
      REQUIRE(hands);
      THEN("the task's attributes are filled in") {
        auto attributes = boost::json::parse(hands->attributes).get_object();
        CHECK_EQ(attributes["customerName"].as_string(), "Ana");
        CHECK_EQ(attributes["case_url"].as_string(), "https://x/case/7?e=1&s=2");
        CHECK_EQ(attributes["fc"].as_object()["key"].as_string(), "discord:9");
        CHECK_EQ(hands->workflow_sid, "WW00000000000000000000000000000004");
        CHECK_EQ(hands->channel_sid, "TC00000000000000000000000000000005");
        CHECK_EQ(path_of(run), "Trigger handoff_flag to_agent ");
        CHECK(std::holds_alternative<run_ended>(run.handed_over(true)));
      }
    }
  }
}

SCENARIO("a name that breaks the attributes makes no task") {
  GIVEN("customers whose names are pasted into the attributes as they stand") {
    auto ends = [](const std::string& name) {
      auto run = run_of(flow(), R"({"handoff":"requested","customer_name":")" + name + "\"}");
      return std::holds_alternative<run_ended>(run.start(event));
    };
    WHEN("a name holds a quote, or is too long") {
      THEN("the widget fails, as Studio's does") {
        CHECK(ends("A\\\"na"));
        CHECK(ends(std::string(900, 'n')));
        CHECK(!ends("Ana"));
      }
    }
  }
}

SCENARIO("a flow that goes round in circles ends") {
  GIVEN("a flow whose failed call leads to the same call, and one whose splits do") {
    auto calls = run_of(replaced(flow(), "\"event\": \"failed\",\n          \"next\": \"to_agent\"",
                                 "\"event\": \"failed\",\n          \"next\": \"ask_bot\""));
    auto splits =
        run_of(replaced(flow(), "\"event\": \"noMatch\",\n          \"next\": \"ask_bot\"",
                        "\"event\": \"noMatch\",\n          \"next\": \"handoff_flag\""));
    WHEN("they run") {
      auto step = calls.start(event);
      int made = 0;
      for (; std::holds_alternative<run_calls>(step) && made < 100; ++made)
        step = calls.unanswered();
      auto round = splits.start(event);
      THEN("a widget runs ten times at most") {
        CHECK_EQ(made, 10);
        CHECK(std::holds_alternative<run_ended>(round));
        CHECK_EQ(splits.path().size(), 11u);
      }
    }
  }
}

SCENARIO("a widget's request is signed as its body asks for") {
  GIVEN("calls with a form, with JSON, and by GET") {
    run_calls form{"w",
                   "POST",
                   "https://x.example/a?k=1#f",
                   "application/x-www-form-urlencoded;charset=utf-8",
                   "",
                   {{"b", "é & ="}, {"a", ""}}};
    run_calls text{"w",
                   "POST",
                   "https://x.example/a",
                   "application/json;charset=utf-8",
                   R"({"event":"message","text":"héllo"})",
                   {}};
    run_calls get{"w", "GET", "https://x.example/a", "", "", {{"b", "1 2"}}};
    const std::string key = "0123456789abcdef0123456789abcdef";
    auto arrives = [](const net::http::request& r) {
      net::http::incoming in;
      in.method = r.method;
      in.target = r.url.substr(std::string("https://x.example").size());
      if (auto at = in.target.find('?'); at != std::string::npos)
        in.query = net::http::parse_form(in.target.substr(at + 1));
      in.headers = r.headers;
      in.body = r.body;
      return in;
    };
    WHEN("they are made") {
      THEN("the receiver's check accepts each, and none after a change") {
        for (const auto& call : {form, text, get}) {
          auto in = arrives(widget_request(call, key));
          CHECK(net::twilio::valid_signature({key}, "https://x.example", in));
          in.target += "1";
          CHECK(!net::twilio::valid_signature({key}, "https://x.example", in));
        }
        auto in = arrives(widget_request(text, key));
        CHECK_NE(in.target.find("bodySHA256=c4ace086ee7751a5342d599400aec1b1fd84d6f4af60ba30e038b67"
                                "bf2bebe1b"),
                 std::string::npos);
        in.body += " ";
        CHECK(!net::twilio::valid_signature({key}, "https://x.example", in));
        CHECK_EQ(arrives(widget_request(get, key)).target, "/a?b=1%202");
      }
    }
  }
}
