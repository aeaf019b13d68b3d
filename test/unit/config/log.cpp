#include "config/log.hpp"
#include "config/log_format.hpp"
#include "test/unit/config/scratch.hpp"

#include <algorithm>
#include <iterator>
#include <thread>
#include <vector>

#define CAF_SUITE config_log
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;

namespace {

const std::chrono::system_clock::time_point noon{std::chrono::milliseconds{1772366400123}};

std::string read(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

struct restore {
  ~restore() {
    log::capture({});
    std::string why;
    log::open({}, why);
  }
};

} // namespace

SCENARIO("a line is one line, whatever stands in its fields") {
  GIVEN("fields with spaces, quotes, line breaks, equal signs and broken UTF-8") {
    WHEN("they are written as logfmt and as JSON") {
      auto fields = {
          log::field{"conv", "discord:42"}, log::field{"say", "a \"b\" = c\nlevel=error"},
          log::field{"empty", ""},          log::field{"bad", "x\xff\xc0\xaf\xed\xa0\x80y"},
          log::field{"accent", "\xc3\xa9"}, log::field{"n", -3},
          log::field{"yes", true},          log::field{"bell", "\a"}};
      auto plain = log::format(false, noon, log::level::info, "router", "loaded", fields);
      auto json = log::format(true, noon, log::level::warning, "router", "loaded", fields);
      THEN("both are quoted as their readers expect") {
        CHECK_EQ(
            plain,
            "time=2026-03-01T12:00:00.123Z level=info component=router event=loaded "
            "conv=discord:42 "
            "say=\"a \\\"b\\\" = c\\nlevel=error\" empty=\"\" "
            "bad=\"x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy\" "
            "accent=\"\xc3\xa9\" n=-3 yes=true bell=\"\\u0007\"");
        CHECK_EQ(
            json,
            "{\"time\":\"2026-03-01T12:00:00.123Z\",\"level\":\"warning\",\"component\":\"router\","
            "\"event\":\"loaded\",\"conv\":\"discord:42\",\"say\":\"a \\\"b\\\" = "
            "c\\nlevel=error\",\"empty\":\"\","
            "\"bad\":"
            "\"x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy\","
            "\"accent\":\"\xc3\xa9\",\"n\":\"-3\",\"yes\":\"true\",\"bell\":\"\\u0007\"}");
      }
    }
  }
}

SCENARIO("lines below the level are not written") {
  GIVEN("a log at warning whose lines are captured") {
    restore after;
    std::string why;
    REQUIRE(log::open({.minimum = log::level::warning}, why));
    std::vector<std::string> lines;
    log::capture([&](log::level, const std::string& line) { lines.push_back(line); });
    WHEN("lines of all levels are written") {
      log::debug("t", "a");
      log::info("t", "b");
      log::warning("t", "c");
      log::error("t", "d");
      THEN("two come") {
        REQUIRE_EQ(lines.size(), 2u);
        CHECK_NE(lines[0].find("event=c"), std::string::npos);
        CHECK_NE(lines[1].find("event=d"), std::string::npos);
      }
    }
  }
}

SCENARIO("threads share one file, and lines stay whole") {
  GIVEN("a log file that already has a line") {
    restore after;
    test::scratch_folder folder;
    const auto path = folder.write("flexcord.log", "old\n");
    std::string why;
    REQUIRE(log::open({.file = path}, why));
    WHEN("four threads write a hundred lines each") {
      std::vector<std::thread> threads;
      for (int t = 0; t < 4; ++t)
        threads.emplace_back([] {
          for (int i = 0; i < 100; ++i) log::info("thread", "line", {{"text", "{} is no format"}});
        });
      for (auto& t : threads) t.join();
      log::close();
      THEN("all are there, after the old one") {
        const auto text = read(path);
        CHECK_EQ(std::count(text.begin(), text.end(), '\n'), 401);
        CHECK_EQ(text.substr(0, 4), "old\n");
        std::size_t whole = 0;
        for (auto at = text.find("text=\"{} is no format\"\n"); at != std::string::npos;
             at = text.find("text=\"{} is no format\"\n", at + 1))
          ++whole;
        CHECK_EQ(whole, 400u);
      }
    }
  }
}

SCENARIO("a log file that cannot be written is told") {
  GIVEN("a path under a file") {
    test::scratch_folder folder;
    const auto file = folder.write("file", "");
    WHEN("the log is opened there") {
      std::string why;
      const bool opened = log::open({.file = file + "/flexcord.log"}, why);
      THEN("there is a reason") {
        CHECK(!opened);
        CHECK_NE(why, "");
      }
    }
  }
}
