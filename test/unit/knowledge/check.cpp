#include "actors/chatbot/article_check.hpp"
#include "test/unit/config/scratch.hpp"

#define CAF_SUITE article_check
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using flexcord::test::scratch_folder;

namespace {

std::string article_text(const std::string& title, const std::string& url, const std::string& body,
                         const std::string& more = "") {
  return "---\ntitle: " + title + "\nurl: https://h.example/" + url + "\n" + more + "---\n" + body +
         "\n";
}

/// What is said of a file, a line each.
std::string about(const article_report& r, const std::string& file) {
  std::string all;
  for (const auto& f : r.findings) {
    if (f.file != file) continue;
    all += f.wrong + '\n';
    if (f.breaks.empty() || f.mend.empty()) all += "NO ADVICE\n";
  }
  return all;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

const std::string long_text = "The harbour of Vel opens at dawn and closes when the second bell "
                              "rings, so bring your goods early and pay the toll at the gate.";

} // namespace

SCENARIO("the shipped articles have nothing to mend") {
  GIVEN("the shipped folder") {
    WHEN("it is checked") {
      const auto r = check_articles(FLEXCORD_SHIPPED_ARTICLES, 0.5, "en");
      THEN("every article is found for its title and its tags") {
        std::string all;
        for (const auto& f : r.findings) all += f.file + ": " + f.wrong + '\n';
        CHECK_EQ(all, "");
        CHECK_EQ(r.articles, 35u);
        REQUIRE(r.score.has_value());
        CHECK_GE(r.score->recall, 0.9);
      }
    }
  }
}

SCENARIO("an author is told what is wrong with each file (checklist 24)") {
  GIVEN("a folder with every kind of mistake") {
    scratch_folder folder;
    folder.write("no-front.md", "# Title");
    folder.write("typo.md", article_text("Typo", "typo", "about typos", "tagz: a\nauthor: me\n"));
    folder.write("klingon.md", article_text("Worf", "worf", "about Worf", "locale: tl\n"));
    folder.write("fr/english.md",
                 article_text("Elsewhere", "elsewhere", "about places", "locale: en\n"));
    folder.write("one.md", article_text("Harbour of Vel", "vel", long_text));
    folder.write("two.md", article_text("harbour of  VEL!", "vel", long_text + " Thanks."));
    folder.write("three.md", article_text("Quays", "quays", long_text));
    folder.write("lost.md", article_text("How to do it", "lost", "You can do this."));
    for (int i = 0; i < 4; ++i)
      folder.write("t" + std::to_string(i) + ".md",
                   article_text("Swords " + std::string(1, static_cast<char>('a' + i)) + "bcde",
                                "s" + std::to_string(i),
                                "number " + std::to_string(i) + std::string(" blade", 6),
                                "tags: weapon\n"));
    folder.write("queries.tsv",
                 "en\tsomething about quays\tthree\nen\tthe typos\tlost\nen\tx y\tgone\nbroken\n");
    WHEN("it is checked") {
      const auto r = check_articles(folder.path(""), 0.5, "en");
      THEN("each finding names its file, and advises") {
        CHECK(has(about(r, "no-front.md"), "does not begin with front matter"));
        CHECK_EQ(about(r, "typo.md"), "front matter has the key 'tagz', which nothing reads\n");
        CHECK(has(about(r, "klingon.md"), "the locale 'tl' is not known"));
        CHECK(has(about(r, "fr/english.md"), "lies in the folder fr"));
        CHECK(has(about(r, "two.md"), "the same title as one.md"));
        CHECK(has(about(r, "two.md"), "the same url as one.md"));
        CHECK(has(about(r, "three.md"), "the same text as one.md"));
        CHECK(has(about(r, "two.md"), "nearly the same text as "));
        CHECK(has(about(r, "lost.md"), "not among the first three for its own title"));
        CHECK(has(about(r, "t3.md"), "not among the first three for its own tags"));
        CHECK(has(about(r, "queries.tsv"), "33 % of the questions"));
        CHECK(has(about(r, "queries.tsv"), "line 3 wants the article gone"));
        CHECK(has(about(r, "queries.tsv"), "line 4 is not"));
        REQUIRE(r.score.has_value());
        CHECK_EQ(r.score->misses.at(0), "line 2: 'the typos' gave typo, not lost");
        CHECK_EQ(about(r, "one.md"), "");
        for (const auto& f : r.findings) CHECK(!has(about(r, f.file), "NO ADVICE"));
      }
    }
  }
}

SCENARIO("a folder without articles is a finding of its own") {
  GIVEN("an empty folder and none") {
    scratch_folder folder;
    WHEN("they are checked") {
      const auto empty = check_articles(folder.path(""), 0.5, "en");
      const auto none = check_articles(folder.path("no"), 0.5, "en");
      THEN("both say so") {
        REQUIRE(!empty.findings.empty());
        CHECK(has(empty.findings[0].wrong, "no usable article"));
        CHECK(has(none.findings.at(0).wrong, "does not exist"));
      }
    }
  }
}
