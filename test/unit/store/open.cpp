#include "store/schema.hpp"
#include "test/unit/config/scratch.hpp"
#include "test/unit/store/builders.hpp"

#include <SQLiteCpp/Database.h>

#include <sys/stat.h>
#include <unistd.h>

#define CAF_SUITE store_open
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

/// "<kind>: <detail>" of an open that must fail.
std::string refusal(const std::string& url) {
  auto opened = open(url, {});
  if (opened) return "opened";
  return (opened.error().kind == failure_kind::unusable ? "unusable: " : "unavailable: ") +
         opened.error().detail;
}

bool says(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return true;
  CAF_MESSAGE("expected \"" << part << "\" in \"" << text << "\"");
  return false;
}

} // namespace

SCENARIO("a store is found again with what was in it") {
  GIVEN("a file with a conversation and a case") {
    flexcord::test::scratch_folder folder;
    const auto url = "sqlite:" + folder.path("a.db");
    {
      auto j = std::move(open(url, {}).value());
      commit_one(*j, step_of("c", 1, {"e"}));
      REQUIRE_EQ(j->open_case({"c", 1, "bug", "1", "t", 1}).value(), 1u);
    }
    WHEN("it is opened again, relaxed this time") {
      auto j = std::move(open(url, {.durable = false}).value());
      THEN("it goes on where it was") {
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 2, {"e"}))), "duplicate");
        CHECK_EQ(name_of(commit_one(*j, step_of("c", 2, {"f"}))), "committed");
        CHECK_EQ(j->open_case({"c", 2, "bug", "1", "t", 1}).value(), 2u);
        REQUIRE_EQ(j->count().value().conversations.size(), 1u);
        CHECK_EQ(j->count().value().conversations[0].second, 1u);
      }
    }
  }
}

SCENARIO("a store made by a newer program is refused and left alone") {
  GIVEN("a store whose schema is one ahead") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("newer.db");
    { REQUIRE(open("sqlite:" + path, {}).has_value()); }
    const auto ahead = std::to_string(newest_schema() + 1);
    {
      SQLite::Database{path, SQLite::OPEN_READWRITE}.exec(
          "INSERT INTO schema_version (version) VALUES (" + ahead + ")");
    }
    WHEN("it is opened") {
      auto why = refusal("sqlite:" + path);
      THEN("the operator is told both versions") {
        CHECK(says(why, "unusable: "));
        CHECK(says(why, "newer flexcord (schema " + ahead));
        SQLite::Database db{path};
        CHECK_EQ(std::to_string(db.execAndGet("SELECT MAX(version) FROM schema_version").getInt()),
                 ahead);
      }
    }
  }
}

SCENARIO("files that are no store are refused by name") {
  GIVEN("a text file, another program's database, a folder and a missing folder") {
    flexcord::test::scratch_folder folder;
    const auto text = folder.write("text.db", std::string(4096, 'x'));
    const auto other = folder.path("other.db");
    {
      SQLite::Database{other, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
          "CREATE TABLE songs (a TEXT)");
    }
    WHEN("each is opened") {
      THEN("the reason is clear") {
        CHECK(says(refusal("sqlite:" + text), "not an SQLite database"));
        CHECK(says(refusal("sqlite:" + other), "belongs to another program"));
        CHECK(says(refusal("sqlite:" + folder.path("")), "is a folder"));
        CHECK(says(refusal("sqlite:" + folder.path("no/such/a.db")), "does not exist"));
        CHECK(says(refusal("sqlite:"), "names no file"));
        CHECK(says(refusal("postgresql://me:pass@db/x"), "\"postgresql\""));
        CHECK_EQ(refusal("postgresql://me:pass@db/x").find("pass"), std::string::npos);
      }
    }
  }
}

SCENARIO("a damaged store fails with a clear reason and does not crash") {
  GIVEN("a store whose pages after the first are overwritten") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("damaged.db");
    {
      auto j = std::move(open("sqlite:" + path, {}).value());
      for (std::uint64_t v = 1; v <= 50; ++v) commit_one(*j, step_of("c", v, {std::to_string(v)}));
    }
    {
      std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
      file.seekp(4096);
      file << std::string(std::filesystem::file_size(path) - 4096, '\xa5');
    }
    WHEN("it is opened and used") {
      auto opened = open("sqlite:" + path, {});
      THEN("the failure says that a person must act") {
        if (opened) {
          auto loaded = (*opened)->load("c");
          REQUIRE(!loaded.has_value());
          CHECK(loaded.error().kind == failure_kind::unusable);
          CHECK(says(loaded.error().detail, "damaged"));
          std::vector<step> group{step_of("d", 1)};
          CHECK(!(*opened)->commit(group).has_value());
        } else {
          CHECK(says(refusal("sqlite:" + path), "damaged"));
        }
      }
    }
  }
}

SCENARIO("a store without permission to write is refused") {
  GIVEN("a read-only store in a read-only folder, and a user who is not root") {
    flexcord::test::scratch_folder folder;
    const auto path = folder.path("ro/readonly.db");
    std::filesystem::create_directory(folder.path("ro"));
    { REQUIRE(open("sqlite:" + path, {}).has_value()); }
    chmod(folder.path("").c_str(), 0755);
    chmod(path.c_str(), 0444);
    chmod(folder.path("ro").c_str(), 0555);
    const bool root = geteuid() == 0;
    if (root) REQUIRE_EQ(seteuid(65534), 0);
    WHEN("it is opened") {
      auto why = refusal("sqlite:" + path);
      if (root) REQUIRE_EQ(seteuid(0), 0);
      chmod(folder.path("ro").c_str(), 0755);
      THEN("it is not opened, and the file is named") {
        CHECK(says(why, "unusable: "));
        CHECK(says(why, path));
      }
    }
  }
}
