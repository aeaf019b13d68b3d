#include "config/zone.hpp"
#include "config/posix_zone.hpp"

#include <ctime>
#include <random>

#define CAF_SUITE config_zone
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::config;

namespace {

std::int64_t offset(const zone& z, std::int64_t t) {
  return z.offset_at(std::chrono::system_clock::time_point{std::chrono::seconds{t}}).count();
}

/// What the C library says, which reads the same files with other code.
std::int64_t by_c_library(std::int64_t t) {
  const std::time_t seconds = t;
  std::tm local{};
  localtime_r(&seconds, &local);
  return local.tm_gmtoff;
}

} // namespace

SCENARIO("zones agree with the C library, today and far ahead") {
  GIVEN("zones north and south, with and without summer time, with odd offsets") {
    std::mt19937_64 random{20260101};
    WHEN("random moments from 1902 to 2150 are asked for") {
      std::string differences;
      for (const char* name :
           {"Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Europe/Dublin",
            "America/Sao_Paulo", "Pacific/Chatham", "Asia/Tokyo", "Etc/GMT+5", "America/Nuuk"}) {
        setenv("TZ", name, 1);
        tzset();
        auto found = zone::find(name);
        CHECK_EQ(found.problem, "");
        for (int i = 0; i < 2000; ++i) {
          const auto t =
              std::uniform_int_distribution<std::int64_t>{-2145916800, 5680281600}(random);
          if (offset(found.value, t) != by_c_library(t))
            differences += std::string{name} + " at " + std::to_string(t) + "; ";
        }
      }
      unsetenv("TZ");
      tzset();
      THEN("none differs") { CHECK_EQ(differences, ""); }
    }
  }
}

SCENARIO("the rule for later years is read, and anything else leaves the zone empty") {
  GIVEN("POSIX rules") {
    WHEN("they are parsed") {
      auto paris = posix_zone::parse("CET-1CEST,M3.5.0,M10.5.0/3");
      auto plain = posix_zone::parse("<-03>3");
      THEN("good ones hold, broken ones are empty") {
        CHECK_EQ(paris.offset_at(1767225600), 3600);
        CHECK_EQ(paris.offset_at(1783000000), 7200);
        CHECK_EQ(plain.offset_at(0), -10800);
        for (const auto* text : {"", "CET", "1", "CET-1CEST,", "CET-1CEST,M13.1.0,M1.1.0",
                                 "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.9,M10.5.0",
                                 "CET-1CEST,J60,J300", "CET-1CEST,M3.5.0,M10.5.0x", "<a", "<aaa>"})
          CHECK(posix_zone::parse(text).empty());
      }
    }
  }
}
