#define CAF_SUITE discord_custom_id

#include "net/discord/custom_id.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::net::discord;

SCENARIO("ids of buttons are made and read alike, and forged ones are nothing") {
  GIVEN("ids of ours") {
    WHEN("they are made and read") {
      const auto id = read_custom_id(make_custom_id("join", {"12", "01J_a-9"}));
      THEN("action and arguments come back") {
        REQUIRE(id.has_value());
        CHECK_EQ(id->action, "join");
        CHECK(id->arguments == (std::vector<std::string>{"12", "01J_a-9"}));
        CHECK_EQ(make_custom_id("agent"), "v1:agent");
      }
    }
    WHEN("an argument would not be one") {
      THEN("there is no id to send") {
        CHECK_EQ(make_custom_id("join", {"a:b"}), "");
        CHECK_EQ(make_custom_id("join", {""}), "");
        CHECK_EQ(make_custom_id("Join", {"1"}), "");
        CHECK_EQ(make_custom_id("join", {std::string(64, 'x'), std::string(64, 'x')}), "");
      }
    }
    WHEN("somebody sends something else") {
      THEN("it is nothing, whatever it is") {
        for (auto bad : {"", "v1:", "v1", "v2:join:1", "v1:join:", "v1::1", "v1:join: 1",
                         "v1:join:é", "v1:a:1:2:3:4:5:6:7"})
          CHECK(!read_custom_id(bad).has_value());
        std::mt19937 random(3);
        for (int round = 0; round < 20000; ++round) {
          std::string text = round % 2 ? "v1:" : "";
          for (auto n = random() % 120; n > 0; --n)
            text += round % 4 < 2 ? "ab1:-_"[random() % 6] : static_cast<char>(random());
          const auto id = read_custom_id(text);
          if (!id) continue;
          CHECK_LE(text.size(), 100u);
          auto again = "v1:" + id->action;
          for (const auto& a : id->arguments) again += ":" + a;
          CHECK_EQ(again, text);
        }
      }
    }
  }
}

SCENARIO("a number in an id is one, or nothing") {
  GIVEN("arguments") {
    WHEN("they are read as numbers") {
      THEN("only positive whole ones of up to 18 digits are taken") {
        CHECK_EQ(number_of("12").value_or(0), 12u);
        CHECK_EQ(number_of("999999999999999999").value_or(0), 999999999999999999u);
        for (auto bad : {"", "0", "-1", "1.5", "0x1", "1 ", "9999999999999999999"})
          CHECK(!number_of(bad).has_value());
      }
    }
  }
}
