#include "test/unit/config/scratch.hpp"
#include "test/unit/store/holder.hpp"
#include "test/unit/store/refusal.hpp"

#include <SQLiteCpp/Database.h>

#include <sys/stat.h>
#include <unistd.h>

#define CAF_SUITE store_file
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

SCENARIO("files that are no store are refused by name") {
  GIVEN("a text file, a folder and a missing folder") {
    flexcord::test::scratch_folder folder;
    const auto text = folder.write("text.db", std::string(4096, 'x'));
    WHEN("each is opened") {
      THEN("the reason is clear") {
        CHECK(says(refusal("sqlite:" + text), "not an SQLite database"));
        CHECK(says(refusal("sqlite:" + folder.path("")), "is a folder"));
        CHECK(says(refusal("sqlite:" + folder.path("no/such/a.db")), "does not exist"));
        CHECK(says(refusal("sqlite:"), "names no file"));
        CHECK(says(refusal("mysql://me:pass@db/x"), "\"mysql\""));
        CHECK_EQ(refusal("mysql://me:pass@db/x").find("pass"), std::string::npos);
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
          CHECK(loaded.error().kind == failure_kind::damaged);
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
