#include "config/schema.hpp"
#include "test/unit/config/loading.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#define CAF_SUITE config_reference
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

std::string shipped() {
  std::ifstream file{FLEXCORD_REFERENCE_CONF};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// "key" and "value" of a line "  # key = value", a group deeper with two more spaces; an empty key
/// for any other line.
std::pair<std::string, std::string> commented(const std::string& line) {
  const auto equals = line.find(" = ");
  const auto sign = std::min(line.find("# "), line.size());
  if ((sign != 2 && sign != 4) || line.find_first_not_of(' ') != sign ||
      equals == std::string::npos || equals < sign)
    return {};
  const auto name = line.substr(sign + 2, equals - sign - 2);
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos) return {};
  return {name, line.substr(equals + 3)};
}

/// The commented keys of the shipped file outside caf { }: path -> value as written.
std::map<std::string, std::string> documented(const std::string& text) {
  std::map<std::string, std::string> found;
  std::istringstream lines{text};
  std::string group;
  for (std::string line; std::getline(lines, line);) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    if (line.ends_with(" {")) {
      const auto name = line.substr(indent, line.size() - indent - 2);
      group = indent == 0 ? name : group + "." + name;
    } else if (line == "  }") {
      group = group.substr(0, group.find('.'));
    }
    const auto [name, value] = commented(line);
    if (!group.starts_with("caf") && !name.empty()) found[group + "." + name] = value;
  }
  return found;
}

/// The file with its defaults in force. A secret and its file cannot both be given: the files go.
std::string written_out(const std::string& text) {
  std::string result;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    const auto [name, value] = commented(line);
    if (name.empty())
      result += line + "\n";
    else if (!name.ends_with("-file"))
      result += "  " + name + " = " + value + "\n";
  }
  return result;
}

} // namespace

SCENARIO("the shipped file documents exactly the keys of the program, with their defaults") {
  GIVEN("caf-application.conf") {
    const auto found = documented(shipped());
    WHEN("it is compared with the schema") {
      THEN("every key of the program is in it with its default") {
        for (const auto& path : config::all_paths()) {
          CAF_MESSAGE(path);
          REQUIRE_EQ(found.count(path), 1u);
          const auto* k = config::find_key(path);
          CHECK_EQ(found.at(path), k != nullptr ? config::default_text(*k) : "\"\"");
        }
      }
      THEN("every key in it is one of the program") {
        std::set<std::string> known(config::all_paths().begin(), config::all_paths().end());
        for (const auto& [path, text] : found)
          CHECK_EQ(known.count(path) == 1 ? path : path + " is unknown", path);
        CHECK_EQ(found.size(), known.size());
      }
    }
  }
}

SCENARIO("the shipped file loads as it is and with every default written out") {
  GIVEN("caf-application.conf and a copy without the comment signs") {
    const auto text = shipped();
    WHEN("both are loaded") {
      auto as_is = load_text(text);
      auto written = load_text(written_out(text));
      THEN("there is no problem and nothing changes") {
        CHECK_EQ(problems_of(as_is), "");
        CHECK_EQ(problems_of(written), "");
        for (const auto& k : config::keys()) {
          config::settings defaults;
          CAF_MESSAGE(k.path);
          std::visit(
              [&](auto* now) {
                using pointer = decltype(now);
                if constexpr (std::is_same_v<pointer, config::secret*>)
                  CHECK(now->empty() || k.path == "discord.token");
                else
                  CHECK(*now == *std::get<pointer>(k.in(defaults)));
              },
              k.in(written.values));
        }
      }
    }
  }
}

SCENARIO("every key has a text and a form in words") {
  GIVEN("the schema") {
    WHEN("its rows are read") {
      THEN("each says what it means and what it wants") {
        for (const auto& k : config::keys()) {
          CHECK_GT(k.doc.size(), 10u);
          CHECK_EQ(k.doc.back(), '.');
          CHECK_GT(config::expected_form(k).size(), 5u);
          CHECK_EQ(config::unavailable(k.path), "");
        }
      }
    }
  }
}
