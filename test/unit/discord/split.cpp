#define CAF_SUITE discord_split

#include "net/discord/markup.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>
#include <random>

using namespace flexcord::net::discord;

namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size()))
    ++n;
  return n;
}

/// Without white space and fences: what must survive a cut, in order.
std::string ink(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("```")) {
      at += 3;
      if (text.substr(at).starts_with("cpp\n")) at += 3;
      continue;
    }
    auto c = utf8::decode(text, at);
    if (!utf8::is_space(c.value)) out += text.substr(at, c.bytes);
    at += c.bytes;
  }
  return out;
}

std::string repeat(std::string_view s, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += s;
  return out;
}

} // namespace

SCENARIO("a text that fits is one piece, as it stands") {
  GIVEN("texts up to 2,000 code points") {
    WHEN("they are split") {
      THEN("nothing changes") {
        CHECK_EQ(split("hello"), std::vector<std::string>{"hello"});
        CHECK_EQ(split(repeat("é", 2000)).size(), 1u);
        CHECK_EQ(split(repeat("é", 2001)).size(), 2u);
      }
    }
  }
}

SCENARIO("white space alone gives no message") {
  GIVEN("blank texts") {
    WHEN("they are split") {
      THEN("there is nothing to send") {
        CHECK(split("").empty());
        CHECK(split(" \n\t\u00A0\u3000 ").empty());
        CHECK(split(std::string(9000, ' ')).empty());
      }
    }
  }
}

SCENARIO("a cut is made at the best place of the window") {
  GIVEN("texts with paragraphs, lines, sentences and words") {
    WHEN("they are split at 20") {
      THEN("paragraph goes before line, line before sentence, sentence before word") {
        CHECK_EQ(split("first para\n\nsecond one\nthird", 20),
                 (std::vector<std::string>{"first para", "second one\nthird"}));
        CHECK_EQ(split("one line here\ntwo three four", 20),
                 (std::vector<std::string>{"one line here", "two three four"}));
        CHECK_EQ(split("It works now. Please try it", 20),
                 (std::vector<std::string>{"It works now.", "Please try it"}));
        CHECK_EQ(split("alpha beta gamma delta", 20),
                 (std::vector<std::string>{"alpha beta gamma", "delta"}));
        CHECK_EQ(split("abcdefghijklmnopqrstuvwxyz", 20),
                 (std::vector<std::string>{"abcdefghijklmnopqrst", "uvwxyz"}));
      }
    }
  }
}

SCENARIO("a code block cut in two is a code block in both pieces") {
  GIVEN("a long block with a language") {
    auto text = "look:\n```cpp\n" + repeat("int number = 42;\n", 200) + "```\nend";
    WHEN("it is split") {
      auto pieces = split(text);
      THEN("every piece has its fences closed, and the language is kept") {
        CHECK_EQ(pieces.size(), 2u);
        for (const auto& p : pieces) CHECK_EQ(count_of(p, "```") % 2, 0u);
        CHECK(pieces.at(0).ends_with("42;\n```"));
        CHECK(pieces.at(1).starts_with("```cpp\nint"));
        CHECK(pieces.at(1).ends_with("```\nend"));
        CHECK_EQ(count_of(pieces.at(0) + pieces.at(1), "int number = 42;"), 200u);
      }
    }
  }
}

SCENARIO("indentation inside a cut block stays") {
  GIVEN("an indented block") {
    auto text = "```py\n" + repeat("if x:\n    call()\n", 30) + "```";
    WHEN("it is split at 100") {
      auto pieces = split(text, 100);
      THEN("each call is still indented") {
        std::size_t calls = 0;
        for (const auto& p : pieces) calls += count_of(p, "\n    call()");
        CHECK_EQ(calls, 30u);
      }
    }
  }
}

SCENARIO("an unclosed fence is text") {
  GIVEN("a text with one fence mark") {
    auto text = "a ``` b " + repeat("word ", 500);
    WHEN("it is split") {
      auto pieces = split(text);
      THEN("no fence is added") {
        std::size_t fences = 0;
        for (const auto& p : pieces) fences += count_of(p, "```");
        CHECK_EQ(pieces.size(), 2u);
        CHECK_EQ(fences, 1u);
      }
    }
  }
}

SCENARIO("no mention, emoji, link or combined sign is ever cut") {
  const auto seed = std::random_device{}();
  MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  const std::vector<std::string> whole{
      "<@1200000000000000005>",
      "<@!77>",
      "<#22222222222222>",
      "<@&333333>",
      "<:party:123456789012>",
      "<a:wave:9876543210>",
      "<t:1700000000:R>",
      "</helpme:110000000000>",
      "https://help.example.com/articles/how-to?x=1&y=2#top",
      "\U0001F468\u200D\U0001F469\u200D\U0001F467",
      "\U0001F44B\U0001F3FD",
      "\U0001F1EB\U0001F1F7",
      "e\u0301",
      "❤\uFE0F",
  };
  const std::vector<std::string> filler{"word", "x",  "漢字", "a.b",  "Yes.", "naïve",
                                        "😀",    "\n", "\n\n", "    ", "` ",   "*b*"};
  GIVEN("random texts made of them") {
    WHEN("they are split at random limits") {
      for (int round = 0; round < 400; ++round) {
        std::string text;
        std::vector<std::string> tokens;
        auto parts = 1 + random() % 120;
        bool open = false;
        for (std::size_t i = 0; i < parts; ++i) {
          if (random() % 15 == 0) {
            text += open ? "\n```\n" : "```cpp\n";
            open = !open;
          }
          auto special = random() % 3 == 0;
          const auto& from = special ? whole : filler;
          auto part = from[random() % from.size()];
          if (special) tokens.push_back(part);
          text += part;
          // Two flags or joined signs side by side would be another sign, and a letter would go on
          // with a link.
          text += special || random() % 2 ? " " : "";
        }
        auto limit = 120 + random() % 200;
        auto pieces = split(text, limit);
        std::string joined;
        for (const auto& p : pieces) {
          CHECK_LE(length(p), limit);
          joined += p;
          joined += '\n';
        }
        if (ink(joined) != ink(text))
          CAF_FAIL("text changed: " << text << "\n--- became ---\n" << joined);
        std::size_t from = 0;
        for (const auto& t : tokens) {
          auto at = joined.find(t, from);
          if (at == std::string::npos)
            CAF_FAIL("cut or lost: " << t << " in\n" << text << "\n--- became ---\n" << joined);
          from = at + t.size();
        }
        auto balanced = count_of(text, "```") % 2 == 0;
        for (const auto& p : pieces) {
          if (balanced && count_of(p, "```") % 2 != 0)
            CAF_FAIL("open fence in: " << p << "\n--- of ---\n" << text);
        }
      }
    }
  }
}

SCENARIO("what no message can hold is cut by signs all the same") {
  GIVEN("a link of 5,000 letters and a letter under 3,000 accents") {
    auto link = "https://x.test/" + repeat("é", 5000);
    auto zalgo = "a" + repeat("\u0301", 3000);
    WHEN("they are split") {
      THEN("the pieces are in the limit and nothing is lost") {
        for (const auto& text : {link, zalgo, "```\n" + link + "\n```", repeat("`", 5000),
                                 "```" + repeat("ab12", 900) + "\n```"}) {
          std::string joined;
          for (const auto& p : split(text)) {
            CHECK_LE(length(p), message_limit);
            joined += p;
          }
          CHECK_EQ(ink(joined), ink(text));
        }
      }
    }
  }
}

SCENARIO("hostile text neither crashes nor hangs") {
  const auto seed = std::random_device{}();
  MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  GIVEN("random bytes") {
    WHEN("they are split at every kind of limit") {
      std::size_t pieces = 0;
      for (int round = 0; round < 500; ++round) {
        std::string text(random() % 300, '\0');
        for (auto& c : text)
          c = random() % 3 ? "`<>@:/\n t1\\"[random() % 11] : static_cast<char>(random());
        auto limit = random() % 64;
        for (const auto& p : split(text, limit)) {
          ++pieces;
          CHECK_LE(length(p), std::max<std::size_t>(limit, 1));
        }
      }
      THEN("there were pieces") { CHECK_GT(pieces, 100u); }
    }
  }
}
