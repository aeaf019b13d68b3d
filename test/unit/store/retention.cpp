#include "test/unit/store/builders.hpp"

#define CAF_SUITE store_retention
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

/// A step of a talk that is over, at that moment, with everything that can become old.
step old_step(const std::string& conversation, std::int64_t at, std::uint64_t version = 1) {
  auto s = step_of(conversation, version, {"e" + std::to_string(version)});
  s.owner = "nobody";
  s.at = at;
  s.transcript = {line("m" + std::to_string(version), "text of " + conversation)};
  s.transcript.front().at = at;
  s.links = {{"m" + std::to_string(version), "IM" + std::to_string(version), 0}};
  s.aliases = {{"desk:" + conversation}};
  return s;
}

/// A whole pass, as the node makes it; "transcript=1 links=0 …".
std::string pass(journal& j, const forget_before& limits, std::size_t most = 2) {
  std::vector<std::uint64_t> rows(static_cast<std::size_t>(last_forgettable) + 1);
  std::optional<forget_place> at = forget_place{};
  while (at) {
    auto page = j.forget(limits, *at, most).value();
    rows[static_cast<std::size_t>(page.kind)] += page.rows;
    at = page.next;
  }
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += (i == 0 ? "" : " ") + std::string{name_of(static_cast<forgettable>(i))} + "=" +
            std::to_string(rows[i]);
  return text;
}

std::string lines_of(journal& j, const std::string& conversation) {
  std::vector<std::string> texts;
  for (const auto& row : j.transcript(conversation, 99).value()) texts.push_back(row.source);
  return joined(texts);
}

std::string owners(journal& j) {
  std::string text;
  for (const auto& [owner, n] : j.count().value().conversations)
    text += owner + "=" + std::to_string(n) + " ";
  return text;
}

constexpr forget_before everything{100, 100, 100, 100};

} // namespace

SCENARIO("what is old goes and what is young stays, whatever the size of the pages") {
  for (std::size_t most : {1, 3, 100}) {
    GIVEN("three talks with an old and a young step each, pages of " << most) {
      fresh j;
      for (const std::string c : {"a", "b", "c"}) {
        commit_one(*j, old_step(c, 10));
        commit_one(*j, old_step(c, 200, 2));
      }
      WHEN("a pass is made") {
        const auto gone = pass(*j, everything, most);
        THEN("each old row is gone, once, and each young one is there") {
          CHECK_EQ(gone, "transcript=3 links=0 events=3 dead_letters=0 conversations=0");
          for (const std::string c : {"a", "b", "c"}) {
            CHECK_EQ(lines_of(*j, c), "m2");
            CHECK_EQ(name_of(commit_one(*j, old_step(c, 300, 2))), "overtaken");
          }
          CHECK_EQ(pass(*j, everything, most),
                   "transcript=0 links=0 events=0 dead_letters=0 conversations=0");
        }
      }
    }
  }
}

SCENARIO("a kind that is kept for ever is not touched") {
  GIVEN("an old talk with a dead letter") {
    fresh j;
    auto s = old_step("a", 10);
    s.dead = {{"a", "command:1", 10, "say", "refused", "text"}};
    commit_one(*j, s);
    commit_one(*j, old_step("young", 500));
    WHEN("one kind at a time is to go") {
      const auto none = pass(*j, {});
      const auto lines = pass(*j, {.transcript = 100});
      const auto ids = pass(*j, {.events = 100});
      const auto letters = pass(*j, {.dead_letters = 100});
      THEN("no other does; the copies' ids go with the lines of a quiet talk") {
        CHECK_EQ(none, "transcript=0 links=0 events=0 dead_letters=0 conversations=0");
        CHECK_EQ(lines, "transcript=1 links=1 events=0 dead_letters=0 conversations=0");
        CHECK_EQ(ids, "transcript=0 links=0 events=1 dead_letters=0 conversations=0");
        CHECK_EQ(letters, "transcript=0 links=0 events=0 dead_letters=1 conversations=0");
        CHECK_EQ(owners(*j), "nobody=2 ");
      }
    }
  }
}

SCENARIO("what is unfinished is never touched") {
  GIVEN("old talks that wait for an agent, have one, have a command, a timer or a dead letter") {
    fresh j;
    auto with = [&](const std::string& c, auto change) {
      auto s = old_step(c, 10);
      change(s);
      commit_one(*j, s);
    };
    with("agent", [](step& s) { s.owner = "agent"; });
    with("queue", [](step& s) { s.owner = "queue"; });
    with("command", [](step& s) { s.commands = {command(1, "p")}; });
    with("timer", [](step& s) { s.armed = {{"idle", 1, 9}}; });
    with("letter", [](step& s) { s.dead = {{"letter", "command:1", 500, "say", "no", "p"}}; });
    with("bot", [](step& s) { s.owner = "bot"; });
    with("over", [](step&) {});
    with("young", [](step& s) { s.at = s.transcript.front().at = 500; });
    WHEN("a pass is made") {
      const auto gone = pass(*j, everything);
      THEN("those with an agent or a command keep all, the others their record; one that is over "
           "goes") {
        CHECK_EQ(gone, "transcript=4 links=4 events=4 dead_letters=0 conversations=1");
        for (const std::string c : {"agent", "queue", "command"}) {
          CHECK_EQ(lines_of(*j, c), "m1");
          CHECK_EQ(j->links_of_user(c, "m1").value().size(), 1u);
          CHECK_EQ(name_of(commit_one(*j, old_step(c, 20, 2))), "committed");
        }
        CHECK_EQ(waiting(*j, "command"), "p");
        CHECK_EQ(j->load("timer").value()->timers.size(), 1u);
        for (const std::string c : {"timer", "letter", "bot"}) CHECK(j->load(c).value());
        CHECK(!j->load("over").value());
        CHECK_EQ(j->find("desk:over").value(), "");
        CHECK_EQ(owners(*j), "bot=1 nobody=6 ");
      }
    }
  }
}

SCENARIO("a talk that was forgotten begins anew, and is not taken for the old one") {
  GIVEN("a talk with a case that is over, forgotten but for the case") {
    fresh j;
    auto first = old_step("a", 10);
    first.event_ids = {"m", "done:1"};
    commit_one(*j, first);
    CHECK_EQ(j->open_case({"a", 3, "handoff", "u", "t", 10}).value(), 1u);
    CHECK_EQ(pass(*j, {.conversations = 100}),
             "transcript=0 links=0 events=0 dead_letters=0 conversations=1");
    WHEN("the member writes again") {
      auto again = old_step("a", 200);
      again.event_ids = {"done:1"};
      const auto verdict = commit_one(*j, again);
      THEN("its commands begin at 1, its lines at version 1, its case is a new one") {
        CHECK_EQ(name_of(verdict), "committed");
        CHECK_EQ(j->open_case({"a", 3, "handoff", "u", "t", 200}).value(), 2u);
        CHECK_EQ(owners(*j), "nobody=1 ");
      }
    }
  }
}

SCENARIO("markers of commit groups go with the ids of events") {
  GIVEN("journals that wrote a group each and were closed") {
    fresh j;
    commit_one(*j, old_step("a", 10));
    for (int i = 0; i < 3; ++i) {
      auto other = std::move(open(j.where->url(), {}));
      if (!other) break; // a file has one owner, and no markers
      commit_one(**other, old_step("b" + std::to_string(i), 10));
    }
    WHEN("a pass is made and one more group is written") {
      pass(*j, everything);
      commit_one(*j, old_step("c", 300));
      j.store.reset();
      THEN("only the newest group's is left") {
        const auto left = j.where->ask("SELECT event FROM events WHERE conversation = ''");
        CHECK_EQ(left.size(), on_postgres() ? 1u : 0u);
      }
    }
  }
}
