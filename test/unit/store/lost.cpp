#include "test/unit/store/builders.hpp"
#include "test/unit/store/proxy.hpp"
#include "test/unit/store/refusal.hpp"
#include "test/unit/store/server.hpp"

#define CAF_SUITE store_lost
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;
using fault = proxy::fault;

namespace {

/// A journal whose line to the server breaks when a test says so.
struct bad_line {
  place where{true};
  proxy line{server_port()};
  std::unique_ptr<journal> store = std::move(
      open(where.url(line.port()), {.patience = std::chrono::milliseconds{2000}}).value());
  journal& operator*() const { return *store; }
  journal* operator->() const { return store.get(); }
};

std::vector<step> two_steps() {
  std::vector<step> group{step_of("a", 1, {"x"}), step_of("b", 1, {"y"})};
  group[0].commands = {command(1, "one")};
  group[1].commands = {command(1, "two")};
  return group;
}

/// "committed duplicate", or the kind of the failure.
std::string outcome(const result<std::vector<verdict>>& r) {
  if (r) return names_of(*r);
  return r.error().kind == failure_kind::unavailable ? "unavailable" : "unusable";
}

std::string owners(journal& j) {
  std::string text;
  for (const auto& [owner, n] : j.count().value().conversations)
    text += owner + "=" + std::to_string(n);
  return text;
}

} // namespace

SCENARIO("a connection that ended between two calls is not noticed") {
  GIVEN("a journal whose connection the server has ended") {
    place where{true};
    auto j = std::move(open(where.url(), {}).value());
    commit_one(*j, step_of("c", 1, {"a"}));
    WHEN("it is used again, each time after the connection was ended") {
      THEN("every call works") {
        CHECK_EQ(disconnect(where.name()), 1u);
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 2, {"b"}))), "committed");
        CHECK_EQ(disconnect(where.name()), 1u);
        CHECK_EQ(j->load("c").value()->version, 2u);
        CHECK_EQ(disconnect(where.name()), 1u);
        CHECK_EQ(j->open_case({"c", 1, "bug", "1", "t", 1}).value(), 1u);
        CHECK_EQ(disconnect(where.name()), 1u);
        CHECK(j->put("name", "value").has_value());
      }
    }
  }
}

SCENARIO("a group whose answer is lost is answered as what became of it") {
  for (auto f : {fault::before, fault::within, fault::after, fault::silent}) {
    GIVEN("a line that breaks before, within, after the answer, or swallows it") {
      bad_line j;
      WHEN("a group is committed") {
        j.line.fail(f);
        const auto got = outcome(j->commit(two_steps()));
        THEN("all of it is stored, once") {
          CHECK(j.line.failed());
          CHECK_EQ(got, "committed committed");
          CHECK_EQ(waiting(*j, "a"), "one");
          CHECK_EQ(owners(*j), "bot=2");
          CHECK_EQ(outcome(j->commit(two_steps())), "overtaken overtaken");
        }
      }
    }
  }
}

SCENARIO("a refused step stays refused when the answer is lost") {
  GIVEN("a conversation that has seen an event") {
    bad_line j;
    commit_one(*j, step_of("a", 1, {"x"}));
    WHEN("the event comes again beside a new one and an old copy, and the last answer is lost") {
      std::vector<step> group{step_of("a", 2, {"x"}), step_of("a", 2, {"y"}),
                              step_of("a", 2, {"z"})};
      // After a look goes out what may be committed.
      j.line.fail(fault::after, 1);
      const auto got = outcome(j->commit(group));
      THEN("it is written no more than on an unbroken line, and its caller is to load anew") {
        CHECK(j.line.failed());
        CHECK_EQ(got, "overtaken committed conflict");
        CHECK_EQ(j->load("a").value()->version, 2u);
      }
    }
  }
}

SCENARIO("while the server is away nothing is told, and then the truth") {
  for (auto f : {fault::before, fault::after}) {
    GIVEN("a group whose answer was lost, and a server that cannot be reached since") {
      bad_line j;
      j.line.fail(f);
      // Down as soon as the line is broken: no try in between gets through.
      j.line.then_down();
      const auto first = outcome(j->commit(two_steps()));
      const auto second = outcome(j->commit(two_steps()));
      const auto read = j->load("a");
      WHEN("it is back, and the steps come again one by one among others") {
        j.line.up();
        auto group = two_steps();
        std::vector<step> one{step_of("c", 1, {"z"}), group[0]};
        const auto mixed = outcome(j->commit(one));
        const auto rest = name_of(commit_one(*j, group[1]));
        THEN("each is committed, and a third time known") {
          CHECK(j.line.failed());
          CHECK_EQ(first, "unavailable");
          CHECK_EQ(second, "unavailable");
          CHECK(!read.has_value());
          CHECK_EQ(mixed, "committed committed");
          CHECK_EQ(rest, "committed");
          CHECK_EQ(waiting(*j, "a"), "one");
          CHECK_EQ(waiting(*j, "b"), "two");
          CHECK_EQ(owners(*j), "bot=3");
          CHECK_EQ(name_of(commit_one(*j, group[0])), "overtaken");
          CHECK_EQ(name_of(commit_one(*j, group[1])), "overtaken");
        }
      }
    }
  }
}

SCENARIO("a group that was given up can no longer be committed behind our back") {
  GIVEN("a group that is stuck in the line until its sender gave up") {
    bad_line j;
    j.line.fail(fault::held);
    auto group = two_steps();
    const auto got = outcome(j->commit(group));
    auto next = step_of("a", 2, {"later"});
    next.done = {1};
    commit_one(*j, next);
    WHEN("the line lets it go after all") {
      j.line.release();
      THEN("the server refuses it") {
        CHECK_EQ(got, "committed committed");
        CHECK_EQ(j->load("a").value()->version, 2u);
        CHECK_EQ(waiting(*j, "a"), "");
        CHECK_EQ(waiting(*j, "b"), "two");
      }
    }
  }
}

SCENARIO("a server that does not answer holds nobody for longer than its patience") {
  GIVEN("a row that somebody else has locked") {
    bad_line j;
    REQUIRE_EQ(j->open_case({"a", 1, "bug", "1", "t", 1}).value(), 1u);
    rival other{j.where.name()};
    WHEN("a case is to be opened") {
      other.say("BEGIN");
      other.say("SELECT * FROM counters FOR UPDATE");
      const auto stuck = j->open_case({"b", 1, "bug", "1", "t", 1});
      other.say("COMMIT");
      THEN("the call fails, and works when the row is free") {
        REQUIRE(!stuck.has_value());
        CHECK(stuck.error().kind == failure_kind::unavailable);
        CHECK(says(stuck.error().detail, "a statement took too long"));
        CHECK_EQ(j->open_case({"b", 1, "bug", "1", "t", 1}).value(), 2u);
      }
    }
  }
}
