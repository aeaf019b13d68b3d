#include "test/unit/config/loading.hpp"

#define CAF_SUITE config_file
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// The one problem of a file's text without the folder's name.
std::string complaint(const std::string& text) {
  auto l = load_text(text);
  if (l.problems.size() != 1) return problems_of(l);
  auto p = l.problems.front();
  return p.path.substr(p.path.rfind('/') + 1) + " " + p.what;
}

} // namespace

SCENARIO("a file that ends while something is open is refused") {
  GIVEN("files with a missing brace, bracket or quote") {
    WHEN("they are loaded") {
      THEN("nothing is lost silently") {
        CHECK_EQ(complaint("http { port = 1"),
                 "test.conf ends while something is open, or has a key with a dot");
        CHECK_EQ(complaint("http { port = 1\nlog { level = \"debug\" }\n"),
                 "test.conf ends while something is open, or has a key with a dot");
        CHECK_EQ(complaint("http { metrics-allow = [\"::1\""),
                 "test.conf ends while something is open, or has a key with a dot");
        CHECK(has(complaint("log { file = \"x }"), "test.conf"));
        CHECK_EQ(complaint("log { level = \"debug\" }\n# a comment at the end"), "");
        CHECK_EQ(complaint(""), "");
      }
    }
  }
}

SCENARIO("a syntax error is told with its line") {
  GIVEN("files with junk") {
    WHEN("they are loaded") {
      THEN("the place is named") {
        CHECK(has(complaint("# one\nhttp {\n  port = eighty\n}\n"), "test.conf:3:"));
        CHECK(has(complaint("\n\nhttp {\n  port = eighty\n}\n"), "test.conf:4:"));
        CHECK(has(complaint("http.port = 1\nlog { level = \"debug\" }\n"), "has a key with a dot"));
        CHECK(has(complaint("http }\n"), "test.conf:1:"));
        CHECK(has(complaint("http { port = 1 threads = 2 }"), "test.conf:1:"));
        CHECK(has(complaint("log { level = \"debug\n }\nhttp { port = 1 }"), "test.conf:"));
        CHECK_EQ(complaint("http { port = 1 }\r\n"), "test.conf has Windows line ends");
        CHECK(has(complaint(std::string(200, '{')), "test.conf"));
        CHECK(has(complaint(std::string("\0\xff\xfe", 3)), "test.conf"));
        CHECK_EQ(complaint(std::string((1 << 20) + 1, '#')), "test.conf is larger than 1 MiB");
      }
    }
  }
}

SCENARIO("a missing file matters only when it was asked for") {
  GIVEN("a working directory without caf-application.conf") {
    const variables env{{"FLEXCORD_DISCORD_TOKEN", "t"}};
    WHEN("no file is named, a missing one, and a folder") {
      std::vector<std::string> none;
      std::vector<std::string> missing{"--config-file=/no/such/file.conf"};
      std::vector<std::string> folder{"--config-file=/tmp"};
      auto without = config::load(none, environment_of(env));
      auto with = config::load(missing, environment_of(env));
      auto dir = config::load(folder, environment_of(env));
      THEN("only the named ones are problems") {
        CHECK_EQ(problems_of(without), "");
        CHECK(has(notes_of(without), "caf-application.conf is not in the working directory"));
        CHECK_EQ(without.config_file, "");
        CHECK_EQ(problems_of(with), "/no/such/file.conf: cannot be read: No such file or directory "
                                    "(expected a readable file)\n");
        CHECK_EQ(dir.problems.size(), 1u);
      }
    }
  }
}
