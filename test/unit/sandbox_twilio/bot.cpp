#define CAF_SUITE sandbox_bot
#include "fixture.hpp"

#include <future>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

net::http::request to_bot(const twilio_fixture& f, const std::string& text) {
  net::http::request r;
  r.method = "POST";
  r.url = f.base() + "/rasa/webhooks/rest/webhook";
  r.headers = {{"Content-Type", "application/json"}};
  r.body = R"({"sender":"discord-42","message":")" + text + "\"}";
  return r;
}

} // namespace

SCENARIO("the bot answers as Rasa does") {
  GIVEN("the bot") {
    twilio_fixture f;
    auto ask = [&](const std::string& text) { return f.send(to_bot(f, text)); };
    WHEN("it is asked things") {
      THEN("it knows some, asks for a person, shows buttons, or says nothing") {
        auto known = ask("I forgot my Password");
        CHECK_EQ(known.status, 200);
        CHECK_EQ(known.at("0.recipient_id"), "discord-42");
        CHECK_NE(known.at("0.text").find("Security"), std::string::npos);
        CHECK_EQ(ask("give me a human please").at("1.custom.handoff"), "true");
        CHECK_EQ(ask("buttons").size("0.buttons"), 3u);
        CHECK_EQ(ask("xyzzy").at("0.buttons.0.payload"), "/handoff");
        CHECK_EQ(ask("silent").text, "[]");
      }
      THEN("it fails when told to") {
        CHECK_EQ(ask("500").status, 500);
        CHECK_EQ(ask("html").headers.get("Content-Type").substr(0, 9), "text/html");
        net::http::request bad = to_bot(f, "x");
        bad.body = "not json";
        CHECK_EQ(f.send(bad).status, 400);
        bad.body = R"({"message":"x"})";
        CHECK_EQ(f.send(bad).status, 400);
      }
      THEN("it is slow by the sandbox's clock") {
        std::promise<int> answered;
        auto status = answered.get_future();
        f.client.send(to_bot(f, "slow 9"), {}, [&](net::result<net::http::response> got) {
          answered.set_value(got ? got->status : 0);
        });
        // The request is in the record before the clock moves on.
        f.control("GET", "/events?since=0&timeout_ms=0");
        f.advance(10'000);
        while (status.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
          f.advance(10'000);
        CHECK_EQ(status.get(), 200);
      }
    }
  }
}
