#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_rest_faults
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::outcome;
using flexcord::test::twilio_api;
using flexcord::test::wait_for;

namespace {

const std::string conversation_json = R"({"sid":"CH1","unique_name":"fc-1","state":"active"})";
const std::string secret_words = "the user's secret words";

result<conversation> read(twilio_api& t) {
  return wait_for<conversation>([&](auto done) { t.api.get_conversation("CH1", done); });
}

result<conversation> create(twilio_api& t) {
  return wait_for<conversation>([&](auto done) {
    t.api.create_conversation({"fc-1", "x", ""}, done);
  });
}

result<message> say(twilio_api& t) {
  return wait_for<message>([&](auto done) {
    t.api.create_message("CH1", {"discord-42", secret_words, "", "", 0}, done);
  });
}

failure why(const auto& r) {
  return r ? failure{failure_kind::stopped, 0, 0, {}, "accepted"} : r.error();
}

} // namespace

SCENARIO("a busy or failing Twilio is asked again when that is safe") {
  GIVEN("a Twilio that fails once") {
    twilio_api t;
    WHEN("calls meet the failure") {
      THEN("429 is tried again, even for a creation") {
        t.peer.answer(429, R"({"code":20429})");
        t.peer.answer(201, conversation_json);
        CHECK_EQ(outcome(create(t)), "accepted");
        CHECK_EQ(t.peer.seen().size(), 2u);
        CHECK_EQ(t.peer.seen(0).body, t.peer.seen(1).body);
      }
      THEN("a server error or a lost connection is tried again for a read") {
        t.peer.answer(503, "<html>busy</html>", "text/html");
        t.peer.add({{}, true});
        t.peer.answer(200, conversation_json);
        CHECK_EQ(outcome(read(t)), "accepted");
        CHECK_EQ(t.peer.seen().size(), 5u);
      }
      THEN("a server error for a creation is told to the caller after one attempt") {
        t.peer.answer(500, R"({"code":20500})");
        auto f = why(create(t));
        CHECK(f.kind == failure_kind::refused);
        CHECK_EQ(f.http_status, 500);
        CHECK(is_ambiguous(f));
        CHECK_EQ(t.peer.seen().size(), 6u);
      }
      THEN("so is a lost connection") {
        t.peer.add({{}, true});
        auto f = why(create(t));
        CHECK(f.kind == failure_kind::interrupted);
        CHECK(is_ambiguous(f));
        CHECK_EQ(t.peer.seen().size(), 7u);
      }
    }
  }
}

SCENARIO("a Twilio that does not answer is given up on") {
  GIVEN("a stand-in that holds its answer and a short deadline") {
    flexcord::test::network n;
    auto s = flexcord::test::twilio_at(n.peer.origin());
    s.request_timeout = std::chrono::seconds(1);
    rest api(n.rt, n.client, s);
    n.peer.add({{}, false, true});
    WHEN("a message is posted") {
      auto r = wait_for<message>([&](auto done) {
        api.create_message("CH1", {"a", "b", "", "", 0}, done);
      });
      THEN("the caller hears that it may have been processed") {
        CHECK(why(r).kind == failure_kind::timed_out);
        CHECK(is_ambiguous(why(r)));
        CHECK_EQ(n.peer.seen().size(), 1u);
      }
    }
  }
}

SCENARIO("refusals are told with Twilio's code and never with what was said") {
  GIVEN("a Twilio that quotes the message in its errors") {
    twilio_api t;
    t.peer.answer(400, R"({"code":50377,"message":"cannot post ')" + secret_words +
                           R"('","status":400})");
    t.peer.answer(409, R"({"code":50433,"message":"exists"})");
    t.peer.answer(401, R"({"code":20003,"message":"AC1:token"})");
    WHEN("calls are refused") {
      auto said = why(say(t));
      auto there = why(
          wait_for<participant>([&](auto done) { t.api.add_participant("CH1", "x", "", done); }));
      auto denied = why(read(t));
      THEN("the codes are there and each was tried once") {
        CHECK_EQ(said.code, 50377);
        CHECK_EQ(there.code, 50433);
        CHECK_EQ(there.http_status, 409);
        CHECK_EQ(denied.code, 20003);
        CHECK_EQ(t.peer.seen().size(), 3u);
      }
      THEN("no detail quotes the message or the token") {
        for (const auto& f : {said, there, denied}) {
          CHECK_EQ(to_string(f).find(secret_words), std::string::npos);
          CHECK_EQ(to_string(f).find("token"), std::string::npos);
        }
        CHECK_EQ(said.detail, "create message: the conversation is closed");
      }
    }
  }
}

SCENARIO("answers that are not what Twilio promises are refused") {
  GIVEN("a service that is not Twilio") {
    twilio_api t;
    t.peer.answer(200, "<html>" + secret_words + "</html>", "text/html");
    t.peer.answer(200, "[]");
    t.peer.answer(201, R"({"sid":""})");
    t.peer.answer(201, std::string(9u << 20, ' '));
    WHEN("it answers") {
      THEN("HTML, other shapes and oversized bodies are malformed and not repeated") {
        CHECK_EQ(why(read(t)).detail, "read conversation: the answer is not a JSON object");
        CHECK_EQ(why(read(t)).detail, "read conversation: the answer is not a JSON object");
        CHECK_EQ(why(create(t)).detail, "create conversation: the answer has no sid");
        CHECK(why(create(t)).kind == failure_kind::malformed);
        CHECK_EQ(t.peer.seen().size(), 4u);
      }
    }
  }
}

SCENARIO("a list cannot lead our credentials elsewhere") {
  GIVEN("a list whose next page is on another server") {
    twilio_api t;
    flexcord::test::stand_in other(t.rt);
    t.peer.answer(200, R"({"participants":[],"meta":{"next_page_url":")" + other.origin() +
                           R"(/conversations/v1/x"}})");
    t.peer.answer(200, R"({"participants":[],"meta":{"next_page_url":")" + t.peer.origin() +
                           R"(/mcs/v1/x"}})");
    WHEN("the list is read") {
      auto away = why(wait_for<std::vector<participant>>(
          [&](auto done) { t.api.list_participants("CH1", done); }));
      auto aside = why(wait_for<std::vector<participant>>(
          [&](auto done) { t.api.list_participants("CH1", done); }));
      THEN("it fails and nobody else is called") {
        CHECK_EQ(away.detail, "list participants: next_page_url leads to another service");
        CHECK_EQ(aside.detail, "list participants: next_page_url leads to another service");
        CHECK_EQ(other.seen().size(), 0u);
        CHECK_EQ(t.peer.seen().size(), 2u);
      }
      other.stop();
    }
  }
}

SCENARIO("a stop answers every call") {
  GIVEN("calls that wait for their turn, for a retry and for an answer") {
    twilio_api t;
    std::vector<std::future<result<message>>> waiting;
    for (int i = 0; i < 40; ++i) t.peer.add({{}, false, true});
    for (int i = 0; i < 60; ++i) {
      auto promise = std::make_shared<std::promise<result<message>>>();
      waiting.push_back(promise->get_future());
      t.api.create_message("CH1", {"a", "b", "", "", 0},
                           [promise](result<message> r) { promise->set_value(std::move(r)); });
    }
    WHEN("everything stops") {
      t.api.stop();
      t.client.stop();
      THEN("each caller hears it once") {
        int stopped = 0;
        for (auto& f : waiting) {
          if (f.wait_for(std::chrono::seconds(20)) != std::future_status::ready) break;
          if (why(f.get()).kind == failure_kind::stopped) ++stopped;
        }
        CHECK_EQ(stopped, 60);
      }
      THEN("so does a caller that comes too late") {
        CHECK(why(read(t)).kind == failure_kind::stopped);
      }
    }
  }
}
