#include "actors/discord/needed.hpp"
#include "actors/doctor/clock_skew.hpp"
#include "actors/doctor/reach.hpp"

#define CAF_SUITE doctor_judgement
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::doctor;

namespace {

net::result<net::http::response> status(int code) {
  net::http::response r;
  r.status = code;
  return r;
}

net::result<net::http::response> failed(net::failure_kind kind) {
  return net::failure{kind, 0, 0, std::nullopt, "x"};
}

} // namespace

SCENARIO("what answers at the public address is told apart") {
  using verdict = reach::verdict;
  GIVEN("answers to the signed webhook") {
    auto judged = [](const auto& a, bool runs) { return judge_reach(a, runs).what; };
    WHEN("a node runs here") {
      THEN("each is another finding") {
        CHECK(judged(status(204), true) == verdict::this_node);
        CHECK(judged(status(403), true) == verdict::refused_signature);
        CHECK(judged(status(404), true) == verdict::other_program);
        CHECK(judged(status(200), true) == verdict::other_program);
        CHECK(judged(status(301), true) == verdict::other_program);
        CHECK(judged(status(502), true) == verdict::nobody);
        CHECK(judged(failed(net::failure_kind::timed_out), true) == verdict::nobody);
        CHECK(judged(failed(net::failure_kind::unreachable), true) == verdict::nobody);
      }
    }
    WHEN("no node runs here") {
      THEN("a silence says nothing, another program's answer does") {
        CHECK(judged(failed(net::failure_kind::unreachable), false) == verdict::no_node);
        CHECK(judged(status(503), false) == verdict::no_node);
        CHECK(judged(status(204), false) == verdict::this_node);
        CHECK(judged(status(404), false) == verdict::other_program);
      }
    }
  }
}

SCENARIO("a minute between two clocks is tolerable") {
  GIVEN("two clocks") {
    WHEN("they are compared") {
      THEN("more than a minute is told, with its direction") {
        CHECK_EQ(skew_in_words(1000, 1000), "");
        CHECK_EQ(skew_in_words(1060, 1000), "");
        CHECK_EQ(skew_in_words(1000, 1060), "");
        CHECK_EQ(skew_in_words(1061, 1000), "61 s ahead of");
        CHECK_EQ(skew_in_words(1000, 1185), "3 min 5 s behind");
      }
    }
    WHEN("a Date header is read") {
      THEN("only its one form counts") {
        CHECK_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").value_or(-1), 784111777);
        for (auto* bad : {"", "now", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT",
                          "Sun, 06 Nov 1994 08:49:37 GMT and more"})
          CHECK(!parse_http_date(bad).has_value());
      }
    }
  }
}

SCENARIO("one list says what the bot needs") {
  GIVEN("settings with and without a channel for threads") {
    config::discord_settings plain, threads;
    threads.support_channel = "7";
    WHEN("the link and the checks are made from it") {
      THEN("threads are asked for only where they are used") {
        CHECK_EQ(actors::discord::needed_bits(plain), 117760u);
        CHECK_EQ(actors::discord::needed_bits(threads), 117760u | 1ull << 36 | 1ull << 38);
        CHECK(actors::discord::lacking(117760, false).empty());
        CHECK_EQ(actors::discord::lacking(117760, true).size(), 2u);
        CHECK_EQ(actors::discord::lacking(0, false).size(), 5u);
      }
    }
  }
}
