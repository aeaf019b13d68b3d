#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_legacy_faults
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::legacy_api;
using flexcord::test::outcome;
using flexcord::test::wait_for;

namespace {

const std::string secret_words = "the user's secret words";

failure why(const auto& r) {
  return r ? failure{failure_kind::stopped, 0, 0, {}, "accepted"} : r.error();
}

result<std::string> create(legacy_api& t) {
  return wait_for<std::string>([&](auto done) {
    t.api.create_flex_channel({"discord-42", "77", "Ana", "Discord: Ana"}, done);
  });
}

result<chat_channel> read(legacy_api& t) {
  return wait_for<chat_channel>([&](auto done) { t.api.get_channel("CH1", done); });
}

} // namespace

SCENARIO("a channel that may have been made is not made again by itself") {
  GIVEN("a Flex that fails after it has done its work, and one that is only busy") {
    legacy_api t;
    t.peer.answer(503, "");
    t.peer.add({{}, true});
    t.peer.answer(429, R"({"code":20429})");
    t.peer.answer(201, R"({"sid":"CH1"})");
    WHEN("channels are made") {
      auto failed = why(create(t));
      auto dropped = why(create(t));
      auto busy = create(t);
      THEN("the caller is told at once, and only 429 is tried again") {
        CHECK(is_ambiguous(failed));
        CHECK(is_ambiguous(dropped));
        CHECK_EQ(outcome(busy), "accepted");
        CHECK_EQ(t.peer.seen().size(), 4u);
      }
    }
  }
}

SCENARIO("reads, updates and removals are tried again") {
  GIVEN("a Chat service that fails once for each") {
    legacy_api t;
    auto channel = R"({"sid":"CH1","attributes":"{}"})";
    for (int i = 0; i < 2; ++i) {
      t.peer.answer(500, "");
      t.peer.answer(200, channel);
    }
    t.peer.add({{}, true});
    t.peer.answer(204, "");
    t.peer.answer(503, "");
    t.peer.answer(200, R"({"sid":"WT1"})");
    WHEN("a channel is read and marked, a webhook removed and a task ended") {
      auto seen = outcome(read(t));
      auto marked = outcome(wait_for<chat_channel>(
          [&](auto done) { t.api.set_channel_attributes("CH1", "{}", done); }));
      auto removed = outcome(
          wait_for<rest::nothing>([&](auto done) { t.api.remove_webhook("CH1", "WH1", done); }));
      auto ended = outcome(wait_for<rest::nothing>(
          [&](auto done) { t.api.end_task("WT1", task_end::completed, done); }));
      THEN("all succeed") {
        CHECK_EQ(seen + marked + removed + ended, "acceptedacceptedacceptedaccepted");
        CHECK_EQ(t.peer.seen().size(), 8u);
      }
    }
  }
}

SCENARIO("answers that Programmable Chat never gives are refused and not quoted") {
  GIVEN("a service that answers with nonsense") {
    legacy_api t;
    WHEN("it is asked") {
      auto channels = [&] {
        return why(wait_for<std::vector<std::string>>(
            [&](auto done) { t.api.user_channels("discord-42", done); }));
      };
      auto hooks = [&] {
        return why(wait_for<std::vector<chat_webhook>>(
            [&](auto done) { t.api.list_webhooks("CH1", done); }));
      };
      THEN("each is malformed, with the call's name") {
        t.peer.answer(200, "<html>" + secret_words);
        CHECK_EQ(why(read(t)).detail, "read channel: the answer is not a JSON object");
        t.peer.answer(200, R"({"attributes":"{}"})");
        CHECK_EQ(why(read(t)).detail, "read channel: the answer has no sid");
        t.peer.answer(201, R"({"sid":null})");
        CHECK_EQ(why(create(t)).detail, "create Flex channel: the answer has no sid");
        t.peer.answer(200, R"({"channels":{}})");
        CHECK_EQ(channels().detail, "list channels of a user: the answer has no list of channels");
        t.peer.answer(200, R"({"channels":[7]})");
        CHECK_EQ(channels().detail,
                 "list channels of a user: an entry of channels is not an object");
        t.peer.answer(200, R"({"channels":[{"status":"joined"}]})");
        CHECK_EQ(channels().detail, "list channels of a user: a channel of a user has no sid");
        t.peer.answer(200, R"({"webhooks":[{"configuration":{"url":7}}]})");
        CHECK_EQ(hooks().detail, "list webhooks: a webhook has no sid");
        t.peer.answer(200, std::string(9u << 20, ' '));
        CHECK(why(read(t)).kind == failure_kind::malformed);
      }
      THEN("attributes and dates of any shape are taken as they are") {
        t.peer.answer(200, R"({"sid":"CH1","attributes":{"status":"ACTIVE"},"date_created":7})");
        auto c = read(t);
        REQUIRE_EQ(outcome(c), "accepted");
        CHECK_EQ(c->attributes, R"({"status":"ACTIVE"})");
        CHECK_EQ(c->created_ms, 0);
      }
      THEN("a list cannot lead our credentials elsewhere") {
        flexcord::test::stand_in other(t.rt);
        t.peer.answer(200, R"({"channels":[],"meta":{"next_page_url":")" + other.origin() +
                               R"(/chat/v2/x"}})");
        CHECK_EQ(channels().detail,
                 "list channels of a user: next_page_url leads to another service");
        CHECK_EQ(other.seen().size(), 0u);
        other.stop();
      }
      THEN("a refusal names its code in our words only") {
        t.peer.answer(409, R"({"code":50201,"message":")" + secret_words + R"("})");
        auto f = why(wait_for<chat_user>(
            [&](auto done) { t.api.create_user("discord-42", secret_words, done); }));
        CHECK_EQ(f.detail, "create user: the user is there already");
        CHECK_EQ(f.code, 50201);
        CHECK_EQ(to_string(f).find(secret_words), std::string::npos);
      }
    }
  }
}
