#include "net/twilio/crypto.hpp"
#include "net/twilio/webhook.hpp"

#define CAF_SUITE twilio_signature
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;

namespace {

const std::string token = "0123456789abcdef0123456789abcdef";
const std::string origin = "https://flexcord.example.com";

// The vectors V2 to V4 of the engineering reference, made with Twilio's own libraries.
const std::string v2_body = "EventType=onMessageAdded&AccountSid=AC00000000000000000000000000000001"
                            "&ChatServiceSid=IS00000000000000000000000000000002&ConversationSid="
                            "CH00000000000000000000000000000003"
                            "&MessageSid=IM00000000000000000000000000000004&ParticipantSid="
                            "MB00000000000000000000000000000005&Index=7"
                            "&DateCreated=2026-01-02T03%3A04%3A05.678Z&Body=Bonjour%20%C3%A9%20%F0%"
                            "9F%98%80%20%26%20a%3Db%2Bc"
                            "&Author=agent_40example_2Ecom&Attributes=%7B%7D&Source=SDK&"
                            "ClientIdentity=agent_40example_2Ecom&RetryCount=0";
const std::string v2_target = "/twilio/conversations?node=a%20b";
const std::string v2_signature = "M8JDsXOm71z5D+KJM+JnbVK08GA=";
const std::string v3_body = "{\"event\":\"message\",\"text\":\"h\xC3\xA9llo\"}";
const std::string v3_hash = "c4ace086ee7751a5342d599400aec1b1fd84d6f4af60ba30e038b67bf2bebe1b";
const std::string v3_signature = "sH/tnoNc5b10UWfD805qP3EzBPI=";
const std::string v4_body =
    "EventType=onConversationStateUpdated&StateFrom=active&StateTo=closed&Reason=API&Body=";
const std::string v4_with_8443 = "OiaRlMrEzuwEN1YUDtebhsITNF0=";
const std::string v4_without_port = "kzd7p2inrQVG/CSkwAN3UxKMAeM=";
const std::string v4_with_443 = "Nk0nV89ycUlztPetDgSwhmYi3Hw=";

http::incoming request(std::string method, std::string target, std::string type, std::string body,
                       std::string signature) {
  http::incoming req;
  req.method = std::move(method);
  req.target = std::move(target);
  auto question = req.target.find('?');
  req.path = req.target.substr(0, question);
  if (question != std::string::npos) req.query = http::parse_form(req.target.substr(question + 1));
  if (!type.empty()) req.headers.set("Content-Type", type);
  if (!signature.empty()) req.headers.set("X-Twilio-Signature", signature);
  req.body = std::move(body);
  return req;
}

http::incoming form_request(std::string target, std::string body, std::string signature) {
  return request("POST", std::move(target), "application/x-www-form-urlencoded; charset=UTF-8",
                 std::move(body), std::move(signature));
}

http::incoming v3_request(std::string body, std::string hash) {
  return request("POST", "/chatbot-to-discord?bodySHA256=" + hash, "application/json",
                 std::move(body),
                 sign(token, origin + "/chatbot-to-discord?bodySHA256=" + hash, {}));
}

bool valid(const http::incoming& req, std::string_view public_url = origin) {
  return valid_signature({token}, public_url, req);
}

} // namespace

SCENARIO("we sign exactly as Twilio's own libraries do") {
  GIVEN("the agreed vectors") {
    WHEN("we sign them") {
      THEN("V1: a form with a query in the URL") {
        http::form params{{"CallSid", "CA1234567890ABCDE"},
                          {"Caller", "+14158675310"},
                          {"Digits", "1234"},
                          {"From", "+14158675310"},
                          {"To", "+18005551212"}};
        CHECK_EQ(sign("12345", "https://example.com/myapp.php?foo=1&bar=2", params),
                 "L/OH5YylLD5NRKLltdqwSvS0BnU=");
      }
      THEN("V2: accents, an emoji and escaped separators") {
        CHECK_EQ(sign(token, origin + v2_target, http::parse_form(v2_body)), v2_signature);
      }
      THEN("V3: JSON, by the hash in the URL") {
        CHECK_EQ(sha256_hex(v3_body), v3_hash);
        CHECK_EQ(sign(token, origin + "/chatbot-to-discord?bodySHA256=" + v3_hash, {}),
                 v3_signature);
      }
      THEN("V4: a port, none, and the default one; an empty value counts") {
        auto params = http::parse_form(v4_body);
        CHECK_EQ(sign(token, origin + ":8443/twilio/conversations", params), v4_with_8443);
        CHECK_EQ(sign(token, origin + "/twilio/conversations", params), v4_without_port);
        CHECK_EQ(sign(token, origin + ":443/twilio/conversations", params), v4_with_443);
      }
      THEN("V5: a GET, whose query is in the URL only") {
        CHECK_EQ(
            sign(token, origin + "/hook?EventType=onParticipantAdded&Identity=discord%3A42", {}),
            "IcZ0moRvJjy1E34GXF2kXdnfI0U=");
      }
      THEN("V6: capitals sort first; repeated values are sorted and count once") {
        http::form params{{"a", "1"}, {"B", "2"}, {"b", "z"}, {"b", "a"}, {"b", "z"}};
        CHECK_EQ(sign(token, origin + "/hook", params), "JIUf/W0jfS4wfJ6fX6LMSM5qCfg=");
      }
    }
  }
}

SCENARIO("webhooks that Twilio signed are accepted") {
  GIVEN("signed requests of every shape") {
    WHEN("they are checked") {
      THEN("V2 as a form") { CHECK(valid(form_request(v2_target, v2_body, v2_signature))); }
      THEN("V3 as JSON with its hash") {
        CHECK(valid(request("POST", "/chatbot-to-discord?bodySHA256=" + v3_hash, "application/json",
                            v3_body, v3_signature)));
      }
      THEN("V4 with and without the default port, whichever was signed and whichever is "
           "configured") {
        for (const auto& signature : {v4_without_port, v4_with_443}) {
          auto req = form_request("/twilio/conversations", v4_body, signature);
          CHECK(valid(req, origin));
          CHECK(valid(req, origin + ":443"));
        }
        auto other = form_request("/twilio/conversations", v4_body, v4_with_8443);
        CHECK(valid(other, origin + ":8443"));
        CHECK(!valid(other, origin));
        CHECK(!valid(other, origin + ":443"));
        CHECK(valid(form_request("/twilio/conversations", v4_body, v4_without_port),
                    origin + ":8443"));
      }
      THEN("V5 as a GET") {
        CHECK(valid(request("GET", "/hook?EventType=onParticipantAdded&Identity=discord%3A42", "",
                            "", "IcZ0moRvJjy1E34GXF2kXdnfI0U=")));
      }
      THEN("a public URL may have a path prefix and a trailing slash") {
        auto signature = sign(token, origin + "/flex/cord/twilio/taskrouter", {{"a", "b"}});
        auto req = form_request("/twilio/taskrouter", "a=b", signature);
        CHECK(valid(req, origin + "/flex/cord"));
        CHECK(valid(req, origin + "/flex/cord/"));
        CHECK(!valid(req, origin));
      }
      THEN("credentials and a fragment in the public URL are not signed") {
        auto req = form_request("/hook", "a=b", sign(token, origin + "/hook", {{"a", "b"}}));
        CHECK(valid(req, "https://user:pass@flexcord.example.com#rc=2"));
      }
      THEN("an IPv6 host keeps its colons") {
        auto req = form_request("/hook", "a=b", sign(token, "http://[::1]:80/hook", {{"a", "b"}}));
        CHECK(valid(req, "http://[::1]"));
        CHECK(valid(req, "http://[::1]:80"));
      }
    }
  }
}

SCENARIO("while the auth token is being changed both tokens count") {
  GIVEN("a request signed with the second token") {
    auto req =
        form_request("/hook", "a=b", sign("the-second-token", origin + "/hook", {{"a", "b"}}));
    WHEN("it is checked") {
      THEN("it passes only while that token is configured") {
        CHECK(valid_signature({token, "the-second-token"}, origin, req));
        CHECK(!valid_signature({token}, origin, req));
      }
      THEN("a token that is not set opens nothing") {
        auto forged = form_request("/hook", "a=b", sign("", origin + "/hook", {{"a", "b"}}));
        CHECK(!valid_signature({token, ""}, origin, forged));
        CHECK(!valid_signature({}, origin, forged));
      }
    }
  }
}

SCENARIO("a request that Twilio did not sign is refused") {
  GIVEN("forged requests") {
    WHEN("they are checked") {
      THEN("no header, an empty one, and garbage are refused") {
        for (std::string header :
             {"", "=", "====", "garbage", "M8JDsXOm71z5D+KJM+JnbVK08GA",
              "\xFF\xFE\xFD=", "M8JDsXOm71z5D+KJM+JnbVK08GA=M8JDsXOm71z5D+KJM+JnbVK08GA="})
          CHECK(!valid(form_request(v2_target, v2_body, header)));
        CHECK(!valid(form_request(v2_target, v2_body, std::string(100000, 'A'))));
      }
      THEN("a changed parameter, path or query is refused") {
        CHECK(!valid(form_request(v2_target, v2_body + "&x=y", v2_signature)));
        CHECK(!valid(form_request("/twilio/conversations?node=a%20c", v2_body, v2_signature)));
        CHECK(!valid(form_request("/twilio/conversation?node=a%20b", v2_body, v2_signature)));
        CHECK(!valid(form_request("/twilio/conversations", v2_body, v2_signature)));
      }
      THEN("the raw target counts: a differently escaped one is another") {
        CHECK(!valid(form_request("/twilio/conversations?node=a+b", v2_body, v2_signature)));
      }
      THEN("another body under the same URL signature is refused") {
        CHECK(valid(v3_request(v3_body, v3_hash)));
        CHECK(!valid(v3_request("{\"event\":\"forged\"}", v3_hash)));
        CHECK(!valid(v3_request("", v3_hash)));
      }
      THEN("a JSON body without a hash is refused, however the URL is signed") {
        auto signature = sign(token, origin + "/hook", {});
        CHECK(!valid(request("POST", "/hook", "application/json", "{\"a\":1}", signature)));
        CHECK(!valid(request("POST", "/hook", "", "a=b", signature)));
        CHECK(valid(request("POST", "/hook", "application/json", "", signature)));
      }
      THEN("an upper case hash is not what Twilio sends") {
        std::string upper = v3_hash;
        for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        CHECK(!valid(v3_request(v3_body, upper)));
      }
      THEN("without a usable public URL nothing passes") {
        CHECK(!valid(form_request(v2_target, v2_body, v2_signature), ""));
        CHECK(!valid(form_request(v2_target, v2_body, v2_signature), "flexcord.example.com"));
      }
    }
  }
}

SCENARIO("our own hooks are signed with a time") {
  GIVEN("a key, a time and a body") {
    const std::string body = "{\"session_id\":\"s\"}";
    const auto header = flexcord_signature("key", 1700000000, body);
    WHEN("the header is checked") {
      THEN("it is the HMAC of time and body") {
        CHECK_EQ(header, "t=1700000000,v1=" + to_hex(hmac_sha256("key", "1700000000." + body)));
        CHECK_EQ(checked_flexcord_signature("key", header, 1700000000, body), header);
      }
      THEN("it holds for five minutes either way") {
        CHECK(checked_flexcord_signature("key", header, 1700000300, body));
        CHECK(checked_flexcord_signature("key", header, 1699999700, body));
        CHECK(!checked_flexcord_signature("key", header, 1700000301, body));
        CHECK(!checked_flexcord_signature("key", header, 1699999699, body));
        CHECK(!checked_flexcord_signature("key", header, 1700000011, body, 10));
      }
      THEN("another key, body or time is refused") {
        CHECK(!checked_flexcord_signature("other", header, 1700000000, body));
        CHECK(!checked_flexcord_signature("", flexcord_signature("", 1700000000, body), 1700000000,
                                          body));
        CHECK(!checked_flexcord_signature("key", header, 1700000000, body + " "));
        auto later = "t=1700000001" + header.substr(header.find(','));
        CHECK(!checked_flexcord_signature("key", later, 1700000001, body));
      }
      THEN("unknown parts are skipped and either of two seals may be right") {
        auto seal = header.substr(header.find("v1="));
        CHECK_EQ(checked_flexcord_signature("key", "v0=x, t=1700000000, v1=00, " + seal, 1700000000,
                                            body),
                 header);
      }
      THEN("garbage is refused") {
        for (std::string bad :
             {"", ",", "t=", "t=1700000000", "v1=00", "t=x,v1=00", "t=1700000000,v1=zz",
              "t=99999999999999999999,v1=00", "t=-9223372036854775808,v1=00"})
          CHECK(!checked_flexcord_signature("key", bad, 1700000000, body));
        CHECK(!checked_flexcord_signature("key", header + std::string(100000, ','), 1700000000,
                                          body));
      }
    }
  }
}
