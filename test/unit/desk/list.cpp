#include "desk/case_list.hpp"

#include <boost/json/parse.hpp>

#define CAF_SUITE desk_list
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

std::string problems(const parsed_query& q) {
  std::string out;
  for (const auto& p : q.problems) out += p.field + " " + p.text + "; ";
  return out;
}

} // namespace

SCENARIO("operators reach all reported problems by filter, search and order (checklist 33)") {
  GIVEN("the query of the list") {
    WHEN("it is read") {
      THEN("all of it is taken, and nothing means everything") {
        const auto q = read_query({{"status", "open"},
                                   {"kind", "bug"},
                                   {"assignee", " Mike  M "},
                                   {"tag", "Login"},
                                   {"q", "lantern rain"},
                                   {"sort", "votes"},
                                   {"page", "3"},
                                   {"format", "csv"}});
        CHECK_EQ(problems(q), "");
        CHECK((q.what == list_query{"open", "bug", "Mike M", "login", "lantern rain", "votes", 3}));
        CHECK(read_query({{"status", ""}, {"page", ""}}).what == list_query{});
      }
      THEN("what cannot be read is named") {
        const auto q = read_query({{"status", "gone"},
                                   {"kind", "x"},
                                   {"sort", "1;drop"},
                                   {"page", "0"},
                                   {"q", std::string(201, 'x')}});
        CHECK_EQ(q.problems.size(), 5u);
        for (std::string page : {"-1", "1x", "2001", "99999999999999999999999"})
          CHECK_NE(problems(read_query({{"page", page}})), "");
      }
    }
  }
}

SCENARIO("a row of the list is data, whatever people wrote") {
  GIVEN("a case with hostile texts") {
    listed_case c;
    c.number = 7;
    c.kind = "bug";
    c.status = "open";
    c.priority = "high";
    c.title = "<img src=x>\xFF";
    c.tags = {"a\"b"};
    c.url = "javascript:alert(1)";
    WHEN("the answer is written") {
      const auto v = boost::json::parse(list_json({c}, 2, true));
      THEN("it is JSON, and only an address is an address") {
        CHECK_EQ(v.at_pointer("/cases/0/title").as_string(), "<img src=x>\xEF\xBF\xBD");
        CHECK_EQ(v.at_pointer("/cases/0/kind_text").as_string(), "Bug report");
        CHECK_EQ(v.at_pointer("/cases/0/url").as_string(), "");
        CHECK_EQ(v.at_pointer("/page").to_number<int>(), 2);
        CHECK(v.at("more").as_bool());
        CHECK_EQ(problems_json({{"page", "x"}}), R"({"problems":[{"field":"page","text":"x"}]})");
      }
    }
  }
}

SCENARIO("the list's page holds no data and allows no script but its own") {
  GIVEN("the page") {
    const auto headers = case_list_headers({});
    WHEN("it is served") {
      THEN("its policy names hashes, and nobody may frame it") {
        std::string policy;
        for (const auto& [name, value] : headers)
          if (name == "Content-Security-Policy") policy = value;
        CHECK(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        CHECK(policy.ends_with("frame-ancestors 'none'"));
        CHECK_EQ(policy.find("unsafe"), std::string::npos);
        CHECK_EQ(case_list_page(), case_list_page());
      }
    }
  }
}
