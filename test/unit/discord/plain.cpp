#define CAF_SUITE discord_plain

#include "net/discord/plain.hpp"
#include "net/discord/markup.hpp"
#include "net/discord/text.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <random>

using namespace flexcord::net::discord;

SCENARIO("a member's text shows as it was written and does nothing") {
  GIVEN("texts that want to be more than text") {
    WHEN("they are made plain") {
      auto shown = [](std::string_view s) { return plain(s, 1000); };
      THEN("marks, mentions and emoji are escaped") {
        CHECK_EQ(shown("**bold** _i_ ~~s~~ ||spoiler|| `code`"),
                 "\\*\\*bold\\*\\* \\_i\\_ \\~\\~s\\~\\~ \\|\\|spoiler\\|\\| \\`code\\`");
        CHECK_EQ(shown("@everyone <@&5> <:a:1>"), "\\@everyone \\<\\@&5> \\<:a:1>");
        CHECK_EQ(shown("# head\n> quote\n- item\n1. one"),
                 "\\# head\n\\> quote\n\\- item\n1\\. one");
        CHECK_EQ(shown("[click](https://evil.test)"), "\\[click\\](https://evil.test)");
      }
      THEN("links stay, and marks behind a space of any kind are escaped again") {
        CHECK_EQ(shown("see https://a.test/x_y*z *b*"), "see https://a.test/x_y*z \\*b\\*");
        CHECK_EQ(shown("https://a.test/\u00A0*b*"), "https://a.test/\u00A0\\*b\\*");
        CHECK_EQ(shown("https://a.test/\u3000*b*"), "https://a.test/\u3000\\*b\\*");
      }
      THEN("a link does not swallow the escape of a mark right behind it") {
        CHECK_EQ(shown("https://a.test/<#1>"), "https://a.test/ \\<#1>");
        CHECK_EQ(shown("https://a.test/`x`"), "https://a.test/ \\`x\\`");
        CHECK_EQ(shown("https://a.test/\\<@1>"), "https://a.test/\\ \\<\\@1>");
      }
      THEN("invites are no links any more") {
        CHECK_EQ(shown("https://discord.gg/abc"), "discord\\[.\\]gg/abc");
        CHECK_EQ(shown("join DISCORD.GG/abc!"), "join DISCORD\\[.\\]GG/abc!");
        CHECK_EQ(shown("http://www.discordapp.com/invite/abc"), "discordapp\\[.\\]com/invite/abc");
        CHECK_EQ(shown("https://discord.com/channels/1/2"), "https://discord.com/channels/1/2");
      }
      THEN("nothing turns the direction of the text around it, and control signs are gone") {
        CHECK_EQ(shown("a\u202Eb\u2066c\u200Fd\x07\x1B[31me\xC2\x9B"), "abcd\\[31me");
        CHECK_EQ(shown("a\xFF\xFE"), "a\uFFFD\uFFFD");
      }
    }
    WHEN("they are to stand on one line") {
      THEN("line breaks of every kind become spaces") {
        CHECK_EQ(plain_line(" a\r\n\n b\u2028c\u3000d ", 100), "a b c d");
        CHECK_EQ(plain_label("a\n**b**\u202E", 100), "a **b**");
        CHECK_EQ(plain_label("abcdef", 4), "abc…");
      }
    }
  }
}

SCENARIO("a plain text is never longer than asked for, escapes counted") {
  GIVEN("random texts of marks, letters, links and emoji") {
    const std::string_view pieces[] = {"*",
                                       "`",
                                       "a",
                                       "é",
                                       "👩‍👩‍👧",
                                       "https://x.test/_",
                                       "\n",
                                       "- ",
                                       "<#1>",
                                       "discord.gg/x",
                                       "\\",
                                       "<@1>",
                                       " ",
                                       "\u202E",
                                       "\xFF",
                                       "1. "};
    WHEN("they are cut to random lengths") {
      THEN("the length holds, no escape is cut in half, and no mention is left") {
        for (unsigned seed = 0; seed < 2000; ++seed) {
          std::mt19937 random(seed);
          std::string text;
          for (auto n = random() % 60; n > 0; --n) text += pieces[random() % std::size(pieces)];
          const std::size_t most = random() % 80;
          const auto out = plain(text, most);
          // What Discord would act on: a mark without its escape, or one whose escape belongs to a
          // link, which Discord reads up to white space or '<'.
          bool mentions = false;
          std::size_t link_end = 0;
          for (std::size_t at = 0; at < out.size(); ++at) {
            if (out.compare(at, 8, "https://") == 0)
              link_end = std::min(out.find_first_of(" \n<", at), out.size());
            const auto m = markup_at(out, at);
            const bool escaped = at > 0 && out[at - 1] == '\\' && link_end < at;
            mentions = mentions || (m && m->what != markup::kind::url && !escaped);
          }
          if (length(out) > most || out.ends_with("\\…") || mentions || sanitize(out) != out)
            CAF_FAIL("seed " << seed << ": " << out);
        }
        CHECK_EQ(plain("", 0), "");
      }
    }
  }
}
