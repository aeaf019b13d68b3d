#include "net/http/message.hpp"
#include "net/backoff.hpp"
#include "net/result.hpp"

#define CAF_SUITE net_message
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::http;

namespace {

std::string shown(const url_parts& u) {
  return u.valid ? u.scheme + " " + u.host + " " + u.port + " " + u.target : "invalid";
}

std::string shown(const form& f) {
  std::string out;
  for (const auto& [name, value] : f) out += '[' + name + '=' + value + ']';
  return out;
}

} // namespace

SCENARIO("header names compare without case and keep their order") {
  GIVEN("fields with a repeated name") {
    fields f{{"Content-Type", "a"}, {"X-One", "1"}, {"x-one", "2"}};
    WHEN("they are read and set") {
      CHECK_EQ(f.get("CONTENT-TYPE"), "a");
      CHECK_EQ(f.get("x-ONE"), "1");
      CHECK(!f.has("x-two"));
      f.set("X-ONE", "3");
      f.add("Empty", "");
      THEN("set replaces all of a name, and an empty value is not an absent one") {
        CHECK_EQ(f.size(), 3u);
        CHECK_EQ(f.get("x-one"), "3");
        CHECK(f.has("empty"));
        CHECK_EQ(f.get("empty"), "");
      }
    }
  }
}

SCENARIO("text survives percent-encoding") {
  GIVEN("every byte there is") {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    WHEN("it is encoded and decoded") {
      const auto encoded = percent_encode(all);
      THEN("it is the same, and only unreserved characters were left alone") {
        CHECK_EQ(percent_decode(encoded), all);
        CHECK_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
        CHECK_EQ(percent_encode("a b&c=d/é:+"), "a%20b%26c%3Dd%2F%C3%A9%3A%2B");
      }
    }
  }
}

SCENARIO("broken escapes are kept as they stand") {
  GIVEN("texts with broken escapes") {
    WHEN("they are decoded") {
      THEN("nothing is lost") {
        CHECK_EQ(percent_decode("100%"), "100%");
        CHECK_EQ(percent_decode("%4"), "%4");
        CHECK_EQ(percent_decode("%zz%41"), "%zzA");
        CHECK_EQ(percent_decode("a+b"), "a+b");
        CHECK_EQ(percent_decode("a+b", true), "a b");
        CHECK_EQ(percent_decode("%2B", true), "+");
      }
    }
  }
}

SCENARIO("forms keep order and repeated names") {
  GIVEN("a Twilio-like body") {
    const auto f = parse_form("Body=Hi+there%21&To=a&To=b&Empty=&NoValue&&=x");
    WHEN("it is read") {
      THEN("all pairs are there") {
        CHECK_EQ(shown(f), "[Body=Hi there!][To=a][To=b][Empty=][NoValue=][=x]");
        CHECK_EQ(form_value(f, "To"), "a");
        CHECK_EQ(form_value(f, "Absent"), "");
        CHECK_EQ(form_value(f, {"MessageSid", "To", "Body"}), "a");
        CHECK_EQ(shown(parse_form(encode_form({{"a b", "1&2"}, {"ü", "=\n"}}))),
                 "[a b=1&2][ü==\n]");
        CHECK_EQ(shown(parse_form("")), "");
      }
    }
  }
}

SCENARIO("absolute URLs are taken apart") {
  GIVEN("good URLs") {
    WHEN("they are split") {
      THEN("port and target are filled in, the fragment is dropped, the host is lower case") {
        CHECK_EQ(shown(split_url("https://discord.com/api/v10?x=1#top")),
                 "https discord.com 443 /api/v10?x=1");
        CHECK_EQ(shown(split_url("HTTP://Example.ORG:8080")), "http example.org 8080 /");
        CHECK_EQ(shown(split_url("ws://h?v=10")), "ws h 80 /?v=10");
        CHECK_EQ(shown(split_url("wss://[::1]:8443/x")), "wss ::1 8443 /x");
        CHECK_EQ(shown(split_url("http://h:/x")), "http h 80 /x");
      }
    }
  }
}

SCENARIO("URLs that could do harm are invalid") {
  GIVEN("bad URLs") {
    WHEN("they are split") {
      THEN("none is accepted") {
        for (const auto* bad :
             {"", "discord.com", "ftp://h/", "http://", "http:///x", "http://h:0/",
              "http://h:99999/", "http://h:8x/", "http://user:pw@h/", "http://h/a b",
              "http://h/\r\nX: y", "http://[::1/", "http://[::1]x/", "http://a\\b/", "http://h%00/",
              "://h"})
          CHECK_EQ(std::string(bad) + " " + shown(split_url(bad)), std::string(bad) + " invalid");
        CHECK_EQ(shown(split_url("http://h/" + std::string(40000, 'a'))), "invalid");
        CHECK_EQ(shown(split_url("http://" + std::string(300, 'a'))), "invalid");
      }
    }
  }
}

SCENARIO("a base and a path are joined with one slash") {
  GIVEN("bases with and without a slash") {
    WHEN("they are joined") {
      THEN("one slash stands between") {
        CHECK_EQ(join_url("http://h/api/", "/x"), "http://h/api/x");
        CHECK_EQ(join_url("http://h/api", "/x"), "http://h/api/x");
        CHECK_EQ(join_url("http://h", "x"), "http://h/x");
      }
    }
  }
}

SCENARIO("only loopback hosts count as loopback") {
  GIVEN("hosts") {
    WHEN("they are judged") {
      THEN("look-alikes do not pass") {
        for (const auto* yes : {"localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "[::1]"})
          CHECK(is_loopback_host(yes));
        for (const auto* no :
             {"", "127.evil.example", "127.0.0.1.evil.example", "127.0.0", "127.0.0.256",
              "localhost.evil.example", "128.0.0.1", "::2", "127.0.0.1."})
          CHECK(!is_loopback_host(no));
      }
    }
  }
}

SCENARIO("delays grow to a cap and are spread") {
  GIVEN("half a second, at most a minute") {
    const backoff_rules rules;
    WHEN("failures add up") {
      const auto ms = [&](std::uint32_t n, double r) { return backoff(rules, n, r).count(); };
      THEN("the delay doubles, half of it random") {
        CHECK_EQ(ms(0, 0.9), 0);
        CHECK_EQ(ms(1, 0.0), 250);
        CHECK_EQ(ms(1, 1.0), 500);
        CHECK_EQ(ms(2, 0.5), 750);
        CHECK_EQ(ms(8, 1.0), 60000);
        CHECK_EQ(ms(4000000000u, 0.0), 30000);
        CHECK_EQ(ms(3, -5.0), 1000);
        CHECK_EQ(
            backoff({std::chrono::milliseconds(90000), std::chrono::milliseconds(1000)}, 3, 1.0)
                .count(),
            1000);
      }
    }
  }
}

SCENARIO("failures are told in one line") {
  GIVEN("a refusal") {
    failure f;
    f.kind = failure_kind::refused;
    f.http_status = 429;
    f.code = 20429;
    f.detail = "too many requests";
    WHEN("it is shown") {
      THEN("kind, status, code and detail are there, and it is not ambiguous") {
        CHECK_EQ(to_string(f), "refused, HTTP 429, code 20429: too many requests");
        CHECK(!is_ambiguous(f));
        f.http_status = 503;
        CHECK(is_ambiguous(f));
      }
    }
  }
}
