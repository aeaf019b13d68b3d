#define CAF_SUITE reports_mine

#include "actors/reports/mine.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::reports;

namespace {

std::vector<my_case> cases(std::size_t how_many) {
  std::vector<my_case> out;
  for (std::size_t i = 0; i < how_many; ++i)
    out.push_back({how_many - i, "bug", "Title", status::open, 0, 5000});
  return out;
}

} // namespace

SCENARIO("a member sees their cases with status (checklist 30)") {
  GIVEN("a talk, a duplicate with a hostile title, and a question") {
    const std::vector<my_case> some{{9, "handoff", "pressed the button", status::pending, 0, 7000},
                                    {8, "bug", "@everyone **x**", status::resolved, 3, 6000},
                                    {2, "question", "Where?", status::closed, 0, 5000}};
    WHEN("they are listed") {
      const auto m = list_of(some, 0, language::en);
      THEN("each has its line, and no text does anything") {
        CHECK_EQ(m.content,
                 "Your cases, the newest first:\n"
                 "**#9** Talk with support · Being looked at · <t:7:R>\n"
                 "**#8** Bug report: \\@everyone \\*\\*x\\*\\* · Resolved (= #3) · <t:6:R>\n"
                 "**#2** Question: Where? · Closed · <t:5:R>");
        CHECK(m.mentions.empty());
      }
      THEN("the talk can be gone on with") {
        REQUIRE_EQ(m.rows.size(), 1u);
        REQUIRE_EQ(m.rows[0].size(), 1u);
        CHECK_EQ(m.rows[0][0].label, "Go on with #9");
        CHECK_EQ(m.rows[0][0].custom_id, "v1:agent");
      }
    }
  }
}

SCENARIO("a talk that is settled can be asked for anew") {
  GIVEN("a resolved talk") {
    const std::vector<my_case> one{{9, "handoff", "", status::resolved, 0, 7000}};
    WHEN("it is listed in German") {
      const auto m = list_of(one, 0, language::de);
      THEN("the button says so") {
        CHECK_EQ(m.rows.at(0).at(0).label, "Noch einmal mit einem Menschen sprechen");
      }
    }
  }
}

SCENARIO("who has many cases turns pages") {
  GIVEN("more cases than fit") {
    const auto many = cases(cases_a_page + 1);
    WHEN("they are listed from the ninth on") {
      const auto m = list_of(many, 8, language::en);
      THEN("there is a button for older ones, which knows where it goes") {
        const auto& b = m.rows.at(0).at(0);
        CHECK_EQ(b.label, "Older ones");
        CHECK_EQ(page_of(b.custom_id).value_or(0), 16u);
        CHECK_EQ(m.content.find("**#1**"), std::string::npos);
        CHECK(m.content.size() < 2000u);
      }
    }
  }
}

SCENARIO("a list that fits has no further page") {
  GIVEN("exactly as many cases as fit") {
    const auto many = cases(cases_a_page);
    WHEN("they are listed") {
      const auto m = list_of(many, 0, language::en);
      THEN("there is none") { CHECK(m.rows.empty()); }
    }
  }
}

SCENARIO("who has no cases is told so, and what is not such a button is none") {
  GIVEN("nothing") {
    WHEN("it is listed") {
      THEN("it says so") {
        CHECK_EQ(list_of({}, 0, language::fr).content, "Vous n'avez aucun dossier.");
        CHECK(!page_of("v1:my-cases"));
        CHECK(!page_of("v1:my-cases:x"));
        CHECK(!page_of("v1:my-cases:8:9"));
        CHECK(!page_of("v1:vote:8"));
      }
    }
  }
}
