#include "actors/chatbot/knowledge_shelf.hpp"
#include "test/unit/config/scratch.hpp"

#define CAF_SUITE knowledge_shelf
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using flexcord::test::scratch_folder;

namespace {

std::string article_text(const std::string& title, const std::string& body = "text") {
  return "---\ntitle: " + title + "\nurl: https://h.example/x\n---\n" + body + "\n";
}

std::string best(const knowledge_shelf& shelf, const std::string& text) {
  auto base = shelf.now();
  if (!base) return "no base";
  auto hits = base->search(text, "en", 3);
  return hits.empty() ? "none" : hits.front().title;
}

} // namespace

SCENARIO("what changes in the folder is shown without a restart (checklist 20)") {
  GIVEN("a shelf with two articles") {
    scratch_folder folder;
    folder.write("a.md", article_text("Dragons"));
    folder.write("en/b.md", article_text("Guilds"));
    folder.write("README.md", "about this folder");
    knowledge_shelf shelf{folder.path("")};
    const auto first = shelf.look();
    CHECK_EQ(first.added, 2u);
    CHECK_EQ(first.faults.size(), 0u);
    const auto before = shelf.now();
    WHEN("nothing changes, or a file is only touched") {
      folder.write("a.md", article_text("Dragons"));
      const auto none = shelf.look();
      THEN("nothing is made anew") {
        CHECK(!none.any());
        CHECK(shelf.now() == before);
      }
      {
        // One is rewritten in the same size, one goes and one comes.
        folder.write("a.md", article_text("Griffin"));
        std::filesystem::remove(folder.path("en/b.md"));
        folder.write("c.md", article_text("Harbours"));
        const auto news = shelf.look();
        THEN("the next search finds it so, and a search under way keeps what it has") {
          CHECK_EQ(news.added, 1u);
          CHECK_EQ(news.changed, 1u);
          CHECK_EQ(news.removed, 1u);
          CHECK_EQ(best(shelf, "griffin"), "Griffin");
          CHECK_EQ(best(shelf, "dragons"), "none");
          CHECK_EQ(best(shelf, "guilds"), "none");
          CHECK_EQ(best(shelf, "harbours"), "Harbours");
          CHECK_EQ(before->search("dragons", "en", 1).size(), 1u);
        }
      }
    }
  }
}

SCENARIO("a broken new version keeps the old one") {
  GIVEN("a shelf with two articles") {
    scratch_folder folder;
    folder.write("a.md", article_text("Dragons"));
    folder.write("c.md", article_text("Towers"));
    knowledge_shelf shelf{folder.path("")};
    shelf.look();
    WHEN("it is saved without its front matter, beside a new file that never was good") {
      folder.write("a.md", "half a file");
      folder.write("b.md", "");
      folder.write("c.md", article_text("Castles"));
      const auto news = shelf.look();
      const auto again = shelf.look();
      THEN("the old one is still found, and why is told once") {
        CHECK_EQ(best(shelf, "castles"), "Castles");
        CHECK_EQ(best(shelf, "dragons"), "Dragons");
        REQUIRE_EQ(news.faults.size(), 2u);
        CHECK_EQ(news.faults[0].file, "a.md");
        CHECK_EQ(news.faults[0].why, "does not begin with front matter (a line of ---)");
        CHECK(news.faults[0].kept);
        CHECK(!news.faults[1].kept);
        CHECK_EQ(again.faults.size(), 0u);
        CHECK_EQ(shelf.faults().size(), 2u);
      }
      {
        // It is mended.
        folder.write("a.md", article_text("Wyverns"));
        folder.write("b.md", article_text("Griffin"));
        shelf.look();
        THEN("the new one is shown") {
          CHECK_EQ(best(shelf, "wyverns"), "Wyverns");
          CHECK_EQ(shelf.faults().size(), 0u);
        }
      }
    }
  }
}

SCENARIO("a folder that goes away takes nothing with it") {
  GIVEN("a shelf with an article") {
    scratch_folder folder;
    folder.write("k/a.md", article_text("Dragons"));
    knowledge_shelf shelf{folder.path("k")};
    shelf.look();
    WHEN("the folder is moved away, and comes back with another article") {
      std::filesystem::rename(folder.path("k"), folder.path("elsewhere"));
      const auto away = shelf.look();
      const auto meanwhile = best(shelf, "dragons");
      folder.write("k/b.md", article_text("Griffin"));
      const auto back = shelf.look();
      THEN("the old articles stay until there are new ones") {
        CHECK_NE(away.problem.find("does not exist"), std::string::npos);
        CHECK_EQ(meanwhile, "Dragons");
        CHECK_EQ(back.problem, "");
        CHECK_EQ(best(shelf, "griffin"), "Griffin");
        CHECK_EQ(best(shelf, "dragons"), "none");
      }
      {
        // The last article is deleted.
        std::filesystem::remove(folder.path("k/b.md"));
        const auto news = shelf.look();
        THEN("it is a problem, and the last ones stay") {
          CHECK_NE(news.problem.find("no usable article"), std::string::npos);
          CHECK_EQ(best(shelf, "griffin"), "Griffin");
          CHECK_NE(shelf.look().problem, "");
        }
      }
    }
  }
}
