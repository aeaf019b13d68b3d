#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_members
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

using wish = ann::announce_asked::wish;

ann::announce_asked asks(wish w, const std::string& draft = "", const std::string& by = "al") {
  static int wishes = 0;
  return {.ticket = "wish " + std::to_string(++wishes),
          .by = by,
          .roles = {"7"},
          .what_for = w,
          .draft = draft,
          .what = {"Hello", "all", {}, {}}};
}

struct fixture : announcer {
  fixture() { rules.role = "7"; }
  std::string preview(const std::string& by = "al") {
    happens(asks(wish::preview, "", by));
    return last.answers.front().draft;
  }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

// checklist 11: only admins and moderators post
SCENARIO("a member with the role sees a preview, confirms, and it is posted once") {
  GIVEN("a preview") {
    const auto draft = preview();
    WHEN("it is confirmed, twice") {
      const auto shown = last.answers.front();
      const auto before = posts();
      happens(asks(wish::confirm, draft));
      const auto first = reply();
      happens(asks(wish::confirm, draft));
      THEN("it is posted once") {
        CHECK(shown.how == ann::answer::reply::preview);
        CHECK_EQ(shown.what.title, "Hello");
        CHECK_EQ(before, "");
        CHECK_EQ(first, "announced");
        CHECK_EQ(reply(), "already");
        CHECK_EQ(posts(), "Hello");
      }
    }
  }
}

SCENARIO("who may not announce cannot, at no step") {
  GIVEN("members without the role, managers, and a role that was taken away") {
    WHEN("they ask") {
      auto stranger = asks(wish::preview);
      stranger.roles = {"8"};
      happens(stranger);
      const auto no_role = reply();
      stranger.manager = true;
      happens(stranger);
      const auto manager = reply();
      const auto draft = last.answers.front().draft;
      stranger.manager = false;
      stranger.what_for = wish::confirm;
      stranger.draft = draft;
      happens(stranger);
      const auto lost = reply();
      happens(asks(wish::confirm, draft, "bo"));
      const auto other = reply();
      rules.role = "";
      auto nobody = asks(wish::preview);
      nobody.roles = {""};
      happens(nobody);
      THEN("only those with the role or in charge are heard, and only about their own draft") {
        CHECK_EQ(no_role, "not-allowed");
        CHECK_EQ(manager, "preview");
        CHECK_EQ(lost, "not-allowed");
        CHECK_EQ(other, "expired");
        CHECK_EQ(reply(), "not-allowed");
        CHECK_EQ(posts(), "");
      }
    }
  }
}

SCENARIO("a draft can be dropped, is replaced by the next, and does not wait for ever") {
  GIVEN("drafts") {
    const auto first = preview(), second = preview();
    WHEN("they are confirmed, cancelled, or left") {
      happens(asks(wish::confirm, first));
      const auto replaced = reply();
      happens(asks(wish::cancel, second));
      const auto cancelled = reply();
      happens(asks(wish::confirm, second));
      const auto gone = reply();
      const auto third = preview();
      now += ann::draft_life + 1;
      happens(asks(wish::confirm, third));
      const auto late = reply();
      happens({ann::announce_asked{.ticket = "t", .by = "al", .roles = {"7"}}});
      const auto empty = reply();
      for (int n = 0; n < 200; ++n) preview("m" + std::to_string(n));
      THEN("nothing was posted, and each answer is true") {
        CHECK_EQ(replaced, "expired");
        CHECK_EQ(cancelled, "cancelled");
        CHECK_EQ(gone, "expired");
        CHECK_EQ(late, "expired");
        CHECK_EQ(empty, "empty");
        CHECK_EQ(reply(), "busy");
        CHECK_EQ(state.drafts.size(), ann::open_drafts);
        CHECK_EQ(posts(), "");
      }
    }
  }
}

END_FIXTURE_SCOPE()
