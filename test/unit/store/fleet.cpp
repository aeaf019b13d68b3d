#include "test/unit/store/builders.hpp"
#include "test/unit/store/refusal.hpp"

#include <future>
#include <set>

#define CAF_SUITE store_fleet
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

std::unique_ptr<journal> join(const place& where) {
  return std::move(open(where.url(), {}).value());
}

} // namespace

SCENARIO("nodes that start at the same moment on an empty database all find their tables") {
  GIVEN("an empty place") {
    place where{true};
    WHEN("six nodes open it at once") {
      std::vector<std::future<std::string>> nodes;
      for (int i = 0; i < 6; ++i)
        nodes.push_back(std::async(std::launch::async, [&] { return refusal(where.url()); }));
      THEN("each of them has the store") {
        for (auto& n : nodes) CHECK_EQ(n.get(), "opened");
        CHECK_EQ(joined(where.ask("SELECT COUNT(*) FROM counters")), "1");
      }
    }
  }
}

SCENARIO("of two nodes that write one conversation only one is right") {
  GIVEN("a conversation that two nodes know at version 1") {
    place where{true};
    auto one = join(where);
    auto two = join(where);
    commit_one(*one, step_of("c", 1, {"a"}));
    WHEN("both write the second version, and then each an event of the other's") {
      const auto first = name_of(commit_one(*one, step_of("c", 2, {"b"})));
      std::vector<step> late{step_of("c", 2, {"x"}), step_of("d", 1, {"y"})};
      const auto second = names_of(two->commit(late).value());
      const auto known = name_of(commit_one(*two, step_of("c", 3, {"b"})));
      const auto next = name_of(commit_one(*two, step_of("c", 3, {"x"})));
      const auto old = name_of(commit_one(*one, step_of("c", 3, {"z"})));
      THEN("the one that is late learns it") {
        CHECK_EQ(first, "committed");
        CHECK_EQ(second, "conflict committed");
        CHECK_EQ(known, "duplicate");
        CHECK_EQ(next, "committed");
        CHECK_EQ(old, "conflict");
        CHECK_EQ(one->load("c").value()->version, 3u);
      }
    }
  }
}

SCENARIO("nodes that write at the same moment lose nothing and number cases without gaps") {
  GIVEN("four nodes that share names and cases") {
    place where{true};
    { join(where); }
    auto work = [&](int node) {
      auto j = join(where);
      std::string got;
      for (std::uint64_t v = 1; v <= 20; ++v) {
        auto mine = step_of("c" + std::to_string(node), v, {std::to_string(v)});
        auto shared = step_of("d" + std::to_string(node), v);
        // Names that all take, in changing order: rows on which transactions meet.
        mine.aliases = {{"user:" + std::to_string(v % 3)}, {"user:" + std::to_string((v + 1) % 3)}};
        shared.aliases = {{"user:" + std::to_string((v + 2) % 3)}};
        std::vector<step> group{mine, shared};
        const auto verdicts = j->commit(group);
        if (!verdicts) return verdicts.error().detail;
        if (names_of(*verdicts) != "committed committed") return names_of(*verdicts);
        const auto number = j->open_case({mine.conversation, v, "bug", "1", "t", 1});
        if (!number) return number.error().detail;
      }
      return std::string{"all committed"};
    };
    WHEN("each commits twenty groups and opens twenty cases") {
      std::vector<std::future<std::string>> nodes;
      for (int i = 0; i < 4; ++i) nodes.push_back(std::async(std::launch::async, work, i));
      THEN("everything is there") {
        for (auto& n : nodes) CHECK_EQ(n.get(), "all committed");
        CHECK_EQ(joined(where.ask("SELECT COUNT(*), MIN(version) FROM conversations")), "8|20");
        CHECK_EQ(joined(where.ask("SELECT COUNT(*), MIN(number), MAX(number) FROM cases")),
                 "80|1|80");
        CHECK_EQ(joined(where.ask("SELECT COUNT(*) FROM events WHERE conversation <> ''")), "80");
      }
    }
  }
}
