#include "actors/chatbot/knowledge.hpp"
#include "test/unit/config/scratch.hpp"

#define CAF_SUITE knowledge_search
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;
using flexcord::test::scratch_folder;

namespace {

constexpr double usual_minimum = 0.5;

std::string article_text(const std::string& title, const std::string& body,
                         const std::string& more = "") {
  return "---\ntitle: " + title + "\nurl: https://h.example/x\n" + more + "---\n" + body + "\n";
}

/// The id of the best article, or "none".
std::string best(knowledge_base& base, const std::string& text,
                 const std::string& locale = "en-US") {
  auto hits = base.search(text, locale, 3, usual_minimum);
  return hits.empty() ? "none" : hits.front().id;
}

std::unique_ptr<knowledge_base> shipped() {
  auto loaded = knowledge_base::load(FLEXCORD_SHIPPED_ARTICLES);
  CHECK_EQ(loaded.problem, "");
  CHECK_EQ(loaded.skipped.size(), 0u);
  return std::move(loaded.base);
}

std::size_t code_points(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

} // namespace

SCENARIO("questions find the article that answers them") {
  GIVEN("the shipped articles") {
    auto base = shipped();
    REQUIRE(base != nullptr);
    CHECK_EQ(base->size(), 35u);
    WHEN("players ask in their own words") {
      THEN("the right article comes first") {
        CHECK_EQ(best(*base, "I forgot my password"), "en/account-recovery");
        CHECK_EQ(best(*base, "can I get my money back for the gems?"), "en/refunds");
        CHECK_EQ(best(*base, "the game is lagging so much"), "en/lag");
        CHECK_EQ(best(*base, "what changed in the last patch"), "en/patch-notes");
        CHECK_EQ(best(*base, "how do I make a guild"), "en/guilds");
        CHECK_EQ(best(*base, "i was BANNED for nothing!!!"), "en/bans-and-appeals");
        CHECK_EQ(best(*base, "someone scammed me in a trade"), "en/trading-scams");
        CHECK_EQ(best(*base, "lost my authenticator"), "en/two-factor");
        CHECK_EQ(best(*base, "does it work with my xbox controller"), "en/controller-support");
        CHECK_EQ(best(*base, "game crashes at launch EF-207"), "en/crash-on-start");
        CHECK_EQ(best(*base, "are the servers down?"), "en/server-status");
        CHECK_EQ(best(*base, "limit my kid's play time"), "en/parental-controls");
        CHECK_EQ(best(*base, "j'ai oublié mon mot de passe", "fr"), "fr/recuperer-son-compte");
        CHECK_EQ(best(*base, "JE VEUX ETRE REMBOURSE", "fr"), "fr/remboursements");
        CHECK_EQ(best(*base, "le jeu plante", "fr"), "fr/plantage-au-demarrage");
      }
    }
  }
}

SCENARIO("what no article is about finds nothing") {
  GIVEN("the shipped articles") {
    auto base = shipped();
    WHEN("other things are asked, or nothing") {
      THEN("there is no hit") {
        for (const auto* text :
             {"", "   ", "???", "how are you", "the and of", "quantum chromodynamics",
              "\xf0\x9f\x98\x80", "x", "zzfill", "the weather in Lisbon"})
          CHECK_EQ(std::string{text} + best(*base, text), std::string{text} + "none");
      }
    }
  }
}

SCENARIO("a user's text is never query syntax") {
  GIVEN("the shipped articles") {
    auto base = shipped();
    WHEN("texts that mean something to the index are sent") {
      THEN("they are only words") {
        for (const auto* text : {"\"refund", "refund AND", "NOT refund", "refund*", "title:refund",
                                 "NEAR(refund", "refund OR", "^refund", "{refund}", "(refund",
                                 "refund'; DROP TABLE articles; --", "lang : refund"})
          CHECK_EQ(std::string{text} + " " + best(*base, text), std::string{text} + " en/refunds");
        CHECK_EQ(base->search(std::string(2'000'000, '"'), "en", 3).size(), 0u);
        CHECK_EQ(best(*base, "AND OR NOT NEAR"), "none");
      }
    }
  }
}

SCENARIO("the language of the user comes first, others only when it has nothing") {
  GIVEN("the shipped articles") {
    auto base = shipped();
    WHEN("a French user asks about something that has no French article") {
      THEN("the English one is given; otherwise only French ones are") {
        CHECK_EQ(best(*base, "patch", "fr"), "en/patch-notes");
        CHECK_EQ(best(*base, "guilde", "fr-CA"), "fr/guildes");
        for (const auto& hit : base->search("ping latence", "fr", 10))
          CHECK_EQ(hit.id.substr(0, 3), "fr/");
        CHECK_EQ(best(*base, "refund", "de"), "en/refunds");
        CHECK_EQ(best(*base, "refund", ""), "en/refunds");
      }
    }
  }
}

SCENARIO("hits are limited, ordered and carry a plain excerpt") {
  GIVEN("articles with the word in the title, the text and often") {
    scratch_folder folder;
    folder.write("title.md", article_text("Dragons", "Nothing else here."));
    folder.write("body.md",
                 article_text("Beasts", "Among them a dragon. " + std::string(2000, 'x')));
    folder.write("long.md", article_text("Caves", [] {
                   std::string text;
                   for (int i = 0; i < 60; ++i) text += "filler wörd number ";
                   return text + "dragon " + text;
                 }()));
    auto loaded = knowledge_base::load(folder.path(""));
    REQUIRE(loaded.base != nullptr);
    WHEN("the word is asked for") {
      auto hits = loaded.base->search("dragons", "en", 10);
      THEN("the title wins, and excerpts show the word and are short") {
        REQUIRE_EQ(hits.size(), 3u);
        CHECK_EQ(hits[0].id, "title");
        CHECK_EQ(hits[0].url, "https://h.example/x");
        CHECK_GT(hits[0].score, hits[1].score);
        CHECK_GT(hits[0].score, usual_minimum);
        for (const auto& hit : hits) CHECK_LE(code_points(hit.excerpt), 300u);
        CHECK_EQ(hits[2].id, "long");
        CHECK_NE(hits[2].excerpt.find("dragon"), std::string::npos);
        CHECK_EQ(loaded.base->search("dragons", "en", 1).size(), 1u);
        CHECK_EQ(loaded.base->search("dragons", "en", 0).size(), 0u);
        CHECK_EQ(loaded.base->search("dragons", "en", 10, 99).size(), 0u);
      }
    }
  }
}

SCENARIO("one article alone can be found") {
  GIVEN("a folder with a single article") {
    scratch_folder folder;
    folder.write("only.md", article_text("Opening hours", "We are open all day."));
    auto loaded = knowledge_base::load(folder.path(""));
    REQUIRE(loaded.base != nullptr);
    WHEN("its words are asked for") {
      THEN("it comes with a score above the usual minimum") {
        CHECK_EQ(best(*loaded.base, "what are your hours"), "only");
      }
    }
  }
}

SCENARIO("broken articles are left out and named; a folder without good ones is refused") {
  GIVEN("folders with good, broken, large and other files") {
    scratch_folder folder;
    folder.write("good.md", article_text("Good", "text"));
    folder.write("sub/broken.md", "no front matter");
    folder.write("large.md", std::string(300 * 1024, 'x'));
    folder.write("notes.txt", "not looked at");
    scratch_folder empty;
    WHEN("they are loaded") {
      auto some = knowledge_base::load(folder.path(""));
      auto none = knowledge_base::load(empty.path(""));
      auto missing = knowledge_base::load(empty.path("no"));
      THEN("the operator is told") {
        REQUIRE(some.base != nullptr);
        CHECK_EQ(some.base->size(), 1u);
        REQUIRE_EQ(some.skipped.size(), 2u);
        CHECK_EQ(some.skipped[0], "large.md is larger than 256 KiB");
        CHECK_EQ(some.skipped[1], "sub/broken.md does not begin with front matter (a line of ---)");
        CHECK(none.base == nullptr);
        CHECK_NE(none.problem.find("has no usable article"), std::string::npos);
        CHECK_NE(missing.problem.find("does not exist"), std::string::npos);
      }
    }
  }
}
