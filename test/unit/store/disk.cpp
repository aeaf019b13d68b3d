#include "test/support/faulty_disk.hpp"
#include "test/unit/config/scratch.hpp"
#include "test/unit/store/builders.hpp"
#include "test/unit/store/refusal.hpp"

#define CAF_SUITE store_disk
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;
using flexcord::test::faulty_disk;
using fault = faulty_disk::fault;

namespace {

/// A step with something in every queue, so that it touches several pages.
step rich_step(std::uint64_t version) {
  auto s = step_of("c", version, {"e" + std::to_string(version)});
  s.commands = {command(version, "p" + std::to_string(version))};
  s.transcript = {line("m" + std::to_string(version), std::string(3000, 'x'))};
  return s;
}

result<std::vector<verdict>> try_to(journal& j, const step& s) { return j.commit({&s, 1}); }

} // namespace

SCENARIO("a full disk or a failing one stores nothing, and the same step is stored once it works") {
  GIVEN("an open store on a disk that can fail") {
    struct kind {
      fault what;
      const char* words;
    };
    for (auto [what, words] :
         {kind{fault::full, "the disk is full"}, kind{fault::broken, "reading or writing failed"},
          kind{fault::unsynced, "reading or writing failed"}}) {
      flexcord::test::scratch_folder folder;
      const auto url = "sqlite:" + folder.path("a.db");
      faulty_disk disk;
      std::uint64_t failures = 0;
      WHEN("each write of a step fails in turn with: " << words) {
        {
          auto j = std::move(open(url, {}).value());
          commit_one(*j, rich_step(1));
          std::uint64_t version = 1;
          for (std::uint64_t nth = 0; nth < 40; ++nth) {
            disk.set(what, nth);
            const auto got = try_to(*j, rich_step(version + 1));
            const bool stored = got.has_value();
            const bool hit = disk.struck() > 0;
            disk.set(fault::none);
            CHECK(stored != hit); // an error that SQLite could not hide is told, and only that
            if (!stored) {
              ++failures;
              CHECK(got.error().kind == failure_kind::unavailable);
              CHECK(!must_stop(got.error().kind));
              CHECK(says(got.error().detail, words));
              CHECK_EQ(got.error().cause, words);
              CHECK_EQ(j->load("c").value()->version, version);
              CHECK_EQ(name_of(commit_one(*j, rich_step(version + 1))), "committed");
            }
            ++version;
          }
        }
        THEN("nothing is lost or doubled") {
          CHECK(failures > 0);
          auto j = std::move(open(url, {}).value());
          CHECK_EQ(j->load("c").value()->version, 41u);
          CHECK_EQ(j->load("c").value()->outbox.size(), 41u);
          CHECK_EQ(j->transcript("c", 100).value().size(), 41u);
        }
      }
    }
  }
}

SCENARIO("a disk that is full at the first start leaves nothing half made") {
  GIVEN("a place without room") {
    flexcord::test::scratch_folder folder;
    const auto url = "sqlite:" + folder.path("a.db");
    faulty_disk disk;
    const auto before = disk.writes();
    { REQUIRE(open("sqlite:" + folder.path("b.db"), {}).has_value()); }
    const auto writes = disk.writes() - before;
    REQUIRE(writes > 4u);
    WHEN("the room ends at each write of the start in turn") {
      for (std::uint64_t nth = 0; nth < writes; ++nth) {
        disk.set(fault::full, nth);
        const auto why = refusal(url);
        const bool hit = disk.struck() > 0;
        disk.set(fault::none);
        if (hit && why != "opened") CHECK(says(why, "unavailable: store " + folder.path("a.db")));
        if (hit && why != "opened") CHECK(says(why, "the disk is full; make room"));
      }
      THEN("the next start with room makes the store") {
        auto j = std::move(open(url, {}).value());
        CHECK_EQ(name_of(commit_one(*j, rich_step(1))), "committed");
      }
    }
  }
}

SCENARIO("a disk that cannot read is waited for, one that gives garbage is not") {
  GIVEN("a store that is opened on such a disk") {
    flexcord::test::scratch_folder folder;
    const auto url = "sqlite:" + folder.path("a.db");
    faulty_disk disk;
    {
      auto j = std::move(open(url, {}).value());
      for (std::uint64_t v = 1; v <= 30; ++v) commit_one(*j, rich_step(v));
    }
    WHEN("reading fails, and then gives something else than was written") {
      disk.set(fault::unreadable);
      const auto unread = refusal(url);
      disk.set(fault::garbled, 2);
      const auto garbled = refusal(url);
      disk.set(fault::none);
      THEN("the first may pass, the second is damage, and neither changed the file") {
        CHECK(says(unread, "unavailable: "));
        CHECK(says(unread, "reading or writing failed"));
        CHECK(says(garbled, "damaged: "));
        CHECK_EQ(open(url, {}).value()->load("c").value()->version, 30u);
      }
    }
  }
}
