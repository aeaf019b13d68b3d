#include "desk/export.hpp"

#include <boost/json/parse.hpp>

#define CAF_SUITE desk_export
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

/// RFC 4180, read back as a spreadsheet does.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
      if (i + 1 < text.size()) rows.emplace_back(1, "");
    } else {
      rows.back().back() += c;
    }
  }
  return rows;
}

std::string cell(const std::string& columns, const std::string& line, const std::string& name) {
  const auto rows = read_csv(columns + line);
  for (std::size_t i = 0; i < rows[0].size(); ++i)
    if (rows[0][i] == name) return rows.at(1).at(i);
  return "no such column";
}

case_record resolved() {
  case_record c;
  c.number = 42;
  c.kind = "bug";
  c.status = "resolved";
  c.priority = "high";
  c.title = "Lantern, \"the big one\"\ngoes out";
  c.tags = {"rain", "light"};
  c.reporter_id = "1100000000000000001";
  c.reporter_name = "=HYPERLINK(\"http://evil.example\")";
  c.times = {1795356300000, 1795356900000, 1795356345999,
             1795356360000, 1795356660000, 1795356900000};
  return c;
}

} // namespace

SCENARIO("a row per case tells how long everything took (checklist 34)") {
  GIVEN("a resolved case") {
    const auto c = resolved();
    const auto of = [&](const char* name) { return cell(case_columns(), csv_row(c), name); };
    WHEN("it is exported") {
      THEN("the times are in seconds") {
        CHECK_EQ(of("first_response_seconds"), "45");
        CHECK_EQ(of("wait_seconds"), "60");
        CHECK_EQ(of("handle_seconds"), "300");
        CHECK_EQ(of("resolution_seconds"), "600");
        CHECK_EQ(of("opened"), "2026-11-22T14:05:00Z");
        CHECK_EQ(of("duplicate_of"), "");
        CHECK_EQ(of("votes"), "0");
      }
      THEN("texts come back as they were, formulas excepted") {
        CHECK_EQ(of("title"), c.title);
        CHECK_EQ(of("tags"), "rain, light");
        CHECK_EQ(of("reporter_name"), "'" + c.reporter_name);
        CHECK_EQ(of("reporter_id"), "1100000000000000001");
        CHECK(csv_row(c).ends_with("\r\n"));
      }
      THEN("JSON lines say the same, one line a row") {
        const auto line = json_row(c);
        CHECK_EQ(std::count(line.begin(), line.end(), '\n'), 1);
        const auto v = boost::json::parse(line);
        CHECK_EQ(v.at("resolution_seconds").to_number<int>(), 600);
        CHECK_EQ(v.at("title").as_string(), c.title);
        CHECK_EQ(v.at("reporter_name").as_string(), c.reporter_name);
        CHECK(v.at("duplicate_of").is_null());
      }
      THEN("what has not happened is empty") {
        auto open = c;
        open.times = {1795356300000, 1795356300000};
        CHECK_EQ(cell(case_columns(), csv_row(open), "resolution_seconds"), "");
        CHECK_EQ(cell(case_columns(), csv_row(open), "resolved"), "");
        CHECK(boost::json::parse(json_row(open)).at("wait_seconds").is_null());
      }
    }
  }
}

SCENARIO("a row per conversation tells who spoke and how long one waited") {
  GIVEN("a conversation with an agent, and clocks that differ") {
    conversation_record c;
    c.key = "discord:123";
    c.asked = 10'000;
    c.joined = 9'000;
    c.answered = 70'999;
    c.left = 129'000;
    c.ended = 190'000;
    c.rating = 5;
    const auto of = [&](const char* name) {
      return cell(conversation_columns(), csv_row(c), name);
    };
    WHEN("it is exported") {
      THEN("no time is negative") {
        CHECK_EQ(of("conversation"), "discord:123");
        CHECK_EQ(of("wait_seconds"), "0");
        CHECK_EQ(of("first_response_seconds"), "60");
        CHECK_EQ(of("handle_seconds"), "120");
        CHECK_EQ(of("resolution_seconds"), "180");
        CHECK_EQ(of("rating"), "5");
        CHECK_EQ(of("case"), "");
        c.asked = 0;
        CHECK_EQ(of("wait_seconds"), "");
      }
    }
  }
}

SCENARIO("no cell is a formula") {
  GIVEN("texts that a spreadsheet would run") {
    WHEN("they are written") {
      THEN("each begins with an apostrophe") {
        for (std::string bad : {"=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\n-1", "＝1"})
          CHECK_EQ(read_csv(csv_text(bad))[0][0], "'" + bad);
        CHECK_EQ(read_csv(csv_text("\r=1"))[0][0], "'\n=1");
      }
      THEN("so does what some settings take for a cell of its own") {
        CHECK_EQ(csv_text("rain;=1+1"), "rain;'=1+1");
        CHECK_EQ(csv_text("=1;+1; @2;ok;-"), "'=1;'+1;' @2;ok;'-");
        CHECK_EQ(csv_text("a\t-1"), "a\t'-1");
        CHECK_EQ(csv_text(";=1;"), ";'=1;");
        CHECK_EQ(csv_text("\t=1"), "\"\t'=1\"");
        CHECK_EQ(csv_text("fine; really;"), "fine; really;");
      }
      THEN("others are as they were, in quotes only where needed") {
        CHECK_EQ(csv_text("a-b"), "a-b");
        CHECK_EQ(csv_text("a,b"), "\"a,b\"");
        CHECK_EQ(csv_text("a\"b"), "\"a\"\"b\"");
        CHECK_EQ(csv_text(" a"), "\" a\"");
        CHECK_EQ(csv_text(""), "");
        CHECK_EQ(csv_text("Zoë"), "Zoë");
      }
    }
  }
}
