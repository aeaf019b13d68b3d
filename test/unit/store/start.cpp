#include "store/sqlite/explain.hpp"
#include "test/unit/config/scratch.hpp"
#include "test/unit/store/holder.hpp"
#include "test/unit/store/refusal.hpp"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <cerrno>

#define CAF_SUITE store_start
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

std::string content(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// A closed store with so many steps.
void make_store(const std::string& path, std::uint64_t steps) {
  auto j = std::move(open("sqlite:" + path, {}).value());
  for (std::uint64_t v = 1; v <= steps; ++v) {
    auto s = step_of("c", v, {"event-" + std::to_string(v)});
    s.transcript = {line("m", std::string(500, 'x'))};
    commit_one(*j, s);
  }
}

/// Writes over the second half of the file.
void tear(const std::string& path) {
  const auto middle = std::filesystem::file_size(path) / 4096 / 2 * 4096;
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(static_cast<std::streamoff>(middle));
  file << std::string(std::filesystem::file_size(path) - middle, '\xa5');
}

void change(const std::string& path, const std::string& sql) {
  SQLite::Database db{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  db.exec(sql);
}

} // namespace

SCENARIO("torn pages are found when the store is opened") {
  GIVEN("a store whose second half is torn") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("torn.db");
    make_store(path, 1000); // the schema's own pages stand in the first half
    tear(path);
    const auto torn = content(path);
    WHEN("it is opened") {
      const auto why = refusal("sqlite:" + path);
      THEN("it is refused by name with the mend, and left as it is") {
        CHECK(says(why, "damaged: store " + path + ": the database is damaged; restore a backup"));
        CHECK(content(path) == torn);
      }
    }
    WHEN("the store is too large to be read through at the start") {
      open_options large;
      large.look_through = 4096;
      auto opened = open("sqlite:" + path, large);
      THEN("the start does not wait, and reading the page is a failure that stops") {
        REQUIRE(opened.has_value());
        auto lines = (*opened)->transcript("c", 1000);
        REQUIRE(!lines.has_value());
        CHECK(must_stop(lines.error().kind));
      }
    }
  }
}

SCENARIO("of a damaged store nothing is changed, so that what is left can be saved") {
  GIVEN("a killed node whose file is torn and whose log holds its last commits") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("torn.db");
    make_store(path, 100);
    {
      holder node{"sqlite:" + path, 101, 101};
      REQUIRE(node.ready());
    }
    tear(path);
    const auto file = content(path), log = content(path + "-wal");
    REQUIRE(!log.empty());
    WHEN("it is opened") {
      const auto why = refusal("sqlite:" + path);
      THEN("it is refused, and neither the file nor its log has changed") {
        CHECK(says(why, "damaged: "));
        CHECK(content(path) == file);
        CHECK(content(path + "-wal") == log);
      }
    }
  }
}

SCENARIO("another program's database is refused and not touched") {
  GIVEN("an SQLite database with songs, and a store of a newer flexcord") {
    flexcord::test::scratch_folder folder;
    const auto songs = folder.path("songs.db"), newer = folder.path("newer.db");
    change(songs, "CREATE TABLE songs (a TEXT); INSERT INTO songs VALUES ('la')");
    change(newer, "CREATE TABLE schema_version (version BIGINT); INSERT INTO schema_version VALUES "
                  "(999)");
    const auto songs_before = content(songs), newer_before = content(newer);
    WHEN("each is opened") {
      const auto foreign = refusal("sqlite:" + songs), ahead = refusal("sqlite:" + newer);
      THEN("each is refused, and not a byte of it has changed") {
        CHECK(says(foreign, "damaged: store " + songs + ": this database belongs to another"));
        CHECK(says(ahead, "unusable: store " + newer + ": made by a newer flexcord"));
        CHECK(content(songs) == songs_before);
        CHECK(content(newer) == newer_before);
        CHECK(!std::filesystem::exists(songs + "-wal"));
      }
    }
  }
}

SCENARIO("a log without its store is not thrown away") {
  GIVEN("a killed node whose store was moved, or emptied, and the log left behind") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("a.db");
    {
      holder node{"sqlite:" + path, 5};
      REQUIRE(node.ready());
    }
    REQUIRE(std::filesystem::file_size(path + "-wal") > 0u);
    std::filesystem::rename(path, folder.path("moved.db"));
    WHEN("it is opened without the file, with an empty one, and with the file put back") {
      const auto without = refusal("sqlite:" + path);
      folder.write("a.db", "");
      const auto empty = refusal("sqlite:" + path);
      std::filesystem::rename(folder.path("moved.db"), path);
      auto back = open("sqlite:" + path, {});
      THEN("the first two are refused, and nothing is lost") {
        CHECK(says(without, "the file is missing but " + path + "-wal holds commits"));
        CHECK(says(empty, "the file is empty but " + path + "-wal holds commits"));
        REQUIRE(back.has_value());
        CHECK_EQ((*back)->load("c").value()->version, 5u);
      }
    }
  }
}

SCENARIO("a store that is removed or replaced under a running node takes nothing more") {
  GIVEN("open stores") {
    flexcord::test::scratch_folder folder;
    const char* ways[] = {"removed", "replaced", "without its log"};
    for (std::string way : ways) {
      WHEN("one is " << way) {
        const auto path = folder.path(way + ".db");
        auto j = std::move(open("sqlite:" + path, {}).value());
        commit_one(*j, step_of("c", 1));
        std::filesystem::remove(path + (way == "without its log" ? "-wal" : ""));
        if (way == "replaced") make_store(folder.path("other.db"), 1);
        if (way == "replaced") std::filesystem::rename(folder.path("other.db"), path);
        const auto next = step_of("c", 2);
        const auto got = j->commit({&next, 1});
        const auto put = j->put("a", "b");
        THEN("the next commit fails for good") {
          REQUIRE(!got.has_value());
          CHECK(must_stop(got.error().kind));
          CHECK(says(got.error().detail, path + ": the file was removed or replaced"));
          CHECK(!put.has_value());
        }
      }
    }
  }
}

SCENARIO("a store that somebody writes to is refused, and the one in the way is named") {
  GIVEN("another process that has the store") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("a.db");
    holder node{"sqlite:" + path, 1};
    REQUIRE(node.ready());
    WHEN("it is opened") {
      const auto why = refusal("sqlite:" + path);
      THEN("file, process and mend are told, and it works once that process is gone") {
        CHECK(says(why, "unavailable: store " + path + ": in use by another process, process " +
                            std::to_string(node.id()) + " ("));
        CHECK(says(why, "only one flexcord may open it; end that process"));
        node.end();
        CHECK_EQ(refusal("sqlite:" + path), "opened");
      }
    }
  }
  GIVEN("a program that only reads it") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("b.db");
    make_store(path, 1);
    SQLite::Database reader{path, SQLite::OPEN_READWRITE};
    reader.exec("BEGIN IMMEDIATE");
    WHEN("it is opened") {
      THEN("it is refused too, until the other is done") {
        CHECK(says(refusal("sqlite:" + path), "in use by another process"));
        reader.exec("COMMIT");
      }
    }
  }
}

SCENARIO("which failures may pass and which never will is decided by their code") {
  GIVEN("SQLite's codes") {
    struct row {
      int code, system;
      failure_kind kind;
      const char* cause;
    };
    // clang-format off
    const row rows[] = {
      {SQLITE_BUSY,     0,      failure_kind::unavailable, "in use by another process"},
      {SQLITE_FULL,     ENOSPC, failure_kind::unavailable, "the disk is full"},
      {SQLITE_IOERR,    EIO,    failure_kind::unavailable, "reading or writing failed"},
      {SQLITE_IOERR,    EDQUOT, failure_kind::unavailable, "the disk is full"},
      {SQLITE_IOERR,    EFBIG,  failure_kind::unavailable, "the disk is full"},
      {SQLITE_READONLY, EROFS,  failure_kind::unusable,    "no permission to write"},
      {SQLITE_CANTOPEN, EACCES, failure_kind::unusable,    "cannot be opened"},
      {SQLITE_CORRUPT,  0,      failure_kind::damaged,     "the database is damaged"},
      {SQLITE_NOTADB,   0,      failure_kind::damaged,     "this file is not an SQLite database"},
      {SQLITE_MISUSE,   0,      failure_kind::unavailable, "the call failed"},
    };
    // clang-format on
    WHEN("each is explained") {
      THEN("only damage stops a node") {
        for (const auto& r : rows) {
          const auto f = sqlite::explain(r.code, r.system, "words", "/a.db");
          CHECK(f.kind == r.kind);
          CHECK_EQ(f.cause, r.cause);
          CHECK(says(f.detail, std::string{"store /a.db: "} + r.cause));
          CHECK_EQ(must_stop(f.kind), r.kind == failure_kind::damaged);
        }
      }
    }
  }
}
