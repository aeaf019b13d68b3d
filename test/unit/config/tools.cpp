#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_tools
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string here =
    "discord { api-url = \"http://127.0.0.1:1/api/v10\", cdn-url = \"http://localhost:1/cdn\", "
    "gateway-url = \"ws://[::1]:1/gateway\" }\n";

} // namespace

SCENARIO("the tools for tests stand on the command line only") {
  GIVEN("settings whose upstreams are all on this machine") {
    WHEN("a clock and a crash point are given") {
      auto l = load_text(here, {"--test-clock=[::1]:9090", "--test-crash=after-commit:17"});
      THEN("they are read, and nothing is wrong") {
        CHECK_EQ(problems_of(l), "");
        CHECK(l.tests.any());
        CHECK_EQ(l.tests.clock, "[::1]:9090");
        CHECK_EQ(l.tests.crash_point, "after-commit");
        CHECK_EQ(l.tests.crash_at, 17u);
      }
    }
    WHEN("they are left out, or stand in the file") {
      THEN("there are none, and the file's are no keys") {
        CHECK(!load_text(here).tests.any());
        CHECK(has(problems_of(load_text(here + "test { clock = \"localhost:1\" }")), "test"));
      }
    }
  }
}

SCENARIO("the test clock wants every upstream in use on this machine") {
  GIVEN("the shipped defaults, which call Discord") {
    WHEN("the test clock is wanted") {
      auto l = load_text("", {"--test-clock=localhost:9090"});
      THEN("each upstream in use is named, and those out of use are not") {
        for (auto* path : {"discord.api-url", "discord.cdn-url", "discord.gateway-url"})
          CHECK(has(problem_at(l, path), "--test-clock"));
        CHECK_EQ(l.problems.size(), 3u);
      }
    }
  }
  GIVEN("an http.public-url of this node's own") {
    WHEN("the test clock is wanted") {
      auto l = load_text(here + "http { public-url = \"https://desk.example\" }",
                         {"--test-clock=localhost:9090"});
      THEN("it is no upstream") { CHECK_EQ(problems_of(l), ""); }
    }
  }
  GIVEN("feeds and an outbound webhook of others") {
    WHEN("the test clock is wanted") {
      auto l = load_text(here + "cases { webhook-url = \"https://desk.example/in\", "
                                "webhook-secret = \"shared-with-the-desk\" }\n"
                                "announcements { feeds = [\"https://site.example/feed\"] }",
                         {"--test-clock=localhost:9090"});
      THEN("both are refused") {
        CHECK(has(problem_at(l, "cases.webhook-url"), "--test-clock"));
        CHECK(has(problem_at(l, "announcements.feeds"), "--test-clock"));
        CHECK_EQ(l.problems.size(), 2u);
      }
    }
  }
}

SCENARIO("a database is on this machine when every host of its address is") {
  GIVEN("addresses") {
    WHEN("they are judged") {
      THEN("a file is, and a server on loopback is") {
        for (auto* url : {"sqlite:flexcord.db", "sqlite::memory:", "postgresql://localhost/x",
                          "postgresql://me:p%40ss@127.0.0.1:5432/x?sslmode=disable",
                          "postgresql://me@[::1]:5432/x", "postgresql://127.0.0.1,[::1]:1/x"})
          CHECK(config::database_is_here(url));
      }
      THEN("another host, one among several, or one hidden in a parameter is not") {
        for (auto* url :
             {"postgresql://db.example/x", "postgresql://127.0.0.1@db.example/x",
              "postgresql://localhost,db.example/x", "postgresql://localhost/x?host=db.example",
              "postgresql://localhost/x?hostaddr=192.0.2.1", "postgresql:///x?service=prod",
              "postgresql:///x", "host=db.example", ""})
          CHECK(!config::database_is_here(url));
      }
    }
  }
}
