#include "net/chatbot/completion.hpp"
#include "net/chatbot/openai_request.hpp"
#include "net/chatbot/shape.hpp"

#include <boost/json.hpp>

#define CAF_SUITE chatbot_answers
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::chatbot;

namespace {

result<answer> webhook(std::string_view text) {
  auto value = read_json(text);
  if (!value) return value.error();
  return parse_webhook_answer(value->as_object());
}

/// An answer on one line: texts, images and buttons, then what else it wants.
std::string shown(const result<answer>& r) {
  if (!r) return "failure: " + r.error().detail;
  std::string text;
  for (const auto& one : r->replies) {
    text += "[" + one.text;
    if (!one.image_url.empty()) text += " image=" + one.image_url;
    for (const auto& c : one.choices) text += " " + c.title + "=" + c.payload;
    text += "]";
  }
  if (r->handoff) text += " handoff(" + r->wish.reason + "," + r->wish.queue + ")";
  if (r->end) text += " end";
  if (r->later) text += " later";
  return text;
}

} // namespace

SCENARIO("a webhook chatbot may answer in several ways") {
  GIVEN("answers of every kind") {
    WHEN("they are read") {
      THEN("replies are texts or objects") {
        CHECK_EQ(shown(webhook(R"({"replies":["hi",{"text":"there"}]})")), "[hi][there]");
        CHECK_EQ(shown(webhook(R"({"replies":[{"text":"pick","image":"https://i","buttons":)"
                               R"([{"title":"A","payload":"/a"},{"title":"B"},"C"]}]})")),
                 "[pick image=https://i A=/a B=B C=C]");
        CHECK_EQ(shown(webhook(R"({"replies":[{"text":""},{},{"text":null}],"end":false})")), "");
      }
      THEN("a handoff is true, \"true\" or an object") {
        CHECK_EQ(shown(webhook(R"({"replies":[],"handoff":true})")), " handoff(,)");
        CHECK_EQ(shown(webhook(R"({"handoff":"true"})")), " handoff(,)");
        CHECK_EQ(shown(webhook(R"({"handoff":{"reason":"refund","queue":"billing"}})")),
                 " handoff(refund,billing)");
        CHECK_EQ(shown(webhook(R"({"handoff":{}})")), " handoff(,)");
        CHECK_EQ(shown(webhook(R"({"replies":["hi"],"handoff":false})")), "[hi]");
        CHECK_EQ(shown(webhook(R"({"replies":["hi"],"handoff":"false"})")), "[hi]");
        CHECK_EQ(shown(webhook(R"({"replies":["hi"],"handoff":null})")), "[hi]");
      }
      THEN("it may end the talk") {
        CHECK_EQ(shown(webhook(R"({"replies":["bye"],"end":true})")), "[bye] end");
      }
      THEN("wrong types are named") {
        CHECK_EQ(shown(webhook("{}")),
                 "failure: the bot's answer has neither replies, handoff nor end");
        CHECK_EQ(shown(webhook(R"({"error":"x"})")),
                 "failure: the bot's answer has neither replies, handoff nor end");
        CHECK_EQ(shown(webhook(R"({"replies":"hi"})")),
                 "failure: the bot's answer: \"replies\" is not a list");
        CHECK_EQ(shown(webhook(R"({"replies":[7]})")),
                 "failure: the bot's answer: a reply is neither text nor an object");
        CHECK_EQ(shown(webhook(R"({"replies":[{"text":7}]})")),
                 "failure: the bot's answer: \"text\" is not a string");
        CHECK_EQ(shown(webhook(R"({"replies":[{"buttons":[{}]}]})")),
                 "failure: the bot's answer: \"buttons\" has an entry without a title");
        CHECK_EQ(shown(webhook(R"({"handoff":"yes"})")),
                 "failure: the bot's answer: \"handoff\" is not a boolean");
        CHECK_EQ(
            shown(webhook(R"({"handoff":{"queue":1}})")),
            "failure: the bot's answer: \"handoff\" has a reason or queue that is not a string");
        CHECK_EQ(shown(webhook(R"({"end":1})")),
                 "failure: the bot's answer: \"end\" is not a boolean");
      }
      THEN("a flood is refused") {
        std::string flood = R"({"replies":["a")";
        for (int i = 0; i < 50; ++i) flood += R"(,"a")";
        CHECK_EQ(shown(webhook(flood + "]}")),
                 "failure: the bot's answer: \"replies\" has too many entries");
      }
    }
  }
}

SCENARIO("a late answer names its turn") {
  GIVEN("bodies of POST /bot/callback") {
    WHEN("they are read") {
      THEN("session, message and answer are there") {
        auto c = parse_callback(
            R"({"session_id":"s","message_id":"m","replies":["hi"],"handoff":{"reason":"r"}})");
        REQUIRE(c.has_value());
        CHECK_EQ(c->session_id + c->message_id, "sm");
        CHECK_EQ(shown(c->a), "[hi] handoff(r,)");
      }
      THEN("what is missing is named") {
        auto why = [](std::string_view text) {
          auto c = parse_callback(text);
          return c ? "accepted" : c.error().detail;
        };
        CHECK_EQ(why(R"({"message_id":"m","replies":[]})"), "the bot's answer has no session_id");
        CHECK_EQ(why(R"({"session_id":"s","replies":[]})"), "the bot's answer has no message_id");
        CHECK_EQ(why(R"({"session_id":1,"message_id":"m"})"),
                 "the bot's answer: \"session_id\" is not a string");
        CHECK_EQ(why(R"({"session_id":"s","message_id":"m"})"),
                 "the bot's answer has neither replies, handoff nor end");
        CHECK_EQ(why("[]"), "the bot's answer is not a JSON object");
        CHECK_EQ(why(" <!doctype html>"), "the bot's answer is HTML, not JSON");
        CHECK_EQ(why(""), "the bot's answer is empty");
        CHECK_EQ(why("{"), "the bot's answer is not JSON");
        CHECK_EQ(why(std::string(200000, '[')), "the bot's answer is not JSON");
      }
    }
  }
}

SCENARIO("Rasa answers with a list of messages") {
  GIVEN("answers of every kind") {
    auto rasa = [](std::string_view body) { return shown(parse_rasa_answer(body, "#human#")); };
    WHEN("they are read") {
      THEN("texts, images and buttons keep their order") {
        CHECK_EQ(
            rasa(R"([{"recipient_id":"s","text":"a"},{"recipient_id":"s","image":"https://i"},)"
                 R"({"text":"b","buttons":[{"title":"Yes","payload":"/yes"}]}])"),
            "[a][ image=https://i][b Yes=/yes]");
        CHECK_EQ(rasa("[]"), "");
      }
      THEN("every convention of a handoff is understood") {
        CHECK_EQ(rasa(R"([{"text":"ok"},{"custom":{"handoff":true,"reason":"r","queue":"q"}}])"),
                 "[ok] handoff(r,q)");
        CHECK_EQ(rasa(R"([{"custom":{"handoff":{"reason":"r","queue":"q"}}}])"), " handoff(r,q)");
        CHECK_EQ(rasa(R"([{"custom":{"handoff":"true"}}])"), " handoff(,)");
        CHECK_EQ(rasa(R"([{"custom":{"type":"handoff"}}])"), " handoff(,)");
        CHECK_EQ(rasa(R"([{"custom":{"handoff_host":"https://h"}}])"), " handoff(,)");
        CHECK_EQ(rasa(R"([{"text":"wait"},{"text":" #human# "}])"), "[wait] handoff(,)");
      }
      THEN("other custom payloads are not ours") {
        CHECK_EQ(rasa(R"([{"text":"a","custom":{"handoff":false}},{"custom":{"type":7}},)"
                      R"({"custom":[1]}])"),
                 "[a]");
        CHECK_EQ(shown(parse_rasa_answer(R"([{"text":""}])", "")), "");
      }
      THEN("anything else is refused") {
        CHECK_EQ(rasa(R"({"status":"failure"})"),
                 "failure: the bot's answer is not a list of messages");
        CHECK_EQ(rasa("[1]"), "failure: the bot's answer has a message that is not an object");
        CHECK_EQ(rasa(R"([{"text":1}])"), "failure: the bot's answer: \"text\" is not a string");
        CHECK_EQ(rasa("<html>"), "failure: the bot's answer is HTML, not JSON");
      }
    }
  }
}

SCENARIO("a chat completion is an answer or a call for a person") {
  GIVEN("completions of every kind") {
    auto whole = [](std::string choice) {
      return shown(parse_completion(R"({"choices":[)" + choice + "]}"));
    };
    WHEN("they are read") {
      THEN("content is the answer") {
        CHECK_EQ(whole(R"({"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"})"),
                 "[hi]");
        CHECK_EQ(whole(R"({"message":{"content":[{"type":"text","text":"a"},{"type":"text",)"
                       R"("text":"b"}]}})"),
                 "[ab]");
        CHECK_EQ(whole(R"({"message":{"content":null,"refusal":"I cannot"}})"), "[I cannot]");
        CHECK_EQ(whole(R"({"message":{"content":"cut"},"finish_reason":"length"})"), "[cut]");
      }
      THEN("the tool call is a handoff, whatever its arguments") {
        auto call = [&](std::string arguments, std::string name = "request_human_agent") {
          return whole(R"({"message":{"content":null,"tool_calls":[{"id":"1","type":"function",)"
                       R"("function":{"name":")" +
                       name + R"(","arguments":)" +
                       boost::json::serialize(boost::json::value(arguments)) + "}}]}}");
        };
        CHECK_EQ(call(R"({"reason":"angry","queue":"billing"})"), " handoff(angry,billing)");
        CHECK_EQ(call(""), " handoff(,)");
        CHECK_EQ(call("{bro"), " handoff(,)");
        CHECK_EQ(call(R"({"reason":7})"), " handoff(,)");
        CHECK_EQ(call("{}", "drop_tables"), "failure: the bot's answer is empty");
      }
      THEN("a filtered answer is not shown") {
        CHECK_EQ(whole(R"({"message":{"content":"half of"},"finish_reason":"content_filter"})"),
                 "failure: the bot's answer was stopped by its content filter");
      }
      THEN("other shapes are refused") {
        CHECK_EQ(whole(R"({"message":{"content":"  "}})"), "failure: the bot's answer is empty");
        CHECK_EQ(whole("7"), "failure: the bot's answer has a choice that is not an object");
        CHECK_EQ(whole(R"({"message":7})"),
                 "failure: the bot's answer has a message that is not an object");
        CHECK_EQ(whole(R"({"message":{"content":7}})"),
                 "failure: the bot's answer has content that is not text");
        CHECK_EQ(whole(R"({"message":{"tool_calls":7}})"),
                 "failure: the bot's answer has tool calls that are not a list");
        CHECK_EQ(shown(parse_completion("{}")), "failure: the bot's answer has no list of choices");
        CHECK_EQ(shown(parse_completion("[]")), "failure: the bot's answer is not a JSON object");
        CHECK_EQ(shown(parse_completion(R"({"error":{"message":"secret"}})")),
                 "failure: the bot reported an error inside its answer");
      }
    }
  }
}

SCENARIO("a model is told the past in its own roles") {
  GIVEN("a turn with a history") {
    turn t;
    t.session_id = "discord-42";
    t.locale = "fr";
    t.text = "and now?";
    t.history = {{"user", "help"}, {"bot", "sure"}, {"agent", "I am Mike"}};
    t.attachments = {{"https://cdn/a.png", "image/png", "a.png", 5}};
    flexcord::config::chatbot_settings s;
    s.model = "m";
    WHEN("the request is made") {
      auto value = boost::json::parse(completion_request(t, s)).as_object();
      auto messages = value.at("messages").as_array();
      THEN("system, past and turn follow each other") {
        REQUIRE_EQ(messages.size(), 5u);
        auto at = [&](std::size_t i) { return boost::json::serialize(messages[i]); };
        CHECK_EQ(at(1), R"({"role":"user","content":"help"})");
        CHECK_EQ(at(2), R"({"role":"assistant","content":"sure"})");
        CHECK_EQ(at(3), R"({"role":"assistant","content":"[live agent] I am Mike"})");
        CHECK_EQ(at(4), R"({"role":"user","content":"and now?\n[file: a.png https://cdn/a.png]"})");
        auto system = std::string(messages[0].at("content").as_string());
        CHECK(system.find("request_human_agent") != std::string::npos);
        CHECK(system.find("locale is fr") != std::string::npos);
      }
      THEN("the model, the tool and the session are named") {
        CHECK_EQ(std::string(value.at("model").as_string()), "m");
        CHECK_EQ(std::string(value.at("user").as_string()), "discord-42");
        auto function = value.at("tools").at(0).at("function").as_object();
        CHECK_EQ(std::string(function.at("name").as_string()), handoff_tool);
        CHECK_EQ(boost::json::serialize(function.at("parameters").at("required")), R"(["reason"])");
        CHECK_EQ(boost::json::serialize(
                     function.at("parameters").at("properties").at("queue").at("type")),
                 "\"string\"");
      }
      THEN("a long past is cut to its end") {
        t.history.assign(100, {"user", "old"});
        t.history.push_back({"bot", "newest"});
        auto long_one = boost::json::parse(completion_request(t, s)).at("messages").as_array();
        CHECK_EQ(long_one.size(), 42u);
        CHECK_EQ(std::string(long_one[40].at("content").as_string()), "newest");
      }
      THEN("articles stand beside either prompt, with their links and the wish to cite them") {
        t.history.clear();
        t.articles = {{"Refunds", "https://h.example/refunds", "Within fourteen days."}};
        s.system_prompt = "Be a pirate.";
        auto with = boost::json::parse(completion_request(t, s)).at("messages").as_array();
        REQUIRE_EQ(with.size(), 3u);
        CHECK_EQ(std::string(with[1].at("role").as_string()), "system");
        const std::string said(with[1].at("content").as_string());
        CHECK(said.find("cite the link") != std::string::npos);
        CHECK(
            said.find("Title: Refunds\nLink: https://h.example/refunds\n\nWithin fourteen days.") !=
            std::string::npos);
        s.system_prompt.clear();
        t.articles.clear();
      }
      THEN("the operator's own prompt takes the place of ours") {
        s.system_prompt = "Be a pirate.";
        auto own = boost::json::parse(completion_request(t, s)).at("messages").at(0).at("content");
        CHECK_EQ(std::string(own.as_string()), "Be a pirate.\nThe user's locale is fr.");
      }
    }
  }
}
