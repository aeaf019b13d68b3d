#define CAF_SUITE sandbox_twilio_parts
#include "sandbox/twilio/multipart.hpp"
#include "sandbox/twilio/task_filter.hpp"
#include "sandbox/twilio/times.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::sandbox::twilio;

SCENARIO("dates and durations are read and written") {
  GIVEN("texts in ISO 8601") {
    WHEN("they are read") {
      THEN("good ones mean what they say and others are nothing") {
        auto at = parse_time("2026-01-02T03:04:05.678Z");
        REQUIRE(at.has_value());
        CHECK_EQ(iso_millis(*at), "2026-01-02T03:04:05.678Z");
        CHECK_EQ(iso_seconds(*at), "2026-01-02T03:04:05Z");
        CHECK_EQ(parse_time("2026-03-14T13:10:38-07:00").value_or(0),
                 parse_time("2026-03-14T20:10:38Z").value_or(1));
        for (auto bad : {"", "2026", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z",
                         "2026-01-01T00:00:00X", "2026-01-01 00:00:00Z"})
          CHECK(!parse_time(bad));
        CHECK_EQ(parse_duration("P1D").value_or(0), 86'400'000);
        CHECK_EQ(parse_duration("PT1H30M").value_or(0), 5'400'000);
        CHECK_EQ(parse_duration("P1W").value_or(0), 604'800'000);
        for (auto bad : {"", "P", "PT", "1D", "P1", "P1X", "PT-1M", "P99999999999999999999D"})
          CHECK(!parse_duration(bad));
      }
    }
  }
}

SCENARIO("task filters compare attributes") {
  GIVEN("a task's attributes") {
    const std::string attributes = R"({"a":"x","n":{"m":"y"},"k":3})";
    WHEN("expressions are applied") {
      auto holds = [&](const char* text) {
        auto tests = parse_task_filter(text);
        return tests && passes(*tests, attributes);
      };
      THEN("equal values pass") {
        CHECK(holds("a == \"x\""));
        CHECK(holds("a=='x' AND n.m = \"y\""));
        CHECK(holds("a != 'z'"));
        CHECK(!holds("a == 'y'"));
        CHECK(!holds("missing == 'x'"));
        CHECK(!holds("a.b.c == 'x'"));
        for (auto bad : {"", "a", "a ==", "a == x", "a == 'x", "a == 'x' OR b == 'y'", "== 'x'"})
          CHECK(!parse_task_filter(bad));
      }
    }
  }
}

SCENARIO("multipart bodies are taken apart") {
  GIVEN("a body of two parts, the second a file") {
    const std::string body =
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a b.bin\"\r\n"
        "Content-Type: application/x\r\n\r\n\r\n--c\r\n\r\n--b--\r\n";
    WHEN("the file is looked for") {
      auto part = file_part("multipart/form-data; boundary=\"b\"", body);
      THEN("it is found whole") {
        REQUIRE(part.has_value());
        CHECK_EQ(part->filename, "a b.bin");
        CHECK_EQ(part->name, "f");
        CHECK_EQ(part->bytes, "\r\n--c\r\n");
        CHECK(!file_part("multipart/form-data", body));
        CHECK(!file_part("multipart/form-data; boundary=b", "--b\r\nno end"));
      }
    }
  }
}
