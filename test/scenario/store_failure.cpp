#define CAF_SUITE store_failure
#include "test/scenario/world.hpp"

#include "config/log.hpp"
#include "test/support/faulty_disk.hpp"
#include "test/unit/config/scratch.hpp"

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::conversation;
using fault = test::faulty_disk::fault;

namespace {

/// A disk that can fail, and what the journal logs of it.
struct shaky_place {
  shaky_place() {
    log::capture([this](log::level, const std::string& line) {
      if (line.find("component=journal") != line.npos) lines.push_back(line);
    });
  }
  ~shaky_place() { log::capture({}); }
  std::size_t logged(const std::string& event) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(lines, [&](auto& l) { return l.find("event=" + event) != l.npos; }));
  }
  test::scratch_folder folder;
  test::faulty_disk disk;
  std::vector<std::string> lines;
};

struct fixture : shaky_place, world_fixture {
  fixture() : world_fixture("sqlite:" + folder.path("a.db")) {}
  ~fixture() { disk.set(fault::none); }

  /// A member writes; nobody waits for the acknowledgement.
  void write(const std::string& id) {
    envelope e;
    e.conversation = key;
    e.id = "m:" + id;
    e.at = now;
    e.what = user_wrote{id, "hello " + id, {}, {}, {"5", "Ada", "en-US"}};
    sys.spawn([this, e = std::move(e), r = router](caf::event_based_actor* me) {
      me->request(r, caf::infinite, e).then([this] { ++acknowledged; }, [](const caf::error&) {});
    });
    consume_messages();
  }
  /// Whether the journal takes a note of the gateway's.
  bool notes() {
    auto answer = self->request(journal, caf::infinite, write_value{"gateway", "x"});
    consume_messages();
    bool did = false;
    answer.receive([&] { did = true; }, [](const caf::error&) {});
    return did;
  }
  bool reads() {
    auto answer = self->request(journal, caf::infinite, read_counts{});
    consume_messages();
    bool did = false;
    answer.receive([&](const journal_counts&) { did = true; }, [](const caf::error&) {});
    return did;
  }
  std::string texts() {
    auto answer = self->request(journal, caf::infinite, read_transcript{key, 100});
    consume_messages();
    std::string all;
    answer.receive(
        [&](transcript_lines& l) {
          for (auto& r : l.rows) all += r.text + '|';
        },
        [](const caf::error&) {});
    return all;
  }
  void wait(int pauses) {
    for (int i = 0; i < pauses; ++i) {
      advance_time(std::chrono::seconds(5));
      consume_messages();
    }
  }
  int acknowledged = 0;
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO(
    "while the disk is full nothing is acknowledged, and all of it is taken when there is room") {
  GIVEN("a member who writes three times on a full disk") {
    write("0");
    REQUIRE_EQ(acknowledged, 1);
    asked.seen.clear();
    disk.set(fault::full);
    for (auto id : {"1", "2", "3"}) write(id);
    WHEN("it is tried many times in vain") {
      wait(20);
      THEN("nobody is told that it is stored, and the trouble is told once") {
        CHECK_EQ(acknowledged, 1);
        CHECK(asked.seen.empty());
        CHECK_EQ(store_state->trouble(), "the disk is full");
        CHECK_EQ(logged("store-failed"), 1u);
        CHECK(disk.struck() > 5u);
        CHECK_EQ(damages, 0);
      }
      WHEN("there is room again") {
        disk.set(fault::none);
        wait(1);
        THEN("everything is taken once, in order, without anybody's help") {
          CHECK_EQ(acknowledged, 4);
          CHECK_EQ(store_state->trouble(), "");
          CHECK_EQ(logged("store-recovered"), 1u);
          CHECK_EQ(texts(), "hello 0|hello 1|hello 2|hello 3|");
        }
      }
    }
  }
}

SCENARIO("reading that works does not hide that writing fails") {
  GIVEN("a full disk that a member found") {
    write("0");
    disk.set(fault::full);
    write("1");
    WHEN("the metrics page is read") {
      const bool read = reads();
      THEN("it is read, and the node is not ready all the same") {
        CHECK(read);
        CHECK_EQ(store_state->trouble(), "the disk is full");
        CHECK_EQ(logged("store-recovered"), 0u);
      }
    }
    disk.set(fault::none);
  }
}

SCENARIO("a store that fails while nobody writes is found to work again") {
  GIVEN("a disk on which a note of the gateway's could not be written") {
    disk.set(fault::broken);
    REQUIRE(!notes());
    CHECK_EQ(store_state->trouble(), "reading or writing failed");
    WHEN("the disk works again and nobody writes anything") {
      disk.set(fault::none);
      wait(1);
      THEN("the node is ready again") { CHECK_EQ(store_state->trouble(), ""); }
    }
  }
}

SCENARIO("a damaged store ends the node, and nothing more is asked of it") {
  GIVEN("a node whose store was removed under it") {
    write("0");
    std::filesystem::remove(folder.path("a.db"));
    WHEN("members go on writing") {
      for (auto id : {"1", "2"}) write(id);
      const auto writes = disk.writes();
      wait(5);
      const bool noted = notes();
      THEN("nothing is acknowledged or written, and the node is told once to end, and why") {
        CHECK_EQ(acknowledged, 1);
        CHECK(!noted);
        CHECK_EQ(disk.writes(), writes);
        CHECK_EQ(damages, 1);
        CHECK_EQ(logged("store-damaged"), 1u);
        CHECK(store_state->damage().find(folder.path("a.db")) != std::string::npos);
        CHECK_EQ(store_state->trouble(), "the file was removed or replaced while it was in use");
      }
    }
  }
}

END_FIXTURE_SCOPE()

SCENARIO("what is told of a store changes only when the store changes") {
  GIVEN("a store that works") {
    using use = store_condition::use;
    using news = store_condition::news;
    store_condition c;
    const store::failure full{store::failure_kind::unavailable, "store a: full", "full"};
    const store::failure io{store::failure_kind::unavailable, "store a: io", "io"};
    const store::failure gone{store::failure_kind::damaged, "store a: gone", "gone"};
    WHEN("it fails, fails otherwise, reads, and writes") {
      THEN("each change is news once") {
        CHECK(c.worked(use::write) == news::none);
        CHECK(c.failed(use::write, full) == news::failing);
        CHECK(c.failed(use::write, full) == news::none);
        CHECK(c.failed(use::read, full) == news::none);
        CHECK(c.failed(use::write, io) == news::failing);
        CHECK(c.worked(use::read) == news::none);
        CHECK(!c.fine());
        CHECK_EQ(c.failures(), 4u);
        CHECK(c.worked(use::write) == news::recovered);
        CHECK(c.fine());
        CHECK_EQ(c.failures(), 0u);
        CHECK(c.failed(use::read, io) == news::failing);
        CHECK(c.worked(use::read) == news::recovered);
        CHECK(c.failed(use::read, gone) == news::damaged);
        CHECK(c.failed(use::write, gone) == news::none);
        CHECK(c.worked(use::write) == news::none);
        CHECK(c.damaged());
        CHECK(!c.fine());
      }
    }
  }
}
