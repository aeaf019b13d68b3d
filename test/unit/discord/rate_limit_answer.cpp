#define CAF_SUITE discord_rate_limit_answer

#include "net/discord/rate_limit_answer.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace std::chrono_literals;
using flexcord::net::http::fields;
using namespace flexcord::net::discord;

SCENARIO("the headers of a good answer are read exactly") {
  GIVEN("decimal seconds") {
    fields h{{"x-ratelimit-bucket", "1a2b"},
             {"x-ratelimit-limit", "5"},
             {"x-ratelimit-remaining", "4"},
             {"x-ratelimit-reset-after", "4.9995"}};
    WHEN("they are read") {
      auto a = read_rate_limit(200, h, "{}");
      THEN("nothing is cut to whole seconds") {
        CHECK_EQ(a.bucket, "1a2b");
        CHECK_EQ(a.limit.value_or(0), 5u);
        CHECK_EQ(a.remaining.value_or(0), 4u);
        CHECK(a.reset_after == 5000ms);
        CHECK(!a.ban);
      }
    }
  }
}

SCENARIO("a 429 says how long and for whom to wait") {
  using scope = rate_limit_answer::scope;
  GIVEN("the shapes that Discord sends") {
    WHEN("they are read") {
      THEN("the wait is the longer of body and header, and 50 ms") {
        auto user = read_rate_limit(429,
                                    {{"Retry-After", "1"},
                                     {"X-RateLimit-Scope", "user"},
                                     {"X-RateLimit-Remaining", "0"},
                                     {"X-RateLimit-Reset-After", "0.7"},
                                     {"Via", "1.1 google"}},
                                    R"({"message":"x","retry_after":0.64,"global":false})");
        CHECK(user.who == scope::user);
        CHECK_EQ(user.wait, 750ms);
        auto global = read_rate_limit(429, {{"X-RateLimit-Global", "true"}},
                                      R"({"retry_after":2,"global":true})");
        CHECK(global.who == scope::global);
        CHECK_EQ(global.wait, 2050ms);
        auto shared = read_rate_limit(429, {{"X-RateLimit-Scope", "shared"}, {"Retry-After", "30"}},
                                      R"({"retry_after":3.2})");
        CHECK(shared.who == scope::shared);
        CHECK_EQ(shared.wait, 30050ms);
      }
    }
  }
}

SCENARIO("only a 429 with neither retry_after nor Via is a ban") {
  GIVEN("answers of Cloudflare, of Discord and of thin stand-ins") {
    WHEN("they are read") {
      THEN("a stand-in without Via is not taken for Cloudflare") {
        CHECK(read_rate_limit(429, {}, "error code: 1015").ban);
        CHECK(read_rate_limit(429, {}, R"({"code":0,"message":"You are being blocked"})").ban);
        CHECK_EQ(read_rate_limit(429, {{"Retry-After", "120"}}, "error code: 1015").wait, 120050ms);
        CHECK(!read_rate_limit(429, {}, R"({"retry_after":0.5})").ban);
        auto via = read_rate_limit(429, {{"Via", "1.1 google"}}, "");
        CHECK(!via.ban);
        CHECK_EQ(via.wait, 1050ms);
      }
    }
  }
}

SCENARIO("nonsense in the headers is taken for absent") {
  GIVEN("hostile values") {
    WHEN("they are read") {
      THEN("nothing negative, endless or not a number comes out") {
        for (const auto* v : {"", "x", "-1", "nan", "inf", "1e400", "5s"}) {
          auto a = read_rate_limit(200,
                                   {{"X-RateLimit-Limit", v},
                                    {"X-RateLimit-Remaining", v},
                                    {"X-RateLimit-Reset-After", v}},
                                   "");
          CHECK(!a.limit && !a.remaining && !a.reset_after);
        }
        CHECK_EQ(read_rate_limit(429, {}, R"({"retry_after":1e18})").wait, 24h + 50ms);
        CHECK_EQ(read_rate_limit(429, {}, R"({"retry_after":-7})").wait, 50ms);
      }
    }
  }
}
