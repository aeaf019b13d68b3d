#define CAF_SUITE discord_text

#include "net/discord/text.hpp"
#include "net/discord/types.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <set>

using namespace flexcord::net::discord;

SCENARIO("invalid bytes and encoded surrogates become the replacement sign") {
  GIVEN("texts that are not UTF-8") {
    WHEN("they are sanitized") {
      THEN("what is valid stays") {
        CHECK_EQ(sanitize("a\xFFz"), "a\uFFFDz");
        CHECK_EQ(sanitize("\xED\xA0\x80!"), "\uFFFD!");
        CHECK_EQ(sanitize("\xC0\x80"), "\uFFFD\uFFFD");
        CHECK_EQ(sanitize("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
        CHECK_EQ(sanitize("caf\xC3"), "caf\uFFFD");
        CHECK_EQ(sanitize("é漢😀"), "é漢😀");
      }
    }
  }
}

SCENARIO("the length counts code points") {
  GIVEN("texts of different bytes") {
    WHEN("they are measured") {
      THEN("each code point is one") {
        CHECK_EQ(length(""), 0u);
        CHECK_EQ(length("é漢😀a"), 4u);
      }
    }
  }
}

SCENARIO("escaped text shows as it stands") {
  GIVEN("texts with Markdown in them") {
    WHEN("they are escaped") {
      THEN("nothing acts any more, and links still work") {
        CHECK_EQ(escape_markdown("*a* _b_ ~~c~~ `d` ||e||"),
                 R"(\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|)");
        CHECK_EQ(escape_markdown("<@1> @everyone"), R"(\<\@1> \@everyone)");
        CHECK_EQ(escape_markdown("# a\n> b\n- c\n  - d\ne - f"),
                 "\\# a\n\\> b\n\\- c\n  \\- d\ne - f");
        CHECK_EQ(escape_markdown("1. one\n2.5 and 3. x"), "1\\. one\n2\\.5 and 3. x");
        CHECK_EQ(escape_markdown("see https://x.test/a_b*c then _d_"),
                 R"(see https://x.test/a_b*c then \_d\_)");
        CHECK_EQ(escape_markdown(R"(\*)"), R"(\\\*)");
      }
    }
  }
}

SCENARIO("what fits of a long text is found with few looks") {
  GIVEN("texts whose signs show as more than one") {
    int looks = 0;
    auto twice = [&looks](std::string_view part) {
      ++looks;
      std::string out;
      for (auto c : part) (out += c) += (c & 0x80) == 0 ? "." : "";
      return out;
    };
    WHEN("their longest beginnings are asked for") {
      THEN("each is as long as it can be, and never ends inside a sign") {
        CHECK_EQ(fitting("abcd", 8, twice), 4u);
        CHECK_EQ(fitting("abcd", 7, twice), 3u);
        CHECK_EQ(fitting("abcd", 1, twice), 0u);
        CHECK_EQ(fitting("abcd", 0, twice), 0u);
        CHECK_EQ(fitting("", 5, twice), 0u);
        CHECK_EQ(fitting("a\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!", 4, twice), 9u);
        CHECK_EQ(fitting("a\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!", 3, twice), 1u);
      }
      THEN("a megabyte is shown a dozen times, never once for each sign") {
        looks = 0;
        CHECK_EQ(fitting(std::string(1u << 20, 'x'), 2000, twice), 1000u);
        CHECK_LE(looks, 12);
      }
    }
  }
}

SCENARIO("a nonce is short, stable and of one piece only") {
  GIVEN("commands and pieces") {
    WHEN("their nonces are made") {
      std::set<std::string> all;
      for (std::uint64_t command = 0; command < 20; ++command) {
        for (std::uint32_t piece = 0; piece < 250; ++piece)
          all.insert(make_nonce("discord:1", command, piece));
      }
      THEN("no two are the same, and Discord takes them") {
        CHECK_EQ(all.size(), 20u * 250u);
        CHECK_EQ(make_nonce("discord:1", 7, 3), make_nonce("discord:1", 7, 3));
        CHECK_NE(make_nonce("discord:1", 17, 0), make_nonce("discord:11", 7, 0));
        CHECK_EQ(make_nonce("discord:1", 7, 3).size(), 24u);
        CHECK_EQ(make_nonce("discord:1", 7, 3).substr(22), "03");
        CHECK_EQ(make_nonce("", 0, 0).find_first_of("+/="), std::string::npos);
      }
    }
  }
}

SCENARIO("snowflakes carry their time and sort as numbers") {
  GIVEN("ids") {
    WHEN("they are read") {
      THEN("time and order are right") {
        CHECK_EQ(snowflake_time("175928847299117063"), 1462015105796);
        CHECK_EQ(snowflake_time("x"), 0);
        CHECK_EQ(snowflake_time("99999999999999999999999"), 0);
        CHECK_EQ(snowflake_time(snowflake_at(1700000000123)), 1700000000123);
        CHECK_EQ(snowflake_at(0), "0");
        CHECK(snowflake_less("9", "10"));
        CHECK(!snowflake_less("10", "9"));
        CHECK(!snowflake_less("10", "10"));
      }
    }
  }
}
