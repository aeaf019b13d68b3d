#include "net/chatbot/bot.hpp"
#include "net/twilio/webhook.hpp"
#include "test/unit/twilio/stand_in.hpp"

#include <boost/json.hpp>

#define CAF_SUITE chatbot_bots
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::chatbot;
using namespace std::chrono_literals;

namespace {

const std::string secret_words = "my secret words";

turn a_turn() {
  turn t;
  t.session_id = "discord-42";
  t.message_id = "m1";
  t.user_id = "7";
  t.user_name = "Ana";
  t.locale = "fr";
  t.text = secret_words;
  return t;
}

/// One kind of bot against a stand-in.
struct setup : flexcord::test::network {
  std::unique_ptr<bot> b;
  using factory = std::unique_ptr<bot> (*)(http::client&,
                                           const flexcord::config::chatbot_settings&);

  explicit setup(factory make, std::string path = "/hook") {
    flexcord::config::chatbot_settings s;
    s.url = peer.origin() + path;
    s.token = flexcord::config::secret("t&k");
    s.signing_secret = flexcord::config::secret("key");
    s.handoff_marker = "#human#";
    b = make(client, s);
  }
  result<answer> ask(std::chrono::milliseconds deadline = 10s) {
    return flexcord::test::wait_for<answer>([&](auto done) { b->ask(a_turn(), deadline, done); });
  }
  std::string header(std::size_t i, std::string_view name) {
    return std::string(peer.seen(i).headers.get(name));
  }
  boost::json::object body(std::size_t i) {
    boost::system::error_code error;
    auto value = boost::json::parse(peer.seen(i).body, error);
    return value.is_object() ? value.get_object() : boost::json::object();
  }
};

std::string first_text(const result<answer>& r) {
  if (!r) return to_string(r.error());
  return r->replies.empty() ? "" : r->replies.front().text;
}

failure why(const result<answer>& r) {
  return r ? failure{failure_kind::stopped, 0, 0, {}, "accepted"} : r.error();
}

const setup::factory every_kind[] = {make_webhook, make_rasa, make_openai, make_seachat};

} // namespace

SCENARIO("a webhook chatbot gets a signed turn") {
  GIVEN("a bot behind a webhook") {
    setup s(make_webhook);
    s.peer.answer(200, R"({"replies":["bonjour"],"handoff":{"queue":"q"},"end":true})");
    s.peer.answer(202, "");
    s.peer.answer(204, "");
    WHEN("it is asked three times") {
      auto first = s.ask();
      auto second = s.ask();
      auto third = s.ask();
      THEN("its answer comes back") {
        CHECK_EQ(first_text(first), "bonjour");
        CHECK(first && first->handoff && first->wish.queue == "q" && first->end && !first->later);
      }
      THEN("202 means later, 204 nothing to say") {
        CHECK(second && second->later);
        CHECK(third && !third->later && third->replies.empty());
      }
      THEN("the request is as documented") {
        auto o = s.body(0);
        CHECK_EQ(boost::json::serialize(o),
                 R"({"version":1,"event":"message","session_id":"discord-42","message_id":"m1",)"
                 R"("user":{"id":"7","name":"Ana","locale":"fr"},"text":"my secret words",)"
                 R"("attachments":[],)"
                 R"("context":{"history":[]}})");
        CHECK_EQ(s.header(0, "Content-Type"), "application/json");
        CHECK_EQ(s.header(0, "Authorization"), "Bearer t&k");
      }
      THEN("its signature is right") {
        auto header = s.header(0, "X-Flexcord-Signature");
        auto now = std::chrono::duration_cast<std::chrono::seconds>(
            std::chrono::system_clock::now().time_since_epoch());
        CHECK(twilio::checked_flexcord_signature("key", header, now.count(), s.peer.seen(0).body));
        CHECK(
            !twilio::checked_flexcord_signature("other", header, now.count(), s.peer.seen(0).body));
      }
    }
  }
}

SCENARIO("Rasa is asked over its REST channel") {
  GIVEN("a Rasa server that wants a token") {
    setup s(make_rasa, "/webhooks/rest/webhook?stream=false");
    s.peer.answer(200, R"([{"recipient_id":"discord-42","text":"salut"},{"text":"#human#"}])");
    WHEN("it is asked") {
      auto a = s.ask();
      THEN("sender, message and token are sent and the marker asks for a person") {
        CHECK_EQ(first_text(a), "salut");
        CHECK(a && a->handoff && a->replies.size() == 1);
        CHECK_EQ(s.peer.seen(0).target, "/webhooks/rest/webhook?stream=false&token=t%26k");
        auto o = s.body(0);
        CHECK_EQ(boost::json::serialize(o["sender"]), "\"discord-42\"");
        CHECK_EQ(boost::json::serialize(o["message"]), "\"my secret words\"");
        CHECK_EQ(
            boost::json::serialize(o["metadata"]),
            R"({"message_id":"m1","user":{"id":"7","name":"Ana","locale":"fr"},"attachments":[]})");
      }
    }
  }
}

SCENARIO("an OpenAI-compatible service may stream or not") {
  GIVEN("a service that answers in several ways") {
    setup s(make_openai, "/v1/chat/completions");
    auto chunk = [](std::string delta, std::string reason = "null") {
      return R"(data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{)" + delta +
             R"(},"finish_reason":)" + reason + "}]}\r\n\r\n";
    };
    const std::string stream = "text/event-stream; charset=utf-8";
    WHEN("it is asked") {
      THEN("the pieces of a stream are joined") {
        s.peer.answer(200,
                      ": ping\n\n" + chunk(R"("role":"assistant","content":"")") +
                          chunk(R"("content":"Hel")") + chunk(R"("content":"lo \u00e9")") +
                          chunk("", "\"stop\"") +
                          "data: {\"choices\":[],\"usage\":{}}\n\ndata: [DONE]\n\n",
                      stream);
        CHECK_EQ(first_text(s.ask()), "Hello \xC3\xA9");
        CHECK_EQ(s.header(0, "Authorization"), "Bearer t&k");
        CHECK_EQ(boost::json::serialize(s.body(0)["stream"]), "true");
      }
      THEN("so are those of a tool call") {
        s.peer.answer(
            200,
            chunk(R"("tool_calls":[{"index":0,"id":"c","function":{"name":"request_human_agent",)"
                  R"("arguments":""}}])") +
                chunk(R"("tool_calls":[{"index":0,"function":{"arguments":"{\"reason\":\"re"}}])") +
                chunk(R"("tool_calls":[{"index":0,"function":{"arguments":"fund\",)"
                      R"(\"queue\":\"q\"}"}}])") +
                chunk("", "\"tool_calls\"") + "data: [DONE]\n\n",
            stream);
        auto a = s.ask();
        CHECK(a && a->handoff);
        CHECK_EQ(a ? a->wish.reason + "/" + a->wish.queue : first_text(a), "refund/q");
      }
      THEN("an answer in one piece will do, though a stream was asked for") {
        s.peer.answer(200,
                      R"({"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]})");
        CHECK_EQ(first_text(s.ask()), "whole");
      }
      THEN("a stream without its last mark counts when it had ended") {
        s.peer.answer(200, chunk(R"("content":"done")") + chunk("", "\"stop\""), stream);
        CHECK_EQ(first_text(s.ask()), "done");
      }
      THEN("half an answer is none") {
        s.peer.answer(200, chunk(R"("content":"half of what I")"), stream);
        CHECK_EQ(why(s.ask()).detail, "the bot's stream ended in the middle");
      }
      THEN("a broken or erring stream is refused") {
        s.peer.answer(200, "data: {\"choices\":[{\"delta\":\n\ndata: [DONE]\n\n", stream);
        CHECK_EQ(why(s.ask()).detail, "the bot's answer is not JSON");
        s.peer.answer(200,
                      chunk(R"("content":"a")") + "data: {\"error\":{\"message\":\"secret\"}}\n\n",
                      stream);
        CHECK_EQ(why(s.ask()).detail, "the bot reported an error inside its answer");
        s.peer.answer(
            200, chunk(R"("content":"a")") + chunk("", "\"content_filter\"") + "data: [DONE]\n\n",
            stream);
        CHECK(why(s.ask()).kind == failure_kind::refused);
        s.peer.answer(200, "", stream);
        CHECK_EQ(why(s.ask()).detail, "the bot's answer is empty");
      }
    }
  }
}

SCENARIO("a bot that refuses, floods or says nonsense is reported and never quoted") {
  GIVEN("every kind of bot") {
    WHEN("it misbehaves") {
      THEN("429 carries its wait and code") {
        for (auto make : every_kind) {
          setup s(make);
          s.peer.answer(429,
                        R"({"error":{"message":"my secret words","type":"requests",)"
                        R"("code":"rate_limit_exceeded"}})",
                        "application/json", {{"Retry-After", "7"}});
          auto f = why(s.ask());
          CHECK(f.kind == failure_kind::refused);
          CHECK_EQ(f.http_status, 429);
          CHECK_EQ(f.retry_after.value_or(0ms).count(), 7000);
          CHECK_EQ(f.detail, "the bot refused the turn: rate_limit_exceeded");
        }
      }
      THEN("a code that quotes the user is left out") {
        setup s(make_openai);
        s.peer.answer(400, R"({"error":{"code":"my secret words","type":null}})");
        CHECK_EQ(why(s.ask()).detail, "the bot refused the turn");
      }
      THEN("HTML, an empty body and ten megabytes are malformed") {
        for (auto make : every_kind) {
          setup s(make);
          s.peer.answer(200, "<html>my secret words</html>", "text/html");
          s.peer.answer(200, "");
          s.peer.answer(200, std::string(10u << 20, ' '));
          CHECK_EQ(why(s.ask()).detail, "the bot's answer is HTML, not JSON");
          CHECK_EQ(why(s.ask()).detail, "the bot's answer is empty");
          auto f = why(s.ask());
          CHECK(f.kind == failure_kind::malformed);
          CHECK_EQ(to_string(f).find("secret"), std::string::npos);
        }
      }
      THEN("an error page is a refusal") {
        for (auto make : every_kind) {
          setup s(make);
          s.peer.answer(502, "<html>", "text/html");
          CHECK_EQ(why(s.ask()).http_status, 502);
        }
      }
    }
  }
}

SCENARIO("a bot that says nothing is not waited for") {
  GIVEN("every kind of bot, holding its answer") {
    WHEN("it is asked with a short deadline") {
      THEN("the caller hears of the time-out") {
        for (auto make : every_kind) {
          setup s(make);
          s.peer.add({{}, false, true});
          CHECK(why(s.ask(1s)).kind == failure_kind::timed_out);
        }
      }
      THEN("or of the lost connection") {
        for (auto make : every_kind) {
          setup s(make);
          s.peer.add({{}, true});
          CHECK(why(s.ask()).kind == failure_kind::interrupted);
        }
      }
    }
  }
}
