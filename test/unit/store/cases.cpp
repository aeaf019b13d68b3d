#include "store/sql_cases.hpp"
#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_cases
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

case_request request(std::string conversation, std::uint64_t command_id) {
  return {std::move(conversation), command_id, "handoff", "42", "Lost account", 1000};
}

} // namespace

SCENARIO("cases are numbered without gaps, and asking twice gives the same one") {
  GIVEN("an empty store") {
    fresh j;
    WHEN("cases are opened, one of them twice") {
      auto first = j->open_case(request("a", 1)).value();
      auto again = j->open_case(request("a", 1)).value();
      auto second = j->open_case(request("a", 2)).value();
      auto third = j->open_case(request("b", 1)).value();
      auto still = j->open_case(request("a", 1)).value();
      THEN("the numbers are 1, 2, 3") {
        CHECK_EQ(first, 1u);
        CHECK_EQ(again, 1u);
        CHECK_EQ(second, 2u);
        CHECK_EQ(third, 3u);
        CHECK_EQ(still, 1u);
      }
    }
  }
}

SCENARIO("a step moves its case on and writes the timeline") {
  GIVEN("a case") {
    place where;
    auto j = std::move(open(where.url(), {}).value());
    REQUIRE_EQ(j->open_case(request("c", 1)).value(), 1u);
    WHEN("steps add entries, one of them for a case that does not exist") {
      auto s = step_of("c", 1);
      s.cases = {{1, "", "agent joined"}, {99, "closed", "nobody's"}};
      commit_one(*j, s);
      auto next = step_of("c", 2);
      next.cases = {{1, "resolved", "done"}};
      commit_one(*j, next);
      j.reset();
      THEN("the timeline has them in order with the status of that moment") {
        const auto entries = where.ask(
            "SELECT number, position, status, entry, at FROM case_timeline ORDER BY 1, 2");
        REQUIRE_EQ(entries.size(), 2u);
        CHECK_EQ(entries[0], "1|1||agent joined|1001");
        CHECK_EQ(entries[1], "1|2|resolved|done|1002");
        CHECK_EQ(joined(where.ask("SELECT status FROM cases")), "resolved");
      }
    }
  }
}

namespace {

case_facts facts(std::uint64_t number, std::string title, std::vector<std::string> words) {
  case_facts f;
  f.number = number;
  f.kind = "handoff";
  f.status = "open";
  f.priority = "normal";
  f.title = std::move(title);
  f.words = std::move(words);
  f.updated = 1000 + static_cast<std::int64_t>(number);
  return f;
}
std::vector<std::uint64_t> numbers_of(const std::vector<case_facts>& all) {
  std::vector<std::uint64_t> out;
  for (auto& f : all) out.push_back(f.number);
  return out;
}
using numbers = std::vector<std::uint64_t>;

} // namespace

SCENARIO("a number that no record has told of yet is in no list") {
  GIVEN("a process that died right after it asked for the number") {
    fresh j;
    const auto number = j->open_case(request("report:1", 1)).value();
    WHEN("the cases are listed, and then its record speaks") {
      const auto before = j->list_cases({}).value().size();
      auto s = step_of("case:1", 1);
      s.owner = "record";
      s.facts = {facts(number, "Lost my lantern", {"lost"})};
      commit_one(*j, s);
      THEN("it is there only then, under the number that it was given") {
        CHECK_EQ(before, 0u);
        CHECK_EQ(numbers_of(j->list_cases({}).value()), (numbers{number}));
        CHECK_EQ(j->open_case(request("report:1", 1)).value(), number);
      }
    }
  }
}

SCENARIO("cases are listed by what their records say of them") {
  GIVEN("three cases with words, tags and priorities") {
    fresh j;
    for (std::uint64_t n = 1; n <= 3; ++n) j->open_case(request("c", n)).value();
    auto s = step_of("case:1", 1);
    s.owner = "record";
    s.facts = {facts(1, "Lost my lantern", {"lost", "lantern"}),
               facts(2, "Map broken", {"map", "broken", "lost"}),
               facts(3, "100% wrong_map", {"100", "wrong", "map"})};
    s.facts[0].tags = {"items", "urgent-look"};
    s.facts[1].priority = "urgent";
    s.facts[1].assignee = "ana@example.com";
    s.facts[2].votes = 9;
    commit_one(*j, s);
    auto find = [&](case_filter f) { return numbers_of(j->list_cases(f).value()); };
    WHEN("an operator looks for some") {
      THEN("they find those that have it all") {
        CHECK_EQ(find({}), (numbers{3, 2, 1}));
        CHECK_EQ(find({.words = {"lost"}}), (numbers{2, 1}));
        CHECK_EQ(find({.words = {"lo", "lant"}}), (numbers{1}));
        CHECK_EQ(find({.words = {"%"}}), (numbers{}));
        CHECK_EQ(find({.words = {"m_p"}}), (numbers{}));
        CHECK_EQ(find({.tag = "items"}), (numbers{1}));
        CHECK_EQ(find({.tag = "item"}), (numbers{}));
        CHECK_EQ(find({.assignee = "ana@example.com"}), (numbers{2}));
        CHECK_EQ(find({.sort = "priority"}), (numbers{2, 3, 1}));
        CHECK_EQ(find({.sort = "votes", .skip = 1}), (numbers{2, 1}));
        CHECK_EQ(find({.most = 1}), (numbers{3}));
        CHECK_EQ(find({.below = 3}), (numbers{2, 1}));
        CHECK_EQ(find({.words = {"lost"}, .sort = "updated", .most = 1, .below = 2}), (numbers{1}));
        CHECK_EQ(find({.kind = "handoff", .sort = "opened"}), (numbers{3, 2, 1}));
        CHECK_EQ(find({.reporter = "42", .sort = "no such order"}), (numbers{}));
        CHECK_EQ(find({.status = "closed"}), (numbers{}));
      }
    }
  }
}

SCENARIO("a case is found by what its record says now, not by what it said") {
  GIVEN("a case whose record says something else later") {
    fresh j;
    j->open_case(request("c", 1)).value();
    for (std::uint64_t version = 1; version <= 2; ++version) {
      auto s = step_of("case:1", version);
      s.owner = "record";
      s.facts = {version == 1 ? facts(1, "Lost my lantern", {"lost", "lantern"})
                              : facts(1, "Lost my boots", {"lost", "boots"})};
      commit_one(*j, s);
    }
    WHEN("somebody looks for it") {
      THEN("only the later words find it") {
        CHECK(j->list_cases({.words = {"lantern"}}).value().empty());
        CHECK_EQ(numbers_of(j->list_cases({.words = {"boots"}}).value()), (numbers{1}));
        CHECK_EQ(j->facts_of(1).value()->title, "Lost my boots");
        CHECK(!j->facts_of(4).value());
      }
    }
  }
}

SCENARIO("a step that says nothing of the words leaves them as they are") {
  GIVEN("a case with words") {
    fresh j;
    j->open_case(request("c", 1)).value();
    auto s = step_of("case:1", 1);
    s.owner = "record";
    s.facts = {facts(1, "Lost my lantern", {"lantern"})};
    commit_one(*j, s);
    WHEN("its votes change") {
      auto next = step_of("case:1", 2);
      next.owner = "record";
      next.facts = {facts(1, "Lost my lantern", {})};
      next.facts[0].words.reset();
      next.facts[0].votes = 7;
      commit_one(*j, next);
      THEN("it is found by its words, with its votes") {
        const auto found = j->list_cases({.words = {"lantern"}}).value();
        REQUIRE_EQ(found.size(), 1u);
        CHECK_EQ(found[0].votes, 7u);
      }
    }
  }
}

SCENARIO("what members can ask for, and the pages of lists, need no look at every case") {
  GIVEN("a store of our tables") {
    place where{false}; // SQLite tells its plan whatever the tables hold
    open(where.url(), {}).value().reset();
    WHEN("lists are asked for") {
      auto plan = [&](const case_filter& f) {
        return joined(where.ask("EXPLAIN QUERY PLAN " + question_of(f).text));
      };
      const auto own = plan({.reporter = "42", .sort = "opened"});
      const auto reports = plan({.kind = "bug", .sort = "updated"});
      const auto page = plan({.sort = "updated"});
      const auto part = plan({.below = 7});
      const auto asked =
          joined(where.ask("EXPLAIN QUERY PLAN " + std::string{sql(query::find_unsettled_case)}));
      THEN("an index answers each") {
        CHECK(own.find("USING INDEX cases_of_reporter (reporter=?)") != own.npos);
        CHECK(reports.find("USING INDEX cases_of_kind (kind=?)") != reports.npos);
        CHECK(page.find("USING INDEX cases_by_update") != page.npos);
        CHECK(part.find("(number<?)") != part.npos);
        CHECK(asked.find("(conversation=?)") != asked.npos);
        for (const auto& p : {own, reports, page, part}) CHECK_EQ(p.find("TEMP B-TREE"), p.npos);
        CHECK_EQ(asked.find("SCAN"), asked.npos);
      }
    }
  }
}

SCENARIO("a record beside conversations is not listed or counted with them") {
  GIVEN("a conversation and a record") {
    fresh j;
    commit_one(*j, step_of("c", 1));
    auto s = step_of("case:1", 1);
    s.owner = "record";
    commit_one(*j, s);
    auto later = step_of("case:1", 2);
    later.owner = "record";
    commit_one(*j, later);
    WHEN("conversations are listed and counted") {
      auto all = j->conversations("", 10).value();
      auto recent = j->recent(0, {}, 10).value();
      auto counted = j->count().value().conversations;
      THEN("the record is left out, and loads all the same") {
        REQUIRE_EQ(all.size(), 1u);
        CHECK_EQ(all[0].conversation, "c");
        CHECK_EQ(recent.size(), 1u);
        std::uint64_t sum = 0;
        for (auto& [owner, n] : counted) sum += n;
        CHECK_EQ(sum, 1u);
        CHECK_EQ(j->load("case:1").value()->version, 2u);
      }
    }
  }
}

SCENARIO("a timeline says who did what, page by page") {
  GIVEN("a case with three entries") {
    fresh j;
    j->open_case(request("c", 1)).value();
    auto s = step_of("c", 1);
    s.cases = {{1, "", "first", "note", "Ana", ""},
               {1, "pending", "second", "status", "", "IM1"},
               {1, "", "third", "", "", ""}};
    commit_one(*j, s);
    WHEN("it is read in pages of two") {
      auto first = j->timeline(1, 0, 2).value();
      auto rest = j->timeline(1, first.back().position, 2).value();
      auto newest = j->newest_entries(1, 2).value();
      THEN("each entry comes once") {
        REQUIRE_EQ(first.size(), 2u);
        CHECK_EQ(first[0].author, "Ana");
        CHECK_EQ(first[0].kind, "note");
        CHECK_EQ(first[1].reference, "IM1");
        CHECK_EQ(first[1].status, "pending");
        REQUIRE_EQ(rest.size(), 1u);
        CHECK_EQ(rest[0].entry, "third");
        REQUIRE_EQ(newest.size(), 2u);
        CHECK_EQ(newest[0].entry + ", " + newest[1].entry, "second, third");
      }
    }
  }
}

SCENARIO("a request goes on under the number of one that is not settled") {
  GIVEN("a conversation with a case that was resolved at 5000, and another that has one open") {
    fresh j;
    REQUIRE_EQ(j->open_case(request("a", 1)).value(), 1u);
    REQUIRE_EQ(j->open_case(request("b", 1)).value(), 2u);
    auto s = step_of("case:1", 1);
    s.owner = "record";
    s.facts = {facts(1, "", {})};
    s.facts[0].status = "resolved";
    s.facts[0].resolved = 5000;
    s.facts[0].talk = "a";
    s.facts.push_back(facts(2, "", {}));
    s.facts[1].talk = "b";
    commit_one(*j, s);
    auto known = [&](case_request r, std::int64_t since) -> std::string {
      auto found = j->case_for(r, since).value();
      if (!found) return "none";
      return std::to_string(found->number) + (found->earlier ? " earlier" : " own");
    };
    WHEN("people ask again") {
      THEN("an open case is theirs, a resolved one only when that is not long ago") {
        CHECK_EQ(known(request("a", 1), 9000), "1 own");
        CHECK_EQ(known(request("a", 2), 5000), "1 earlier");
        CHECK_EQ(known(request("a", 2), 5001), "none");
        CHECK_EQ(known(request("b", 2), 9000), "2 earlier");
        CHECK_EQ(known(request("c", 1), 0), "none");
        auto bug = request("b", 2);
        bug.kind = "bug";
        CHECK_EQ(known(bug, 0), "none");
      }
    }
  }
}
