#include "store/schema.hpp"
#include "test/unit/store/holder.hpp"
#include "test/unit/store/refusal.hpp"

#define CAF_SUITE store_again
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

SCENARIO("a store is found again with what was in it") {
  GIVEN("a place with a conversation and a case") {
    place where;
    const auto url = where.url();
    {
      auto j = std::move(open(url, {}).value());
      commit_one(*j, step_of("c", 1, {"e"}));
      REQUIRE_EQ(j->open_case({"c", 1, "bug", "1", "t", 1}).value(), 1u);
    }
    WHEN("it is opened again, relaxed this time") {
      auto j = std::move(open(url, {.durable = false}).value());
      THEN("it goes on where it was") {
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 2, {"e"}))), "duplicate");
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 2, {"f"}))), "committed");
        CHECK_EQ(j->open_case({"c", 2, "bug", "1", "t", 1}).value(), 2u);
        REQUIRE_EQ(j->count().value().conversations.size(), 1u);
        CHECK_EQ(j->count().value().conversations[0].second, 1u);
      }
    }
  }
}

SCENARIO("a store made by a newer program is refused and left alone") {
  GIVEN("a store whose schema is one ahead") {
    place where;
    { REQUIRE(open(where.url(), {}).has_value()); }
    const auto ahead = std::to_string(newest_schema() + 1);
    where.ask("INSERT INTO schema_version (version) VALUES (" + ahead + ")");
    WHEN("it is opened") {
      const auto why = refusal(where.url());
      THEN("the operator is told both versions") {
        CHECK(says(why, "unusable: "));
        CHECK(says(why, "newer flexcord (schema " + ahead));
        CHECK(says(why, "this program knows " + std::to_string(newest_schema())));
        CHECK_EQ(joined(where.ask("SELECT MAX(version) FROM schema_version")), ahead);
      }
    }
  }
}

SCENARIO("a place with another program's tables is refused") {
  GIVEN("a place with a table of songs") {
    place where;
    where.ask("CREATE TABLE songs (a TEXT)");
    WHEN("it is opened") {
      const auto why = refusal(where.url());
      THEN("nothing is made there") {
        CHECK(says(why, "damaged: "));
        CHECK(says(why, "belongs to another program"));
        CHECK(says(refusal(where.url()), "belongs to another program"));
      }
    }
  }
}

SCENARIO("nothing committed is lost when the process is killed") {
  GIVEN("a node that was killed after forty commits") {
    place where;
    const auto url = where.url();
    {
      holder node{url, 40};
      REQUIRE(node.ready());
    }
    WHEN("the store is opened again") {
      auto j = std::move(open(url, {}).value());
      THEN("all forty are there, and the forty-first follows") {
        auto found = j->load("c").value();
        REQUIRE(found.has_value());
        CHECK_EQ(found->version, 40u);
        CHECK_EQ(found->outbox.size(), 40u);
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 41, {"e40"}))), "duplicate");
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 41, {"e41"}))), "committed");
      }
    }
  }
}

SCENARIO("a failed group leaves nothing behind and the store stays usable") {
  GIVEN("a store in which writing the text \"poison\" fails") {
    place where;
    { REQUIRE(open(where.url(), {}).has_value()); }
    where.poison();
    auto j = std::move(open(where.url(), {}).value());
    commit_one(*j, step_of("a", 1, {"1"}));
    WHEN("the last of three steps fails") {
      auto bad = step_of("b", 1, {"1"});
      bad.transcript = {line("m", "poison")};
      std::vector<step> group{step_of("a", 2, {"2"}), step_of("c", 1, {"1"}), bad};
      auto failed = j->commit(group);
      THEN("the first two are not stored either, and can be committed again") {
        REQUIRE(!failed.has_value());
        CHECK(failed.error().kind == failure_kind::unavailable);
        CHECK_EQ(j->load("a").value()->version, 1u);
        CHECK(!j->load("c").value());
        CHECK_EQ(j->count().value().conversations[0].second, 1u);
        group.pop_back();
        CHECK_EQ(names_of(j->commit(group).value()), "committed committed");
        CHECK_EQ(j->count().value().conversations[0].second, 2u);
      }
    }
  }
}
