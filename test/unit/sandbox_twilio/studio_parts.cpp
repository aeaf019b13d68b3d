#define CAF_SUITE sandbox_studio_parts
#include "flows.hpp"
#include "sandbox/twilio/studio_condition.hpp"
#include "sandbox/twilio/studio_flow.hpp"
#include "sandbox/twilio/studio_liquid.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>

using namespace flexcord::sandbox::twilio;
using flexcord::test::replaced;
using flexcord::test::shipped_flow;

namespace {

const std::string url = "https://flexcord.example.com";

/// Where the shipped flow has problems once `from` is replaced by `to`.
std::string places(const std::string& from, const std::string& to) {
  std::string out;
  for (const auto& p : read_flow(replaced(shipped_flow("conversations", url), from, to)).problems)
    out += p.where + " ";
  return out;
}

} // namespace

SCENARIO("a template is filled in with what stands at its paths") {
  GIVEN("a context") {
    const auto context = boost::json::parse(
        R"({"a":{"b":"text","n":3,"yes":true,"none":null,"list":["x",{"y":"z"}],"o":{"k":1}}})");
    auto render = [&](std::string_view text) { return render_liquid(text, context.get_object()); };
    WHEN("templates are rendered") {
      THEN("paths give their values, and what is not there gives nothing") {
        CHECK_EQ(render("<{{a.b}}> {{ a.n }} {{a.yes}}"), "<text> 3 true");
        CHECK_EQ(render("{{a.list.0}}{{a.list.1.y}}"), "xz");
        CHECK_EQ(render("{{a.o}}"), R"({"k":1})");
        CHECK_EQ(render("[{{a.none}}{{a.missing}}{{a.b.c}}{{a.list.7}}{{a.list.x}}{{}}{{a..b}}]"),
                 "[]");
        CHECK_EQ(render("{{a.b"), "{{a.b");
        CHECK_EQ(render("} {{a.b}} }}"), "} text }}");
      }
      THEN("more than paths is told") {
        CHECK_EQ(liquid_problem("a {{b.c-d_1.0}} e"), "");
        for (auto bad : {"{{a | upcase}}", "{% if a %}", "{{ }}", "{{a", "{{a..b}}", "{{.a}}"})
          CHECK_NE(liquid_problem(bad), "");
      }
    }
  }
}

SCENARIO("conditions compare as their names say") {
  GIVEN("the condition types of a split") {
    WHEN("they are applied") {
      THEN("each holds for what it names and for nothing else") {
        CHECK(condition_holds("equal_to", "true", "true"));
        CHECK(!condition_holds("equal_to", "True", "true"));
        CHECK(condition_holds("not_equal_to", "a", "b"));
        CHECK(condition_holds("contains", "an agent please", "agent"));
        CHECK(condition_holds("does_not_contain", "hello", "agent"));
        CHECK(condition_holds("starts_with", "agent!", "agent"));
        CHECK(!condition_holds("does_not_start_with", "agent!", "agent"));
        CHECK(condition_holds("matches_any_of", "two", "one, two ,three"));
        CHECK(!condition_holds("matches_any_of", "tw", "one,two"));
        CHECK(condition_holds("does_not_match_any_of", "four", "one,two"));
        CHECK(condition_holds("is_blank", " \n", ""));
        CHECK(condition_holds("is_not_blank", "x", ""));
        CHECK(condition_holds("regex", "case 42", "^case [0-9]+$"));
        CHECK(!condition_holds("regex", "case x", "^case [0-9]+$"));
        CHECK(condition_holds("less_than", "2", "10"));
        CHECK(condition_holds("greater_than", "10", "9.5"));
        CHECK(!condition_holds("less_than", "two", "10"));
        CHECK(!condition_holds("no_such_type", "a", "a"));
      }
      THEN("a text that would break the expression's engine matches nothing") {
        CHECK(!condition_holds("regex", std::string(100'000, 'a'), "(a*)*b"));
        CHECK(!is_condition_value("regex", "("));
        CHECK(!is_condition_value("less_than", "many"));
      }
    }
  }
}

SCENARIO("the shipped flows are valid") {
  GIVEN("the flows of both planes with their placeholders filled in") {
    WHEN("they are read") {
      THEN("nothing is wrong with them") {
        for (auto plane : {"conversations", "legacy-chat"}) {
          auto read = read_flow(shipped_flow(plane, url));
          for (const auto& p : read.problems) CHECK_EQ(p.where + ": " + p.message, "");
          CHECK_EQ(read.definition.widgets.size(), 5u);
          CHECK_EQ(read.definition.initial_state, "Trigger");
        }
      }
    }
  }
}

SCENARIO("a flow that Studio would refuse is refused, with the place") {
  GIVEN("the shipped flow with one thing spoiled at a time") {
    WHEN("it is read") {
      THEN("the place of the mistake is named") {
        CHECK_EQ(places("\"initial_state\": \"Trigger\"", "\"x\": \"\""), "#/initial_state ");
        CHECK_EQ(places("\"initial_state\": \"Trigger\"", "\"initial_state\": \"ask_bot\""),
                 "#/initial_state ");
        CHECK_EQ(places("\"split-based-on\"", "\"say-play\"").substr(0, 16), "#/states/1/type ");
        CHECK_EQ(places("\"next\": \"ask_bot\"", "\"next\": \"nowhere\""),
                 "#/states/1/transitions/0/next ");
        CHECK_EQ(places("\"name\": \"bot_verdict\"", "\"name\": \"ask_bot\""),
                 "#/states/2/transitions/0/next #/states/3/name ");
        CHECK_EQ(places("\"event\": \"success\"", "\"event\": \"match\"").substr(0, 31),
                 "#/states/2/transitions/0/event ");
        CHECK_EQ(places("\"event\": \"failed\"", "\"event\": \"success\""),
                 "#/states/2/transitions/1/event ");
        CHECK_EQ(places("\"type\": \"equal_to\"", "\"type\": \"is_like\""),
                 "#/states/1/transitions/1/conditions/0/type ");
        CHECK_EQ(places("\"key\": \"Body\"", "\"key\": \"method\""),
                 "#/states/2/properties/parameters/3 ");
        CHECK_EQ(places("\"method\": \"POST\"", "\"method\": \"PUT\""),
                 "#/states/2/properties/method ");
        CHECK_EQ(places("charset=utf-8\"", "charset=latin1\""),
                 "#/states/2/properties/content_type ");
        CHECK_EQ(places("\"add_twilio_auth\": false", "\"add_twilio_auth\": true"),
                 "#/states/2/properties/add_twilio_auth ");
        CHECK_EQ(places("\"attributes\": \"{", "\"attributes\": \"{{"),
                 "#/states/4/properties/attributes ");
        CHECK_EQ(places("\\\"channelType\\\":\\\"web\\\"", "\\\"channelType\\\":web"),
                 "#/states/4/properties/attributes ");
        CHECK_EQ(places("\\\"web\\\"", "\\\"" + std::string(1024, 'w') + "\\\""),
                 "#/states/4/properties/attributes ");
        CHECK_EQ(places("\"WW0", "\"XX0"), "#/states/4/properties/workflow ");
        CHECK_EQ(places("\"input\": \"{{trigger", "\"input\": \"{{trigger | x"),
                 "#/states/1/properties/input ");
      }
      THEN("what is no definition at all is told as well") {
        for (auto bad : {"", "[]", "nonsense", "3"})
          CHECK_EQ(read_flow(bad).problems.at(0).where, "#");
        CHECK_EQ(read_flow("{}").problems.at(0).where, "#/states");
        CHECK_EQ(read_flow(R"({"states":[3]})").problems.at(0).where, "#/states/0");
        CHECK(
            !read_flow(R"({"states":[{"transitions":[1,{"conditions":[2]}]}]})").problems.empty());
      }
    }
  }
}
