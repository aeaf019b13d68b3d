#include "net/feed/hook.hpp"
#include "actors/edge/replay_guard.hpp"
#include "net/twilio/webhook.hpp"

#define CAF_SUITE feed_hook
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::net::feed;

namespace {

constexpr std::int64_t now = 1'700'000'000;

std::string problem(std::string_view body, std::string_view key = "") {
  auto r = parse_hook(body, key);
  return r ? "none" : r.error().what;
}

hook_post good(std::string_view body, std::string_view key = "") {
  auto r = parse_hook(body, key);
  if (r) return *r;
  CAF_FAIL("refused: " << r.error().what);
}

} // namespace

// checklist 12: an announcement made by an automation
SCENARIO("a hook is signed, and a call counts once however its header is written") {
  GIVEN("a signed body") {
    const std::string key = "s3cret", body = "{\"text\":\"hello\"}";
    const auto header = net::twilio::flexcord_signature(key, now, body);
    WHEN("calls come in") {
      THEN("the right signature has a seal, five minutes long") {
        CHECK(hook_seal(key, header, now, body));
        CHECK(hook_seal(key, header, now + 300, body));
        CHECK(!hook_seal(key, header, now + 301, body));
        CHECK(!hook_seal(key, header, now - 301, body));
      }
      THEN("another key, body, time or no key at all has none") {
        CHECK(!hook_seal("other", header, now, body));
        CHECK(!hook_seal(key, header, now, body + " "));
        CHECK(!hook_seal(key, "t=" + std::to_string(now + 1) + header.substr(header.find(',')), now,
                         body));
        CHECK(!hook_seal("", net::twilio::flexcord_signature("", now, body), now, body));
        for (const auto* bad : {"", "t=,v1=", "v1=00", "t=1700000000", "nonsense", "t=x,v1=zz"})
          CHECK(!hook_seal(key, bad, now, body));
      }
      THEN("a replay is known again, in whatever spelling") {
        actors::replay_guard seen{600};
        CHECK(seen.first_time(*hook_seal(key, header, now, body), now));
        // A second time behind another sign of white space is no way to another seal.
        for (const auto* space : {"", " ", "\t", "\v", "\f", "\r", "\xC2\xA0", "\t\t "})
          for (const auto* second : {"t=1", "t=1699999999", "t=x", "T=1", "t=1\t"}) {
            const auto seal = hook_seal(key, header + ',' + space + second, now, body);
            CAF_MESSAGE(header << ',' << space << second);
            CHECK(!seal || !seen.first_time(*seal, now));
          }
        std::string upper = header;
        for (auto n = upper.find("v1=") + 3; n < upper.size(); ++n)
          upper[n] = static_cast<char>(std::toupper(static_cast<unsigned char>(upper[n])));
        for (const auto& again :
             {header, upper, header + " ", " " + header + ",v0=1", "\t" + header + ",\tv1=00",
              "t=1,\t" + header, header + ",t =3",
              header.substr(header.find(',') + 1) + ", t=" + std::to_string(now)}) {
          CAF_MESSAGE(again);
          const auto seal = hook_seal(key, again, now + 5, body);
          REQUIRE(seal);
          CHECK(!seen.first_time(*seal, now + 5));
        }
        const auto later = net::twilio::flexcord_signature(key, now + 1, body);
        CHECK(seen.first_time(*hook_seal(key, later, now + 5, body), now + 5));
      }
    }
  }
}

SCENARIO("the body of a hook is checked member by member") {
  GIVEN("bodies good and bad") {
    WHEN("they are read") {
      THEN("a good one is made ready") {
        const auto p = good("{\"id\":\"r-1\",\"title\":\" New\\n version \",\"text\":\"**1.2** "
                            "@everyone\",\"url\":\"https://x.example/a b\",\"image\":null}");
        CHECK_EQ(p.key, "r-1");
        CHECK_EQ(p.title, "New version");
        CHECK_EQ(p.text, "**1.2** @\xE2\x80\x8B"
                         "everyone");
        CHECK_EQ(p.url, "https://x.example/a%20b");
        CHECK_EQ(p.image, "");
        CHECK_EQ(good("{\"title\":\"t\"}", "from-header").key, "from-header");
        CHECK_EQ(good("{\"title\":\"t\",\"id\":\"k\"}", "k").key, "k");
        CHECK_EQ(good("{\"title\":\"t\"}").print, good("{\"title\":\"t\",\"id\":\"k\"}").print);
        CHECK_NE(good("{\"title\":\"t\"}").print, good("{\"text\":\"t\"}").print);
      }
      THEN("a bad one is refused with the member's name, and nothing of it is quoted") {
        CHECK_EQ(problem("not json"), "the body is not a JSON object");
        CHECK_EQ(problem("[]"), "the body is not a JSON object");
        CHECK_EQ(problem("{}"), "title and text are both missing");
        CHECK_EQ(problem("{\"title\":\" \",\"text\":\"\\n\"}"), "title and text are both missing");
        CHECK_EQ(problem("{\"titel\":\"x\"}"), "a member that is not known");
        CHECK_EQ(problem("{\"title\":5}"), "title is not a text");
        CHECK_EQ(problem("{\"title\":\"t\",\"url\":\"javascript:alert(1)\"}"),
                 "url is not an http or https URL of usual length");
        CHECK_EQ(problem("{\"title\":\"t\",\"image\":\"/x.png\"}"),
                 "image is not an http or https URL of usual length");
        CHECK_EQ(problem("{\"title\":\"" + std::string(201, 'x') + "\"}"),
                 "title is longer than 200 signs");
        CHECK_EQ(problem("{\"text\":\"" + std::string(2000, 'x') + "\"}"),
                 "title, text and url do not fit into one message of 2000 signs");
        CHECK_EQ(problem("{\"title\":\"t\",\"id\":\"a\"}", "b"), "id and Idempotency-Key differ");
        for (const auto& key : {std::string(129, 'k'), std::string("a b"), std::string("\xC3\xA9")})
          CHECK(problem("{\"title\":\"t\"}", key).starts_with("the idempotency key"));
        CHECK_EQ(problem(std::string(hook_body_limit + 1, ' ')), "the body is too large");
        CHECK_EQ(problem(std::string(60'000, '[')), "the body is not a JSON object");
      }
    }
  }
}
