#include "desk/text.hpp"

#define CAF_SUITE desk_text
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

/// "text [link] text"
std::string pieces(std::string_view text) {
  std::string out;
  for (const auto& p : with_links(text)) out += p.url.empty() ? p.text : "[" + p.url + "]";
  return out;
}

const std::string mark = "\xEF\xBF\xBD"; // U+FFFD

} // namespace

SCENARIO("what cannot be read is shown as such, and the rest stays") {
  GIVEN("names and messages with odd bytes") {
    WHEN("they are cleaned") {
      THEN("people's letters stay") {
        const std::string good = "Zoë 日本語 👩‍🚀 שלום\n\ttab";
        CHECK_EQ(clean(good), good);
        CHECK_EQ(clean("a\r\nb\rc"), "a\nb\nc");
      }
      THEN("control characters, broken UTF-8 and turned text do not") {
        CHECK_EQ(clean(std::string("a\0b", 3)), "a" + mark + "b");
        CHECK_EQ(clean("\x1b[31m"), mark + "[31m");
        CHECK_EQ(clean("\xC2\x9B"), mark);
        CHECK_EQ(clean("invoice\xE2\x80\xAEgpj.exe"), "invoice" + mark + "gpj.exe");
        CHECK_EQ(clean("\xE2\x81\xA6x"), mark + "x");
        CHECK_EQ(clean("\xFF"), mark);
        CHECK_EQ(clean("\xC0\xBC"), mark + mark);                       // "<" in two bytes
        CHECK_EQ(clean("\xED\xA0\x80"), mark + mark + mark);            // a surrogate
        CHECK_EQ(clean("\xF4\x90\x80\x80"), mark + mark + mark + mark); // above U+10FFFF
        CHECK_EQ(clean("ab\xE6\x97"), "ab" + mark + mark);              // cut in the middle
      }
      THEN("cleaning twice is the same as once") {
        const auto once = clean("\xFFx\xE2\x80\xAE");
        CHECK_EQ(clean(once), once);
      }
    }
  }
}

SCENARIO("texts are measured, cut and named by characters") {
  GIVEN("texts of several scripts") {
    WHEN("they are cut") {
      THEN("no character is cut in the middle") {
        CHECK_EQ(length_of("日本語"), 3u);
        CHECK_EQ(shortened("日本語", 2), "日本…");
        CHECK_EQ(shortened("abc", 3), "abc");
        CHECK_EQ(on_one_line("  a \n\t b  "), "a b");
        CHECK_EQ(on_one_line(" \n "), "");
      }
      THEN("initials are those of first and last word") {
        CHECK_EQ(initials("alice"), "A");
        CHECK_EQ(initials("  Mary  Jane   watson "), "MW");
        CHECK_EQ(initials("éa"), "é");
        CHECK_EQ(initials("日 本"), "日本");
        CHECK_EQ(initials(" "), "?");
        CHECK_EQ(initials("<script>"), "<");
      }
    }
  }
}

SCENARIO("addresses in messages become links that show where they go") {
  GIVEN("messages") {
    WHEN("they are shown") {
      THEN("http and https addresses are links, without the sentence around them") {
        CHECK_EQ(pieces("see https://a.example/x?y=1&z=2#f, or http://b.example."),
                 "see [https://a.example/x?y=1&z=2#f], or [http://b.example].");
        CHECK_EQ(pieces("(https://a.example/x)"), "([https://a.example/x])");
        CHECK_EQ(pieces("https://a.example/x\xE3\x82\x92"), "[https://a.example/x]\xE3\x82\x92");
      }
      THEN("a host in letters that look like others is no link") {
        CHECK_EQ(pieces("https://a.example https://b.example"),
                 "[https://a.example] [https://b.example]");
        CHECK_EQ(pieces("<https://a.example>\nnext"), "<[https://a.example]>\nnext");
      }
      THEN("nothing else is") {
        for (std::string text :
             {"javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "http:///x",
              "https://user@evil.example/", "https://a.example@evil.example", "https:\\\\a.example",
              "httpshttp://", "ftp://a.example", "https://:80/", "file:///etc/passwd", ""})
          CHECK_EQ(pieces(text), text);
        CHECK_EQ(pieces("JavaScript://https://a.example"), "JavaScript://[https://a.example]");
      }
      THEN("a quote or a bracket ends the address") {
        CHECK_EQ(pieces("https://a.example/x\xE3\x82\x92"), "[https://a.example/x]\xE3\x82\x92");
      }
      THEN("a host in letters that look like others is no link") {
        CHECK_EQ(pieces("https://a.example/\"onmouseover=x"),
                 "[https://a.example/]\"onmouseover=x");
        CHECK_EQ(pieces("https://a.example/x\xE3\x82\x92"), "[https://a.example/x]\xE3\x82\x92");
      }
      THEN("a host in letters that look like others is no link") {
        CHECK_EQ(pieces("https://a.example/<b>"), "[https://a.example/]<b>");
        CHECK_EQ(pieces("https://a.example/x\xE3\x82\x92"), "[https://a.example/x]\xE3\x82\x92");
      }
      THEN("a host in letters that look like others is no link") {
        CHECK_EQ(pieces("https://a.example/'x"), "[https://a.example/]'x");
        CHECK_EQ(pieces("https://a.example/x\xE3\x82\x92"), "[https://a.example/x]\xE3\x82\x92");
      }
      THEN("a host in letters that look like others is no link") {
        CHECK_EQ(pieces("https://a.exampl\xD0\xB5/"), "https://a.exampl\xD0\xB5/");
      }
      THEN("a very long text stays quick and whole") {
        const std::string many(20000, 'h');
        CHECK_EQ(pieces(many), many);
        std::string starts;
        for (int i = 0; i < 20000; ++i) starts += "http";
        CHECK_EQ(pieces(starts), starts);
      }
    }
  }
}
