#include "config/address.hpp"
#include "config/suggest.hpp"
#include "config/url.hpp"
#include "config/value.hpp"

#define CAF_SUITE config_network
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::config;
using namespace std::chrono_literals;

SCENARIO("a URL is shown without its password") {
  GIVEN("URLs with and without one") {
    WHEN("they are made for people") {
      THEN("everything else is left") {
        CHECK_EQ(without_password("postgresql://me:pa@ss:w@db:5432/x?sslmode=require"),
                 "postgresql://me:***@db:5432/x?sslmode=require");
        CHECK_EQ(without_password("postgresql://db:5432/x?user=me&password=pass&a=b"),
                 "postgresql://db:5432/x?user=me&password=***&a=b");
        CHECK_EQ(without_password("postgresql://db/x?password=pass"),
                 "postgresql://db/x?password=***");
        CHECK_EQ(without_password("postgresql://me@db/x"), "postgresql://me@db/x");
        CHECK_EQ(without_password("sqlite:a:b@c.db"), "sqlite:a:b@c.db");
      }
    }
  }
}

SCENARIO("URLs are taken apart, and dangerous ones refused") {
  GIVEN("good and bad URLs") {
    WHEN("they are split") {
      auto full = split_url("HTTPS://Example.com:8443/a/b?c=d");
      auto six = split_url("ws://[::1]:9");
      THEN("the parts are right and the bad ones have none") {
        REQUIRE(full.has_value());
        CHECK_EQ(full->scheme, "https");
        CHECK_EQ(full->host, "Example.com");
        CHECK_EQ(full->port, "8443");
        CHECK_EQ(full->path, "/a/b");
        CHECK(full->has_query);
        REQUIRE(six.has_value());
        CHECK_EQ(six->host, "::1");
        CHECK(is_loopback(six->host));
        for (const auto* bad :
             {"", "http", "http://", "://x", "http:///x", "http://a b/", "http://u:p@h/",
              "http://h:0/", "http://h:99999/", "http://h:/", "http://h:1x/", "http://[::1/",
              "http://[zz]/", "http://h/#f", "http://h\n/", "h2+x://h", "http://h\\x"})
          CHECK(!split_url(bad).has_value());
        for (const auto* host :
             {"localhost", "a.localhost", "127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1"})
          CHECK(is_loopback(host));
        for (const auto* host : {"localhost.example", "128.0.0.1", "::2", "10.0.0.1", ""})
          CHECK(!is_loopback(host));
      }
    }
  }
}

SCENARIO("networks tell who is inside") {
  GIVEN("lists of addresses and networks") {
    WHEN("peers come") {
      THEN("only those inside are let in") {
        CHECK(allows({"127.0.0.1", "10.0.0.0/8"}, "10.200.3.4"));
        CHECK(allows({"10.0.0.0/8"}, "::ffff:10.1.1.1"));
        CHECK(!allows({"10.0.0.0/8"}, "11.0.0.1"));
        CHECK(allows({"192.168.4.0/22"}, "192.168.7.255"));
        CHECK(!allows({"192.168.4.0/22"}, "192.168.8.0"));
        CHECK(allows({"fd00::/8"}, "fd12::1"));
        CHECK(!allows({"fd00::/8"}, "fe80::1"));
        CHECK(allows({"0.0.0.0/0"}, "8.8.8.8"));
        CHECK(!allows({"0.0.0.0/0"}, "2001:db8::1"));
        CHECK(allows({"::/0"}, "2001:db8::1"));
        CHECK(!allows({}, "127.0.0.1"));
        CHECK(!allows({"::/0"}, "nonsense"));
        CHECK(!is_network("10.0.0.0/33") && !is_network("10.0.0/8") && !is_network("::/129") &&
              !is_network("10.0.0.0/"));
      }
    }
  }
}

SCENARIO("a misspelt key is answered with the one that was meant") {
  GIVEN("keys with typing errors") {
    WHEN("the nearest is looked up") {
      THEN("it is the one a person would name") {
        CHECK_EQ(nearest_key("discord.tokne"), "discord.token");
        CHECK_EQ(nearest_key("twillio.account-sid"), "twilio.account-sid");
        CHECK_EQ(nearest_key("routing.queue_timeout"), "routing.queue-timeout");
        CHECK_EQ(nearest_key("server.public-url"), "http.public-url");
        CHECK_EQ(nearest_key("something.else-altogether"), "");
        CHECK_EQ(nearest_key(std::string(100000, 'x')), "");
      }
    }
  }
}

SCENARIO("times and lists are read from the command line") {
  GIVEN("texts") {
    WHEN("they are parsed") {
      THEN("units are needed and lists may be bare") {
        CHECK(parse_duration("90s") == std::optional<std::chrono::nanoseconds>{90s});
        CHECK(parse_duration("1min") == std::optional<std::chrono::nanoseconds>{60s});
        CHECK(!parse_duration("90") && !parse_duration("s") && !parse_duration("1 s") &&
              !parse_duration("1d") && !parse_duration(""));
        CHECK_EQ(format_duration(86400000ms), "24h");
        CHECK_EQ(format_duration(90000ms), "90s");
        CHECK_EQ(format_duration(0ms), "0s");
        CHECK_EQ(parse_list("a, b")->size(), 2u);
        CHECK_EQ(parse_list("[]")->size(), 0u);
        CHECK_EQ(parse_list("[\"x, y\"]")->front(), "x, y");
        CHECK(!parse_list("[a") && !parse_list("\"a"));
      }
    }
  }
}
