#define CAF_SUITE discord_forms

#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"

#include <boost/json/parse.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::discord;
using kinds = form_question::kind;

namespace {

boost::json::object data_of(const form& f) {
  interaction_reply r;
  r.type = interaction_reply::kind::modal;
  r.modal = f;
  const auto o = boost::json::parse(to_json(r)).as_object();
  CHECK_EQ(o.at("type").as_int64(), 9);
  return o.at("data").as_object();
}

form one_of_each() {
  return {
      .id = "v1:report:bug",
      .title = "Report",
      .questions = {
          {.what = kinds::short_text,
           .id = "a",
           .label = "Title",
           .hint = "One line",
           .sample = "…",
           .value = "already",
           .least = 3,
           .most = 100},
          {.what = kinds::long_text, .id = "b", .label = "Text", .required = false},
          {.what = kinds::choice,
           .id = "c",
           .label = "Severity",
           .choices = {{.value = "low", .label = "Low", .hint = "small"},
                       {.value = "high", .label = "High", .chosen = true}}},
          {.what = kinds::files, .id = "d", .label = "Screenshots", .required = false, .most = 3}}};
}

} // namespace

SCENARIO("a form is written as Discord's modal") {
  GIVEN("a form with one question of each kind") {
    WHEN("it is written") {
      THEN("each becomes a labelled component") {
        CHECK_EQ(wrong_with(one_of_each()), "");
        CHECK(data_of(one_of_each()) == boost::json::parse(R"({
          "custom_id":"v1:report:bug","title":"Report","components":[
          {"type":18,"label":"Title","description":"One line","component":{"type":4,"custom_id":"a","style":1,
           "required":true,"max_length":100,"min_length":3,"placeholder":"…","value":"already"}},
          {"type":18,"label":"Text","component":{"type":4,"custom_id":"b","style":2,"required":false,"max_length":4000}},
          {"type":18,"label":"Severity","component":{"type":3,"custom_id":"c","options":[
            {"label":"Low","value":"low","description":"small"},{"label":"High","value":"high","default":true}],
           "required":true,"min_values":1,"max_values":1}},
          {"type":18,"label":"Screenshots","component":{"type":19,"custom_id":"d","required":false,
           "min_values":0,"max_values":3}}]})"));
      }
    }
  }
}

SCENARIO("texts that are too long for a form are cut at a sign, never inside one") {
  GIVEN("a form of endless texts that end in an emoji of several code points") {
    const std::string family = "👩‍👩‍👧"; // five code points, one sign
    auto f = one_of_each();
    f.title = std::string(43, 'x') + family;
    f.questions[0].label = std::string(45, 'y') + "z";
    f.questions[0].hint = std::string(99, 'h') + family;
    f.questions[0].value = std::string(99, 'v') + "é" + "é";
    f.questions[2].choices[0].label = std::string(101, 'c');
    WHEN("it is written") {
      const auto d = data_of(f);
      THEN("what is left is whole") {
        CHECK_EQ(d.at("title").as_string(), std::string(43, 'x'));
        const auto& q = d.at("components").at(0).as_object();
        CHECK_EQ(q.at("label").as_string(), std::string(45, 'y'));
        CHECK_EQ(q.at("description").as_string(), std::string(99, 'h'));
        CHECK_EQ(q.at("component").at("value").as_string(), std::string(99, 'v') + "é");
        const auto& choice = d.at("components").at(2).at("component").at("options").at(0);
        CHECK_EQ(choice.at("label").as_string().size(), 100u);
      }
    }
    WHEN("it has more questions than a modal takes") {
      f.questions.resize(9, f.questions[0]);
      THEN("the first five are written, and it is called wrong before") {
        CHECK_EQ(data_of(f).at("components").as_array().size(), 5u);
        CHECK_EQ(wrong_with(f), "a form has one to five questions");
      }
    }
  }
}

SCENARIO("a form that Discord would refuse is known before it is sent") {
  GIVEN("good forms with one fault each") {
    WHEN("they are checked") {
      THEN("the fault is named") {
        auto faulty = [](auto change) {
          auto f = one_of_each();
          change(f);
          return wrong_with(f);
        };
        CHECK(faulty([](form& f) {
                f.id = std::string(101, 'x');
              }).starts_with("the form has no id"));
        CHECK_EQ(faulty([](form& f) { f.title = ""; }), "the form has no title");
        CHECK_EQ(faulty([](form& f) { f.questions.clear(); }), "a form has one to five questions");
        CHECK_EQ(faulty([](form& f) { f.questions[1].id = "a"; }), "two questions have the id a");
        CHECK_EQ(faulty([](form& f) { f.questions[1].id = ""; }),
                 "a question has no id of 1 to 100 characters");
        CHECK_EQ(faulty([](form& f) { f.questions[3].label = ""; }), "question d has no label");
        CHECK_EQ(faulty([](form& f) { f.questions[2].choices.clear(); }),
                 "question c: 1 to 25 choices are needed");
        CHECK_EQ(faulty([](form& f) { f.questions[2].choices[1].value = "low"; }),
                 "question c: a choice stands twice");
        CHECK_EQ(faulty([](form& f) { f.questions[2].choices[1].label = ""; }),
                 "question c: a choice without label or value");
      }
    }
  }
}
