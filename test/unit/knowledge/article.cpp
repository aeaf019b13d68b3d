#include "actors/chatbot/article.hpp"
#include "actors/chatbot/words.hpp"

#define CAF_SUITE knowledge_article
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& w : words) text += (text.empty() ? "" : " ") + w;
  return text;
}

} // namespace

SCENARIO("an article gives its title, address, tags, language and plain text") {
  GIVEN("a Markdown file with front matter") {
    const std::string text =
        "\xef\xbb\xbf---\r\ntitle: \"Lost: a password\"\nurl: https://h.example/a?b=1\ntags: x, "
        "y\nunknown: 1\n---\n"
        "# Heading\n\nRead **this** [page](https://other.example) first,\nthen ![image](x.png) "
        "go.\n\n"
        "- one `code`\n2. two <br> \\*three\\*\n> said\n```\ncode block\n```\n---\n5 > 3 [open";
    WHEN("it is parsed") {
      auto parsed = parse_article("fr/lost", text);
      THEN("the parts are right") {
        CHECK_EQ(parsed.problem, "");
        CHECK_EQ(parsed.value.id, "fr/lost");
        CHECK_EQ(parsed.value.title, "Lost: a password");
        CHECK_EQ(parsed.value.url, "https://h.example/a?b=1");
        CHECK_EQ(parsed.value.tags, "x, y");
        CHECK_EQ(parsed.value.lang, "fr");
        CHECK_EQ(parsed.value.body, "Heading Read this page first, then go. one code two *three* "
                                    "said code block 5 > 3 [open");
      }
    }
  }
}

SCENARIO("a file that is no article says what it lacks") {
  GIVEN("files with mistakes") {
    auto problem = [](const std::string& text) { return parse_article("a", text).problem; };
    WHEN("they are parsed") {
      THEN("each has its reason") {
        CHECK_EQ(problem(""), "does not begin with front matter (a line of ---)");
        CHECK_EQ(problem("# Title\ntext"), "does not begin with front matter (a line of ---)");
        CHECK_EQ(problem("---\ntitle: x\nurl: https://h.example\ntext"),
                 "has front matter without an end (a line of ---)");
        CHECK_EQ(problem("---\nurl: https://h.example\n---\ntext"), "has no title:");
        CHECK_EQ(problem("---\ntitle: x\n---\ntext"), "has no url: with http or https");
        CHECK_EQ(problem("---\ntitle: x\nurl: javascript:alert(1)\n---\ntext"),
                 "has no url: with http or https");
        CHECK_EQ(problem("---\ntitle: x\nurl: https://h.example/>)\n---\ntext"),
                 "has no url: with http or https");
        CHECK_EQ(problem("---\ntitle: x\nurl: https://h.example\nlang: english\n---\ntext"),
                 "has a locale: that is not one, such as fr or pt-BR");
        CHECK_EQ(problem("---\ntitle: x\nurl: https://h.example\n---\n![only](x.png)\n"),
                 "has no text");
        CHECK_EQ(parse_article("a", "---\ntitle: x\nurl: https://h.example\n---\ntext").value.lang,
                 "en");
      }
    }
  }
}

SCENARIO("front matter may be written as people write YAML (checklist 24)") {
  GIVEN("tags as a list in brackets, as lines, and a locale with a region") {
    auto with = [](const std::string& more) {
      return parse_article("pt-br/a",
                           "---\ntitle: 'x'\nurl: https://h.example\n" + more + "---\ntext");
    };
    WHEN("they are parsed") {
      THEN("they mean the same, and what nothing reads is named") {
        CHECK_EQ(with("tags: [lost, 'found', \"other\"]\n").value.tags, "lost, found, other");
        CHECK_EQ(with("tags:\n  - lost\n  - \"found\"\n# a remark\n").value.tags, "lost, found");
        CHECK_EQ(with("").value.locale, "pt-br");
        CHECK_EQ(with("").value.lang, "pt");
        CHECK_EQ(with("locale: es-419\n").value.locale, "es-419");
        CHECK_EQ(with("locale: \"DE\"\n").value.lang, "de");
        CHECK_EQ(with("locale: x\n").problem, "has a locale: that is not one, such as fr or pt-BR");
        CHECK_EQ(with("locale: fr-\n").problem,
                 "has a locale: that is not one, such as fr or pt-BR");
        CHECK_EQ(with("titel: y\n").unknown_keys.size(), 1u);
        CHECK_EQ(with("").unknown_keys.size(), 0u);
      }
    }
  }
}

SCENARIO("words are found in any writing, and never hold a quote") {
  GIVEN("texts with accents, typographic signs, other scripts and broken bytes") {
    WHEN("they are split") {
      THEN("only words are left") {
        CHECK_EQ(joined(words_of("L’Été, c\xc2\xa0'est FINI\xe2\x80\x94\xc2\xab oui \xc2\xbb!")),
                 "l ete c est fini oui");
        CHECK_EQ(joined(words_of("e\xcc\x81te\xcc\x81")), "ete");
        CHECK_EQ(joined(words_of("\"a\" AND NEAR(b c) title:x* ^y {z} -w")),
                 "a and near b c title x y z w");
        CHECK_EQ(joined(words_of("привет 2fa")), "привет 2fa");
        CHECK_EQ(joined(words_of(std::string("a\0b\x01", 4) + "c")), "a b c");
        CHECK_EQ(words_of("\xff\xfe\xc3").size(), 1u);
        CHECK_EQ(words_of(std::string(1'000'000, 'x')).size(), 0u);
        CHECK_EQ(words_of("a b c d", 2).size(), 2u);
        std::string flood;
        for (int i = 0; i < 100000; ++i) flood += "w ";
        CHECK_EQ(words_of(flood).size(), 64u);
      }
    }
  }
}

SCENARIO("long texts are shortened at a word, by characters and not by bytes") {
  GIVEN("texts of several lengths") {
    WHEN("they are shortened") {
      THEN("no character is cut in two") {
        CHECK_EQ(shortened("short", 5), "short");
        CHECK_EQ(shortened("one two three", 10), "one two…");
        CHECK_EQ(shortened("ééééé", 5), "ééééé");
        CHECK_EQ(shortened("éééééé", 5), "éééé…");
        CHECK_EQ(shortened("abcdef", 5), "abcd…");
        CHECK_EQ(shortened("", 5), "");
      }
    }
  }
}
