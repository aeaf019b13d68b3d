#include "test/unit/config/scratch.hpp"
#include "test/unit/store/builders.hpp"

#include <SQLiteCpp/Database.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#define CAF_SUITE store_crash
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

/// A child process that opens the store, commits `steps` steps, says so, and waits to be killed
/// with the store open.
class holder {
public:
  holder(const std::string& url, std::uint64_t steps) {
    int ready[2];
    if (pipe(ready) != 0) std::abort();
    child_ = fork();
    if (child_ == 0) {
      auto j = open(url, {});
      if (!j) _exit(1);
      for (std::uint64_t v = 1; v <= steps; ++v) {
        auto s = step_of("c", v, {"e" + std::to_string(v)});
        s.commands = {command(v, "p" + std::to_string(v))};
        std::vector<step> group{s};
        if (!(*j)->commit(group)) _exit(2);
      }
      if (::write(ready[1], "y", 1) != 1) _exit(3);
      for (;;) pause();
    }
    close(ready[1]);
    char c = 0;
    ready_ = read(ready[0], &c, 1) == 1 && c == 'y';
    close(ready[0]);
  }
  ~holder() { end(); }
  bool ready() const { return ready_; }
  void end() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }

private:
  pid_t child_ = 0;
  bool ready_ = false;
};

} // namespace

SCENARIO("a second process on the same store is refused while the first lives") {
  GIVEN("a node with the store open") {
    flexcord::test::scratch_folder folder;
    const auto url = "sqlite:" + folder.path("shared.db");
    holder node{url, 1};
    REQUIRE(node.ready());
    WHEN("another process opens it, and again after the node was killed") {
      auto during = open(url, {});
      node.end();
      auto after = open(url, {});
      THEN("the first try says who is in the way, the second succeeds") {
        REQUIRE(!during.has_value());
        CHECK(during.error().kind == failure_kind::unavailable);
        CHECK_NE(during.error().detail.find("in use by another process"), std::string::npos);
        CHECK(after.has_value());
      }
    }
  }
}

SCENARIO("nothing committed is lost when the process is killed") {
  GIVEN("a node that was killed after forty commits") {
    flexcord::test::scratch_folder folder;
    const auto url = "sqlite:" + folder.path("killed.db");
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
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("fails.db");
    { REQUIRE(open("sqlite:" + path, {}).has_value()); }
    SQLite::Database{path, SQLite::OPEN_READWRITE}.exec(
        "CREATE TRIGGER poison BEFORE INSERT ON transcript WHEN NEW.text = 'poison' "
        "BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
    auto j = std::move(open("sqlite:" + path, {}).value());
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
