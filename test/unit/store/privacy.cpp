#include "test/unit/store/builders.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#define CAF_SUITE store_privacy
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

/// A conversation that has a row of everything; its texts say `secret`.
step full_step(const std::string& conversation, std::uint64_t version, const std::string& secret) {
  const auto n = std::to_string(version);
  auto s = step_of(conversation, version, {"e" + n});
  s.state = "state of " + secret;
  s.commands = {command(version, "command " + secret)};
  s.transcript = {line("m" + n, "text " + secret)};
  s.links = {{"m" + n, "IM" + n, 0}};
  s.aliases = {{"desk:" + conversation + n}};
  s.armed = {{"idle", version, 9}};
  s.dead = {{conversation, "command:" + n, 10, "say", "refused", "letter " + secret}};
  s.cases = {{1, "open", "entry " + secret}};
  return s;
}

case_facts facts_of_case(std::uint64_t number) {
  case_facts f;
  f.number = number;
  f.status = "open";
  f.priority = "normal";
  return f;
}

std::string counts_of(const erased& e) {
  std::string text = e.conflict ? "conflict" : "erased";
  for (auto n :
       {e.lines, e.links, e.names, e.timers, e.commands, e.dead_letters, e.cases, e.events_kept})
    text += " " + std::to_string(n);
  return text;
}

/// How often a text stands in the files beside `path`.
std::size_t found_in_files(const std::string& path, const std::string& text) {
  std::size_t n = 0;
  for (const auto& f :
       std::filesystem::directory_iterator(std::filesystem::path{path}.parent_path())) {
    std::ifstream in{f.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    for (auto at = bytes.find(text); at != bytes.npos; at = bytes.find(text, at + 1)) ++n;
  }
  return n;
}

} // namespace

SCENARIO("everything that is stored of a conversation can be read") {
  GIVEN("two conversations with a row of everything, and a case") {
    fresh j;
    CHECK_EQ(j->open_case({"a", 1, "handoff", "u", "title", 5}).value(), 1u);
    commit_one(*j, full_step("a", 1, "Mimsy"));
    commit_one(*j, full_step("b", 1, "other"));
    WHEN("one is read") {
      const auto all = j->everything("a").value();
      const auto cases = j->cases_of("a", "u").value();
      THEN("all of it is there, and nothing of the other") {
        REQUIRE(all.record.has_value());
        CHECK_EQ(all.record->state, "state of Mimsy");
        CHECK_EQ(all.record->outbox.size(), 1u);
        CHECK_EQ(all.record->timers.size(), 1u);
        REQUIRE_EQ(all.transcript.size(), 1u);
        CHECK_EQ(all.transcript[0].text, "text Mimsy");
        REQUIRE_EQ(all.events.size(), 1u);
        CHECK_EQ(all.events[0].id, "e1");
        CHECK_EQ(all.links.size(), 1u);
        CHECK_EQ(joined(all.names), "desk:a1");
        REQUIRE_EQ(all.dead.size(), 1u);
        CHECK_EQ(all.dead[0].payload, "letter Mimsy");
        REQUIRE_EQ(cases.size(), 1u);
        CHECK_EQ(cases[0].title, "title");
        REQUIRE_EQ(cases[0].timeline.size(), 2u);
        CHECK_EQ(cases[0].timeline[0].entry, "entry Mimsy");
        CHECK_EQ(j->cases_of("", "u").value().size(), 1u);
        CHECK_EQ(j->cases_of("b", "v").value().size(), 0u);
      }
    }
    WHEN("all are listed, one by one") {
      const auto first = j->conversations("", 1).value();
      const auto second = j->conversations("a", 1).value();
      THEN("each comes once, by key") {
        REQUIRE_EQ(first.size(), 1u);
        CHECK_EQ(first[0].conversation, "a");
        REQUIRE_EQ(second.size(), 1u);
        CHECK_EQ(second[0].conversation, "b");
        CHECK_EQ(j->conversations("b", 1).value().size(), 0u);
      }
    }
  }
}

SCENARIO("an erased conversation keeps its record as it is to be, and the ids of its events") {
  GIVEN("two conversations with a row of everything, and a case") {
    fresh j;
    CHECK_EQ(j->open_case({"a", 1, "handoff", "u", "title", 5}).value(), 1u);
    commit_one(*j, full_step("a", 1, "Mimsy"));
    commit_one(*j, full_step("b", 1, "other"));
    WHEN("it is erased from an older copy") {
      const auto gone = j->erase({"a", 1, "blank", 50, {}}).value();
      THEN("nothing happened") {
        CHECK(gone.conflict);
        CHECK_EQ(waiting(*j, "a"), "command Mimsy");
        CHECK_EQ(j->cases_of("a", "u").value()[0].title, "title");
      }
    }
    WHEN("one is erased, twice") {
      const auto gone = j->erase({"a", 2, "blank", 50, {}}).value();
      const auto again = j->erase({"a", 3, "blank", 60, {}}).value();
      THEN("it is empty, the other is whole, and an old event is still known") {
        CHECK_EQ(counts_of(gone), "erased 1 1 1 1 1 1 1 1");
        CHECK_EQ(counts_of(again), "erased 0 0 0 0 0 0 0 1");
        const auto left = j->everything("a").value();
        REQUIRE(left.record.has_value());
        CHECK_EQ(left.record->state, "blank");
        CHECK_EQ(left.record->version, 3u);
        CHECK_EQ(left.transcript.size() + left.links.size() + left.names.size() + left.dead.size() +
                     left.record->outbox.size() + left.record->timers.size(),
                 0u);
        const auto cases = j->cases_of("a", "u").value();
        REQUIRE_EQ(cases.size(), 1u);
        CHECK_EQ(cases[0].reporter + cases[0].title, "");
        CHECK_EQ(cases[0].timeline.size(), 0u);
        CHECK_EQ(name_of(commit_one(*j, step_of("a", 4, {"e1"}))), "duplicate");
        CHECK_EQ(name_of(commit_one(*j, step_of("a", 4, {"e2"}))), "committed");
        CHECK_EQ(waiting(*j, "b"), "command other");
        CHECK_EQ(j->count().value().conversations.size(), 1u);
      }
    }
  }
}

SCENARIO("a talk that is erased takes no case with it that names nobody") {
  GIVEN("a case of a talk, and one of another talk that names nobody") {
    fresh j;
    CHECK_EQ(j->open_case({"a", 1, "bug", "u", "title", 5}).value(), 1u);
    CHECK_EQ(j->open_case({"b", 1, "bug", "", "theirs", 5}).value(), 2u);
    auto s = full_step("b", 1, "other");
    s.cases = {{2, "open", "entry"}};
    commit_one(*j, s);
    commit_one(*j, step_of("a", 1));
    WHEN("the first is read and erased, without saying who the person is") {
      CHECK_EQ(j->cases_of("a", "").value().size(), 1u);
      CHECK_EQ(j->erase({"a", 2, "blank", 50, {}}).value().cases, 1u);
      THEN("the other case is as it was") {
        const auto left = j->cases_of("b", "").value();
        REQUIRE_EQ(left.size(), 1u);
        CHECK_EQ(left[0].title, "theirs");
        CHECK_EQ(left[0].timeline.size(), 1u);
      }
    }
  }
}

SCENARIO("a person without a conversation still has cases to be erased") {
  GIVEN("a case that somebody reported, one that its record has forgotten already, and another") {
    fresh j;
    CHECK_EQ(j->open_case({"a", 1, "bug", "u", "title", 5}).value(), 1u);
    CHECK_EQ(j->open_case({"b", 1, "bug", "", "", 5}).value(), 2u);
    CHECK_EQ(j->open_case({"c", 1, "bug", "v", "theirs", 5}).value(), 3u);
    auto s = full_step("a", 1, "Mimsy");
    s.cases = {{1, "open", "entry"}, {2, "open", "entry", "opened", "Mimsy", ""}, {3, "", "kept"}};
    commit_one(*j, s);
    auto tagged = step_of("case:1", 1);
    tagged.owner = "record";
    tagged.facts = {facts_of_case(1)};
    tagged.facts[0].tags = {"mimsy"};
    commit_one(*j, tagged);
    WHEN("only the numbers of the cases are known") {
      CHECK_EQ(j->erase({"", 0, "", 50, {1, 2}}).value().cases, 1u);
      THEN("nothing says whose they were, and the other is as it was") {
        CHECK_EQ(j->cases_of("", "u").value().size(), 0u);
        CHECK(j->facts_of(1).value()->tags.empty());
        CHECK_EQ(j->timeline(1, 0, 9).value().size() + j->timeline(2, 0, 9).value().size(), 0u);
        CHECK_EQ(j->cases_of("", "v").value()[0].title, "theirs");
        CHECK_EQ(j->timeline(3, 0, 9).value().size(), 1u);
        CHECK_EQ(waiting(*j, "a"), "command Mimsy");
      }
    }
  }
}

SCENARIO("a case forgets a person in one step") {
  GIVEN("two cases with a timeline that tells who was told") {
    fresh j;
    for (std::uint64_t n = 1; n <= 2; ++n) {
      CHECK_EQ(j->open_case({"a", n, "bug", "u", "title", 5}).value(), n);
      auto s = step_of("case:" + std::to_string(n), 1);
      s.owner = "record";
      s.cases = {{n, "open", "opened", "opened", "Mimsy", ""},
                 {n, "", "resolved", "told", "", "u"},
                 {n, "", "resolved", "told", "", "v"}};
      s.facts = {facts_of_case(n)};
      s.facts[0].words = std::vector<std::string>{"mimsy"};
      commit_one(*j, s);
    }
    WHEN("one forgets its reporter, the other one who waited for news of it") {
      for (std::uint64_t n = 1; n <= 2; ++n) {
        auto s = step_of("case:" + std::to_string(n), 2);
        s.owner = "record";
        s.facts = {facts_of_case(n)};
        s.facts[0].forget = "u";
        s.facts[0].forget_timeline = n == 1;
        s.facts[0].words = std::vector<std::string>{std::to_string(n)};
        commit_one(*j, s);
      }
      THEN("of the first no entry is left, in the second none refers to them") {
        CHECK(j->timeline(1, 0, 9).value().empty());
        const auto left = j->timeline(2, 0, 9).value();
        REQUIRE_EQ(left.size(), 3u);
        CHECK_EQ(left[0].author, "Mimsy");
        CHECK_EQ(left[1].reference, "");
        CHECK_EQ(left[2].reference, "v");
        CHECK(j->list_cases({.words = {"mimsy"}}).value().empty());
      }
    }
  }
}

SCENARIO("records that are no conversations are listed by key") {
  GIVEN("two records and a conversation") {
    fresh j;
    commit_one(*j, step_of("b", 1));
    for (auto key : {"a:1", "c:1"}) {
      auto s = step_of(key, 1);
      s.owner = "record";
      s.state = std::string("state of ") + key;
      commit_one(*j, s);
    }
    WHEN("they are listed one by one") {
      const auto first = j->records("", 1).value();
      const auto second = j->records("a:1", 1).value();
      THEN("each comes once, with its state") {
        REQUIRE_EQ(first.size() + second.size(), 2u);
        CHECK_EQ(first[0].state, "state of a:1");
        CHECK_EQ(second[0].conversation, "c:1");
        CHECK(j->records("c:1", 1).value().empty());
      }
    }
  }
}

SCENARIO("what was erased is nowhere in the files of the database") {
  GIVEN("many talks of many steps, long and short, a seventh of them secret") {
    place where{false};
    auto j = std::move(open(where.url(), {.durable = false}).value());
    constexpr int talks = 49;
    constexpr std::uint64_t steps = 30;
    std::vector<step> group;
    for (std::uint64_t v = 1; v <= steps; ++v)
      for (int i = 0; i < talks; ++i) {
        const std::string word = i % 7 == 0 ? "Mimsy" : "other";
        auto s = full_step(std::to_string(i), v, word);
        for (std::uint64_t n = (v * 7 + static_cast<std::uint64_t>(i)) % 60; n > 0; --n)
          s.transcript[0].text += " more of " + word;
        if (v % 3 == 0) s.done = {v - 1, v - 2};
        group.push_back(std::move(s));
        if (group.size() == 50) {
          CHECK(j->commit(group).has_value());
          group.clear();
        }
      }
    if (!group.empty()) CHECK(j->commit(group).has_value());
    const auto path = where.url().substr(std::string{"sqlite:"}.size());
    CHECK_GT(found_in_files(path, "Mimsy"), 100u);
    WHEN("the secret ones are erased") {
      for (int i = 0; i < talks; i += 7)
        CHECK(!j->erase({std::to_string(i), steps + 1, "blank", 50, {}}).value().conflict);
      CHECK(j->scrub().value());
      THEN("no byte of them is left, even while the database is open") {
        CHECK_EQ(found_in_files(path, "Mimsy"), 0u);
        CHECK_GT(found_in_files(path, "other"), 100u);
        CHECK_EQ(name_of(commit_one(*j, step_of("0", steps + 2))), "committed");
      }
    }
  }
}
