#include "actors/desk_view/wishes.hpp"
#include "test/unit/desk_view/known.hpp"

#define CAF_SUITE desk_view_wishes
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::desk_view;

namespace {

constexpr const char* form = "application/x-www-form-urlencoded";

desk::update update_in(const std::string& body) {
  auto parsed = desk::read_action(form, body);
  REQUIRE(parsed.problems.empty());
  return std::get<desk::update>(parsed.what);
}

/// Case 7 after that change.
cases::state after(const cases::state& s, const desk::update& u) {
  cases::happening h;
  h.what = change_of(u);
  return cases::advance(s, h, test::opened_at + 1000, {}).next;
}

} // namespace

SCENARIO("of two agents who save at once the second is told which field is not theirs") {
  GIVEN("two forms of the same case") { // checklist 34, 36
    const auto s = cases::state_of(test::talk_of_alice().facts);
    const auto first = update_in("do=update&agent=Ana&status=pending&saw-status=open");
    const auto second = update_in("do=update&agent=Bo&note=mine&status=resolved&saw-status=open"
                                  "&assignee=Bo&saw-assignee=&tags=B,a&saw-tags=");
    WHEN("both are posted") {
      const auto one = after(s, first);
      const auto two = after(one, second);
      THEN("the status stays, everything else is saved, and the answer says so") {
        CHECK(refused_parts(first, one).empty());
        CHECK_EQ(two.now, cases::status::pending);
        CHECK_EQ(two.assignee, "Bo");
        CHECK_EQ(two.tags, (std::vector<std::string>{"a", "b"}));
        const auto told = refused_parts(second, two);
        REQUIRE_EQ(told.size(), 2u);
        CHECK_EQ(told[0].field, "status");
        CHECK(told[0].text.find("It is now: Pending.") != std::string::npos);
        CHECK_EQ(told[1], (desk::problem{"", "The rest is saved. See what is marked above."}));
      }
    }
  }
}

SCENARIO("what could not be saved at all is not said to be") {
  GIVEN("a form with one field that another has changed") {
    const auto s = cases::state_of(test::talk_of_alice().facts);
    WHEN("it is posted") {
      const auto one = after(s, update_in("do=update&agent=Ana&assignee=Ana&saw-assignee="));
      const auto u = update_in("do=update&agent=Bo&assignee=Bo&saw-assignee=");
      const auto two = after(one, u);
      THEN("nothing of it is saved") {
        CHECK_EQ(two.assignee, "Ana");
        CHECK_EQ(refused_parts(u, two).back().text, "Not saved. See what is marked above.");
      }
    }
  }
}

SCENARIO("nobody is an assignee too") {
  GIVEN("a case of Ana's") {
    auto s = cases::state_of(test::talk_of_alice().facts);
    s.assignee = "Ana";
    WHEN("she gives it back") {
      const auto two = after(s, update_in("do=update&agent=Ana&assignee=&saw-assignee=Ana"));
      THEN("it is nobody's") { CHECK_EQ(two.assignee, ""); }
    }
  }
}

SCENARIO("a form that is posted twice is one request, another form is another") {
  GIVEN("posts of one page") { // checklist 35
    auto key = [](const std::string& body, std::string_view token = "t") {
      return request_key(7, token, desk::read_action(form, body).fields);
    };
    WHEN("their keys are made") {
      const auto one = key("do=create&nonce=1&title=Refund");
      THEN("only the same post has the same key") {
        CHECK_EQ(one, key("do=create&nonce=1&title=Refund"));
        CHECK(one != key("do=create&nonce=2&title=Refund"));
        CHECK(one != key("do=create&nonce=1&title=Other"));
        CHECK(one != key("do=create&nonce=1&title=Refund", "other"));
        CHECK(one.starts_with("page:7:"));
      }
    }
  }
}

SCENARIO("a new case is the same person's, in the same talk") {
  GIVEN("the case of Alice's talk") { // checklist 35
    auto f = test::talk_of_alice();
    WHEN("Mike makes another for her") {
      auto o = opening_of({"Mike", "bug", "Lost axe", "It is gone", "high"}, f);
      THEN("it is hers, and says what it is about") {
        CHECK_EQ(o.reporter.id, f.facts.reporter);
        CHECK_EQ(o.talk, "discord:900");
        CHECK_EQ(o.by, "Mike");
        CHECK_EQ(o.what, cases::kind::bug);
        CHECK_EQ(o.urgency, cases::priority::high);
        CHECK_EQ(o.answers.at(0).text, "It is gone");
        CHECK(o.may_dm);
        CHECK_EQ(o.show_in, ""); // nothing of a talk is shown to everybody
      }
    }
  }
}
