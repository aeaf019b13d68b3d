#include "net/feed/address.hpp"

#define CAF_SUITE feed_address
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::feed;

SCENARIO("only addresses that anybody may have are public") {
  GIVEN("addresses of every special kind, and their disguises") {
    WHEN("they are judged") {
      THEN("public ones pass") {
        for (const auto* a : {"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1",
                              "100.63.255.255", "100.128.0.1", "192.169.0.1", "223.255.255.255",
                              "2606:4700::1111", "2a00:1450:4007::200e", "2001:4860:4860::8888",
                              "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"}) {
          CAF_MESSAGE(a);
          CHECK(is_public_address(a));
        }
      }
      THEN("loopback, private, link-local, shared, multicast and reserved IPv4 does not") {
        for (const auto* a :
             {"127.0.0.1",  "127.255.255.255", "0.0.0.0",     "0.1.2.3",         "10.0.0.1",
              "172.16.0.1", "172.31.255.255",  "192.168.1.1", "169.254.169.254", "100.64.0.1",
              "192.0.0.1",  "192.0.2.1",       "198.18.0.1",  "198.51.100.1",    "203.0.113.1",
              "224.0.0.1",  "239.255.255.255", "240.0.0.1",   "255.255.255.255", "192.88.99.1"}) {
          CAF_MESSAGE(a);
          CHECK(!is_public_address(a));
        }
      }
      THEN("their IPv6 kin, and IPv6 that carries one of them, does not") {
        for (const auto* a : {"::1",
                              "::",
                              "fe80::1",
                              "fe80::1%eth0",
                              "fc00::1",
                              "fd12:3456::1",
                              "ff02::1",
                              "fec0::1",
                              "2001:db8::1",
                              "2001::1",
                              "2002:7f00:1::",
                              "2002:808:808::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:a9fe:a9fe",
                              "::127.0.0.1",
                              "64:ff9b::127.0.0.1",
                              "64:ff9b::a00:1",
                              "64:ff9b::c0a8:101",
                              "64:ff9b:1::1.1.1.1",
                              "100::1",
                              "3fff::1",
                              "5f00::1"}) {
          CAF_MESSAGE(a);
          CHECK(!is_public_address(a));
        }
      }
      THEN("what is no address does not") {
        for (const auto* a : {"", "localhost", "1.1.1", "01.1.1.1", "1.1.1.1 ", "[2606:4700::1]"}) {
          CAF_MESSAGE(a);
          CHECK(!is_public_address(a));
        }
      }
    }
  }
}

SCENARIO("only http and https without credentials are asked") {
  GIVEN("URLs") {
    WHEN("they are judged") {
      THEN("each refusal says why") {
        CHECK_EQ(url_problem("https://example.com/feed?a=b"), "");
        CHECK_EQ(url_problem("http://example.com"), "");
        CHECK_EQ(url_problem("https://me:pass@example.com/"), "the URL carries credentials");
        CHECK_EQ(url_problem("https://me@example.com/"), "the URL carries credentials");
        CHECK_EQ(url_problem("https://example.com/@team"), "");
        for (const auto* bad : {"file:///etc/passwd", "ftp://example.com/", "gopher://x/", "", "x",
                                "javascript:alert(1)", "//example.com/"})
          CHECK_EQ(url_problem(bad), "not an http or https URL");
        CHECK_EQ(url_problem("http://exa mple.com/"), "not an http or https URL");
        CHECK_EQ(url_problem("http://[::1"), "not a usable URL");
        CHECK_EQ(url_problem("https://e/" + std::string(3000, 'a')), "the URL is too long");
      }
    }
  }
}
