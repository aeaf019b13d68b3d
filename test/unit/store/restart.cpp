#include "test/unit/store/builders.hpp"

#include <cstdlib>
#include <future>

#define CAF_SUITE store_restart
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

bool restart(const std::string& mode) {
  const auto command = required("FLEXCORD_TEST_POSTGRES_RESTART") + " " + mode;
  return std::system(command.c_str()) == 0;
}

step next_step(std::uint64_t version) {
  auto s = step_of("c", version, {"e" + std::to_string(version)});
  s.commands = {command(version, "p" + std::to_string(version))};
  s.done = {version - 1};
  s.transcript = {line("m" + std::to_string(version), "text")};
  return s;
}

/// Asks until the store answers, as the journal actor does.
std::string committed_at_last(journal& j, const step& s) {
  std::vector<step> group{s};
  for (;;) {
    const auto verdicts = j.commit(group);
    if (verdicts) return names_of(*verdicts);
    if (verdicts.error().kind != failure_kind::unavailable) return verdicts.error().detail;
  }
}

} // namespace

SCENARIO("a server that restarts while steps are committed loses none and doubles none") {
  for (const std::string mode : {"fast", "immediate"}) {
    GIVEN("a journal that commits one step after the other") {
      place where{true};
      auto j = std::move(open(where.url(), {}).value());
      CHECK_EQ(committed_at_last(*j, next_step(1)), "committed");
      WHEN("the server restarts " << mode << " three times meanwhile") {
        auto restarts = std::async(std::launch::async,
                                   [&] { return restart(mode) && restart(mode) && restart(mode); });
        std::uint64_t version = 1;
        std::string got = "committed";
        using namespace std::chrono_literals;
        while (got == "committed" && restarts.wait_for(0s) != std::future_status::ready)
          got = committed_at_last(*j, next_step(++version));
        const bool worked = restarts.get();
        const auto last = committed_at_last(*j, next_step(version + 1));
        THEN("every step was told to be committed, and is") {
          const auto count = std::to_string(version + 1);
          CHECK(worked);
          CHECK_EQ(got, "committed");
          CHECK_EQ(last, "committed");
          CHECK_EQ(std::to_string(j->load("c").value()->version), count);
          CHECK_EQ(waiting(*j, "c"), "p" + count);
          CHECK_EQ(joined(where.ask("SELECT COUNT(*) FROM transcript")), count);
          CHECK_EQ(joined(where.ask("SELECT COUNT(*) FROM events WHERE conversation <> ''")),
                   count);
        }
      }
    }
  }
}

SCENARIO("a server that restarts between calls is not noticed") {
  GIVEN("a journal with a stored step") {
    place where{true};
    auto j = std::move(open(where.url(), {}).value());
    CHECK_EQ(name_of(commit_one(*j, next_step(1))), "committed");
    WHEN("the server restarts") {
      const bool worked = restart("fast");
      const auto found = j->load("c");
      const auto verdict = committed_at_last(*j, next_step(2));
      THEN("the next calls work") {
        CHECK(worked);
        REQUIRE(found.has_value());
        CHECK_EQ((*found)->version, 1u);
        CHECK_EQ(verdict, "committed");
      }
    }
  }
}
