#include "net/twilio/crypto.hpp"
#include "net/twilio/json.hpp"
#include "net/twilio/time.hpp"
#include "net/twilio/webhook.hpp"

#define CAF_SUITE twilio_values
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net::twilio;

namespace {

std::int64_t at(std::string_view iso) { return parse_time(iso).value_or(-1); }

message edited(std::string when, std::string body) {
  message m;
  m.sid = "IM1";
  m.updated = std::move(when);
  m.body = std::move(body);
  return m;
}

} // namespace

SCENARIO("Twilio's dates are read in every form it sends") {
  GIVEN("the same moment written in several ways") {
    WHEN("they are read") {
      THEN("each is the same number of milliseconds") {
        CHECK_EQ(at("2026-01-02T03:04:05Z"), 1767323045000);
        CHECK_EQ(at("2026-01-02T03:04:05"), 1767323045000);
        CHECK_EQ(at("2026-01-02 03:04:05Z"), 1767323045000);
        CHECK_EQ(at("2026-01-02T03:04:05.678Z"), 1767323045678);
        CHECK_EQ(at("2026-01-02T03:04:05.678901Z"), 1767323045678);
        CHECK_EQ(at("2026-01-02T03:04:05.6Z"), 1767323045600);
        CHECK_EQ(at("2026-01-01T20:04:05.678901-07:00"), 1767323045678);
        CHECK_EQ(at("2026-01-02T08:34:05+0530"), 1767323045000);
        CHECK_EQ(at("2026-01-02T05:04:05+02"), 1767323045000);
        CHECK_EQ(at("1970-01-01T00:00:00Z"), 0);
        CHECK_EQ(at("2024-02-29T00:00:00Z"), 1709164800000);
      }
      THEN("what is no date is refused") {
        for (auto bad : {"", "now", "2026-01-02", "2026-13-02T03:04:05Z", "2026-02-29T00:00:00Z",
                         "2026-01-02T24:00:00Z", "2026-01-02T03:60:05Z", "2026-01-02T03:04:05.Z",
                         "2026-01-02T03:04:05+25:00", "2026-01-02T03:04:05Zx",
                         "2026-01-02T03:04:05+02:0", "1767323045", "2026-1-2T3:4:5Z"})
          CHECK_EQ(at(bad), -1);
      }
      THEN("a date that we write can be read again") {
        CHECK_EQ(format_time(1767323045678), "2026-01-02T03:04:05Z");
        CHECK_EQ(format_time(0), "1970-01-01T00:00:00Z");
      }
    }
  }
}

SCENARIO("an event has the same id whether it came by webhook or from the list") {
  GIVEN("one edit as both tell it") {
    auto from_webhook = edited("2026-01-02T03:04:05.678Z", "two");
    auto from_list = edited("2026-01-02T03:04:05Z", "two");
    WHEN("the ids are made") {
      THEN("they are equal, and made of second and body") {
        CHECK_EQ(updated_id(from_webhook), updated_id(from_list));
        CHECK_EQ(updated_id(from_list),
                 "twilio:IM1:updated:2026-01-02T03:04:05Z:" + sha256_hex("two").substr(0, 16));
        CHECK_EQ(updated_id(edited("2026-01-01T20:04:05.9-07:00", "two")), updated_id(from_list));
      }
      THEN("another body or second is another event") {
        CHECK_NE(updated_id(edited("2026-01-02T03:04:05Z", "three")), updated_id(from_list));
        CHECK_NE(updated_id(edited("2026-01-02T03:04:06Z", "two")), updated_id(from_list));
      }
      THEN("an unreadable date still makes an id") {
        CHECK_EQ(updated_id(edited("soon", "")),
                 "twilio:IM1:updated:soon:" + sha256_hex("").substr(0, 16));
      }
      THEN("arrivals and removals need the sid only") {
        CHECK_EQ(added_id(from_list), "twilio:IM1:added");
        CHECK_EQ(removed_id(from_list), "twilio:IM1:removed");
      }
    }
  }
}

SCENARIO("an agent's identity hides every byte that is not a letter or digit") {
  GIVEN("identities as Flex makes them") {
    WHEN("they are decoded and encoded") {
      THEN("the e-mail address comes back") {
        CHECK_EQ(decode_identity("mike_40twilio_2Ecom"), "mike@twilio.com");
        CHECK_EQ(encode_identity("mike@twilio.com"), "mike_40twilio_2Ecom");
        CHECK_EQ(encode_identity("a_b"), "a_5Fb");
        CHECK_EQ(decode_identity("a_5Fb"), "a_b");
        CHECK_EQ(decode_identity(encode_identity("Ren\xC3\xA9 +1")), "Ren\xC3\xA9 +1");
      }
      THEN("broken escapes stay as they are") {
        CHECK_EQ(decode_identity("a_"), "a_");
        CHECK_EQ(decode_identity("a_4"), "a_4");
        CHECK_EQ(decode_identity("a_zz_40"), "a_zz@");
        CHECK_EQ(decode_identity(""), "");
      }
    }
  }
}

SCENARIO("our own messages are known by the mark in their attributes") {
  GIVEN("attributes of every kind") {
    WHEN("the mark is looked for") {
      THEN("it is found only where we put it") {
        CHECK_EQ(nonce_of(R"({"fc":{"n":"abc"}})"), "abc");
        CHECK_EQ(nonce_of(R"({"other":1,"fc":{"n":"x","m":2}})"), "x");
        for (auto none : {"", "{}", "null", "[]", "not json", R"({"fc":"n"})", R"({"fc":{"n":7}})",
                          R"({"fc":{}})", R"({"n":"abc"})", R"({"fc":{"n":"abc"})"})
          CHECK_EQ(nonce_of(none), "");
      }
    }
  }
}

SCENARIO("encodings refuse what they did not make") {
  GIVEN("base64 and hex") {
    WHEN("they are read") {
      THEN("bytes come back") {
        for (std::string text : {"a", "ab", "abc", "abcd", "\xFF\x00\x80"})
          CHECK_EQ(from_base64(to_base64(text)).value_or("?"), text);
        CHECK_EQ(to_base64("Man"), "TWFu");
        CHECK_EQ(from_hex("00ffA5").value_or("?"), std::string("\x00\xFF\xA5", 3));
      }
      THEN("other text is refused") {
        for (auto bad : {"", "a", "ab=", "a===", "====", "ab-_", "ab c", "=abc"})
          CHECK(!from_base64(bad).has_value());
        CHECK(!from_hex("0").has_value());
        CHECK(!from_hex("0g").has_value());
      }
    }
  }
}
