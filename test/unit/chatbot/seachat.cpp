#include "net/chatbot/seachat.hpp"
#include "test/unit/twilio/stand_in.hpp"

#include <boost/json.hpp>

#define CAF_SUITE chatbot_seachat
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::chatbot;
using namespace std::chrono_literals;

namespace {

const std::string opened = R"({"user":{"id":"7"},"conversation_id":"33ab-7c_eb","messages":[]})";
const std::string secret_words = "my secret words";

/// SeaChat against a stand-in.
struct sea : flexcord::test::network {
  std::unique_ptr<bot> b;
  sea() {
    flexcord::config::chatbot_settings s;
    s.url = peer.origin() + "/webhook/v1/bots/b1/";
    s.token = flexcord::config::secret("key");
    b = make_seachat(client, s);
  }
  result<answer> ask(std::string session = "discord:42", std::chrono::milliseconds limit = 10s) {
    turn t;
    t.session_id = std::move(session);
    t.user_id = "7";
    t.user_name = "Ana";
    t.text = secret_words;
    return flexcord::test::wait_for<answer>([&](auto done) { b->ask(t, limit, done); });
  }
  std::string line(std::size_t i) const {
    return peer.seen(i).method + " " + peer.seen(i).target + " " + peer.seen(i).body;
  }
  std::string targets() const {
    std::string all;
    for (auto& r : peer.seen()) all += r.target.substr(r.target.rfind('/') + 1) + " ";
    return all;
  }
};

std::string shown(const result<answer>& r) {
  if (!r) return r.error().detail;
  std::string text;
  for (const auto& one : r->replies) text += "[" + one.text + "]";
  if (r->handoff) text += " handoff";
  if (r->end) text += " end";
  return text;
}

std::string said(std::string_view body) { return shown(parse_said(body, seachat)); }
std::string id_of(std::string_view body) {
  auto id = parse_opened(body, seachat);
  return id ? *id : id.error().detail;
}

} // namespace

SCENARIO("SeaChat gets a conversation for each talk, and each turn as a message") {
  GIVEN("a SeaChat with a bot") {
    sea s;
    s.peer.answer(200, opened);
    s.peer.answer(200, R"({"conversation_id":"33ab-7c_eb","inbound_sequence":2,"messages":[)"
                       R"({"id":"m3","text":"hello","event":"OUTBOUND_MESSAGE","sequence":3}]})");
    s.peer.answer(200, R"({"inbound_sequence":4,"messages":[]})");
    WHEN("it is asked twice in one talk") {
      auto first = s.ask();
      auto second = s.ask();
      THEN("the conversation is opened once with our user") {
        CHECK_EQ(s.line(0), "POST /webhook/v1/bots/b1/conversations/ops/get_or_create "
                            R"({"user":{"id":"7","first_name":"Ana"},"with_reply":false})");
        CHECK_EQ(s.line(1), "POST /webhook/v1/bots/b1/conversations/33ab-7c_eb/messages "
                            R"({"content":"my secret words","with_reply":true})");
        CHECK_EQ(s.line(2), s.line(1));
        CHECK_EQ(s.peer.seen().size(), 3u);
        for (std::size_t i = 0; i < 3; ++i)
          CHECK_EQ(std::string(s.peer.seen(i).headers.get("Authorization")), "Bearer key");
      }
      THEN("what it says comes back") {
        CHECK_EQ(shown(first), "[hello]");
        CHECK_EQ(shown(second), "");
      }
    }
  }
}

SCENARIO("a conversation that SeaChat ended or forgot is opened again") {
  GIVEN("a SeaChat that ends the talk, and later knows nothing of it") {
    sea s;
    const std::string ended = R"({"inbound_sequence":1,"messages":[{"event":"END","sequence":2}]})";
    const std::string hello =
        R"({"inbound_sequence":1,"messages":[{"event":"OUTBOUND_MESSAGE","text":"hi"}]})";
    const std::string gone = R"({"detail":"no such conversation","code":40400})";
    WHEN("it is asked") {
      THEN("an ended one is not used any more") {
        s.peer.answer(200, opened);
        s.peer.answer(200, ended);
        s.peer.answer(200, opened);
        s.peer.answer(200, hello);
        CHECK_EQ(shown(s.ask()), " end");
        CHECK_EQ(shown(s.ask()), "[hi]");
        CHECK_EQ(s.targets(), "get_or_create messages get_or_create messages ");
      }
      THEN("a forgotten one is opened once more, and not for ever") {
        s.peer.answer(404, gone);
        s.peer.answer(200, opened);
        s.peer.answer(404, gone);
        auto a = s.ask();
        CHECK(!a && a.error().kind == failure_kind::refused && a.error().http_status == 404);
        CHECK_EQ(s.peer.seen().size(), 7u);
      }
      THEN("talks are kept apart") {
        s.peer.answer(200, opened);
        s.peer.answer(200, hello);
        CHECK_EQ(shown(s.ask("discord:43")), "[hi]");
        CHECK_EQ(s.peer.seen().size(), 9u);
      }
    }
  }
}

SCENARIO("SeaChat's events are told in their order") {
  GIVEN("answers of every kind") {
    WHEN("they are read") {
      THEN("texts come by sequence, and only those of this turn") {
        CHECK_EQ(said(R"({"inbound_sequence":5,"messages":[)"
                      R"({"event":"OUTBOUND_MESSAGE","text":"two","sequence":7},)"
                      R"({"event":"INBOUND_MESSAGE","text":"mine","sequence":5},)"
                      R"({"event":"OUTBOUND_MESSAGE","text":"old","sequence":4},)"
                      R"({"event":"OUTBOUND_MESSAGE","text":"last"},)"
                      R"({"event":"OUTBOUND_MESSAGE","text":"one","sequence":6}]})"),
                 "[one][two][last]");
      }
      THEN("a transfer is a wish for a person, and other events are nobody's words") {
        CHECK_EQ(said(R"({"inbound_sequence":1,"messages":[)"
                      R"({"event":"OUTBOUND_MESSAGE","text":"wait","sequence":2},)"
                      R"({"event":"TRANSFERRING","text":"to agent","sequence":3},)"
                      R"({"event":"JOINED","text":"Mike","sequence":4},)"
                      R"({"event":"SOMEDAY","text":"x","data":{"a":[1]},"sequence":5}]})"),
                 "[wait] handoff");
      }
      THEN("no messages are no words") {
        CHECK_EQ(said("{}"), "");
        CHECK_EQ(said(R"({"messages":null,"inbound_sequence":null})"), "");
        CHECK_EQ(said(R"({"messages":[{"event":"OUTBOUND_MESSAGE","text":null},{}]})"), "");
      }
    }
  }
}

SCENARIO("what SeaChat never says is refused and not quoted") {
  GIVEN("answers of somebody else") {
    WHEN("they are read") {
      THEN("each wrong member is named") {
        CHECK_EQ(said("[]"), "the bot's answer is not a JSON object");
        CHECK_EQ(said("<html>"), "the bot's answer is HTML, not JSON");
        CHECK_EQ(said(R"({"messages":{}})"), "the bot's answer: \"messages\" is not a list");
        CHECK_EQ(said(R"({"messages":[7]})"),
                 "the bot's answer has a message that is not an object");
        CHECK_EQ(said(R"({"messages":[{"text":7}]})"),
                 "the bot's answer: \"text\" is not a string");
        CHECK_EQ(said(R"({"messages":[{"event":[]}]})"),
                 "the bot's answer: \"event\" is not a string");
        CHECK_EQ(said(R"({"messages":[{"sequence":"x"}]})"),
                 "the bot's answer: \"sequence\" is not an integer");
        CHECK_EQ(said(R"({"messages":[],"inbound_sequence":1.5})"),
                 "the bot's answer: \"inbound_sequence\" is not an integer");
        std::string many = R"({"messages":[{})";
        for (int i = 0; i < 50; ++i) many += ",{}";
        CHECK_EQ(said(many + "]}"), "the bot's answer has too many messages");
      }
      THEN("an id that would lead elsewhere is none") {
        CHECK_EQ(id_of(opened), "33ab-7c_eb");
        for (std::string bad : {"..", "../x", "a/b", "a?b", "a b", "%2e", "\xC3\xA9"})
          CHECK_EQ(id_of(R"({"conversation_id":")" + bad + "\"}"),
                   "the bot's answer: \"conversation_id\" is not an id");
        CHECK_EQ(id_of(R"({"conversation_id":")" + std::string(129, 'a') + "\"}"),
                 "the bot's answer: \"conversation_id\" is not an id");
        CHECK_EQ(id_of("{}"), "the bot's answer: \"conversation_id\" is missing");
        CHECK_EQ(id_of(R"({"conversation_id":7})"),
                 "the bot's answer: \"conversation_id\" is not a string");
      }
    }
  }
}

SCENARIO("SeaChat's refusals are told with their code only") {
  GIVEN("a SeaChat that quotes the key and the user") {
    sea s;
    s.peer.answer(401, R"({"detail":"The token: key decoding failed.","code":40007,)"
                       R"("parameters":{"token":"key"}})");
    s.peer.answer(200, opened);
    s.peer.answer(422, R"({"detail":[{"loc":["body"],"msg":")" + secret_words + R"("}]})");
    WHEN("it is asked") {
      auto no_key = s.ask();
      auto no_text = s.ask();
      THEN("neither is quoted") {
        CHECK_EQ(shown(no_key), "the bot refused the turn: 40007");
        CHECK_EQ(shown(no_text), "the bot refused the turn");
        CHECK(!no_text && no_text.error().http_status == 422);
      }
    }
  }
}

SCENARIO("both of SeaChat's requests share one deadline") {
  GIVEN("a SeaChat that opens a conversation and then says nothing") {
    sea s;
    s.peer.answer(200, opened);
    s.peer.add({{}, false, true});
    WHEN("it is asked with a short deadline") {
      const auto began = std::chrono::steady_clock::now();
      auto a = s.ask("discord:42", 1s);
      THEN("the caller hears of the time-out within it") {
        CHECK(!a && a.error().kind == failure_kind::timed_out);
        CHECK_LT(std::chrono::steady_clock::now() - began, 8s);
        CHECK_EQ(s.peer.seen().size(), 2u);
      }
    }
  }
}
