#include "actors/announcements/core.hpp"
#include "test/support/defaults.hpp"
#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_stored
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// Every field is another than it would be without being stored.
ann::state everything() {
  const ann::content what{"T", "x \"quoted\" \xC3\xA9", "l", "i"};
  ann::state s;
  s.next_order = 9;
  s.next_draft = 4;
  s.feeds.push_back({.url = "u",
                     .since = 5,
                     .etag = "e",
                     .last_modified = "m",
                     .title = "Site",
                     .link = "l",
                     .seen = {"id:a", "twin:a"},
                     .recent = {{"id:a", "print:a", 1, "m1", 6, 2}},
                     .gone = true,
                     .reading = true,
                     .failures = 3,
                     .generation = 7,
                     .next = 8});
  s.keys = {{"k:key", "print", 10}, {"s:seal", "print", 11}};
  s.drafts = {{"3", "al", what, 12, true, "ticket"}};
  s.waiting = {7, 8};
  s.last_message = "m1";
  return s;
}

ann::order an_order(ann::order::action does) {
  return {.id = 5,
          .does = does,
          .post = 4,
          .message = "m1",
          .from = ann::source::member,
          .feed = "u",
          .what = {"T", "x", "l", "i"}};
}

/// As earlier versions wrote them: their names and numbers keep their meaning.
constexpr auto old_state =
    R"({"next_order":9,"next_draft":4,"feeds":[{"url":"u","since":5,"etag":"e","last_modified":"m",)"
    R"("title":"Site","link":"l","seen":["id:a","twin:a"],"recent":[{"id":"id:a","print":"print:a",)"
    R"("post":1,"message":"m1","at":6,"edits":2}],"gone":true,"reading":true,"failures":3,)"
    R"("generation":7,"next":8}],"keys":[{"key":"k:key","print":"print","at":10},{"key":"s:seal",)"
    R"("print":"print","at":11}],"drafts":[{"id":"3","by":"al","what":{"title":"T",)"
    R"("text":"x \"quoted\" é","link":"l","image":"i"},"at":12,"done":true,"ticket":"ticket"}],)"
    R"("waiting":[7,8],"last_message":"m1"})";
constexpr auto old_order =
    R"({"id":5,"does":1,"post":4,"message":"m1","from":3,"feed":"u","what":{"title":"T","text":"x",)"
    R"("link":"l","image":"i"},"trace":"d-1"})";

} // namespace

SCENARIO("what is stored of announcements comes back as it was") {
  GIVEN("a state with everything in it, and orders of each kind") {
    WHEN("they are stored") {
      using ann::core;
      const auto text = core::encode(everything());
      THEN("nothing of the state is lost") {
        CHECK_EQ(at_default(text), "");
        CHECK(core::decode_state(text) == everything());
        CHECK(core::decode_state(core::encode(ann::state{})) == ann::state{});
      }
      THEN("an order comes back with its trace, and without one when it had none") {
        using action = ann::order::action;
        CHECK_EQ(at_default(core::encode(an_order(action::edit_post), "d-1")), "");
        for (auto does : {action::post, action::edit_post, action::crosspost})
          for (std::string trace : {"d-1", ""}) {
            const auto back = core::decode_command(core::encode(an_order(does), trace));
            REQUIRE(back.has_value());
            CHECK(back->first == an_order(does));
            CHECK_EQ(back->second, trace);
          }
      }
    }
  }
}

SCENARIO("records of earlier versions are read, and what is none is refused") {
  GIVEN("texts of a journal") {
    WHEN("they are read") {
      using ann::core;
      THEN("names and numbers mean what they meant") {
        CHECK(core::decode_state(old_state) == everything());
        const auto order = core::decode_command(old_order);
        REQUIRE(order.has_value());
        CHECK(order->first == an_order(ann::order::action::edit_post));
        CHECK_EQ(order->second, "d-1");
      }
      THEN("missing fields keep their defaults and unknown ones are passed over") {
        CHECK(core::decode_state("{}") == ann::state{});
        const auto later = core::decode_state(R"({"feeds":[{"url":"u","later":1}]})");
        REQUIRE(later.has_value());
        CHECK(later->feeds.at(0) == ann::feed{.url = "u"});
      }
      THEN("a damaged one is none") {
        for (auto text : {"", "{", "[1]", "7", R"({"feeds":{}})", R"({"next_order":"9"})",
                          R"({"waiting":["x"]})", R"({"feeds":[{"seen":[1]}]})"})
          CHECK(!core::decode_state(text));
        for (auto text : {"", "{", "[1]", R"({"id":"5"})", R"({"what":"T"})"})
          CHECK(!core::decode_command(text));
      }
    }
  }
}

SCENARIO("what happened is named in the log") {
  GIVEN("events") {
    WHEN("their names are asked for") {
      THEN("each kind has its own") {
        CHECK_EQ(std::string{ann::name_of(ann::started{})}, "started");
        CHECK_EQ(std::string{ann::name_of(ann::timer_fired{})}, "timer_fired");
        CHECK_EQ(std::string{ann::name_of(ann::change_failed{})}, "change_failed");
      }
    }
  }
}
