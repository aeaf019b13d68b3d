#include "net/feed/markdown.hpp"
#include "net/discord/text.hpp"
#include "net/feed/plain.hpp"

#define CAF_SUITE feed_markdown
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::feed;

namespace {

const std::string zw = "\xE2\x80\x8B";

std::string md(std::string_view html, std::size_t limit = 2000) {
  return html_to_markdown(html, "https://site.example/news/", limit).text;
}

} // namespace

SCENARIO("HTML shows in Discord as it was meant") {
  GIVEN("what feeds are written in") {
    WHEN("it is converted") {
      THEN("formatting becomes marks, with spaces outside of them") {
        CHECK_EQ(md("a <b>bold</b>, <i>italic</i>, <u>under</u>, <s>gone</s>"),
                 "a **bold**, *italic*, __under__, ~~gone~~");
        CHECK_EQ(md("x<strong> y </strong>z"), "x **y** z");
        CHECK_EQ(md("<b><i>both</i></b>"), "***both***");
        CHECK_EQ(md("<b><b>twice</b></b>"), "**twice**");
        CHECK_EQ(md("<b></b><i> </i>empty"), "empty");
        CHECK_EQ(md("<b>a</b><b>b</b>"), "**a**" + zw + "**b**");
        CHECK_EQ(md("use <code>a*b</code>"), "use `a*b`");
      }
      THEN("paragraphs, breaks and headings become lines") {
        CHECK_EQ(md("<p>one</p><p>two<br>three</p>"), "one\n\ntwo\nthree");
        CHECK_EQ(md("<h1>Title</h1><p>text</p><h4>Part</h4>"), "# Title\n\ntext\n\n### Part");
        CHECK_EQ(md("<h2>a<br>b</h2>"), "## a b");
        CHECK_EQ(md("text <h2>after</h2>"), "text\n\n## after");
        CHECK_EQ(md("  a \n\t b&nbsp;c  "), "a b c");
        CHECK_EQ(md("<b>one<br>two</b>"), "**one**\n**two**");
      }
      THEN("lists and quotes keep their shape") {
        CHECK_EQ(md("<ul><li>a<li>b</ul>end"), "- a\n- b\n\nend");
        CHECK_EQ(md("<ol><li>a</li><li>b</li></ol>"), "1. a\n2. b");
        CHECK_EQ(md("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"), "- a\n  - b\n- c");
        CHECK_EQ(md("<blockquote><p>a</p><p>b</p></blockquote>c"), "> a\n> \n> b\n\nc");
        CHECK_EQ(md("<table><tr><th>a</th><th>b</th></tr><tr><td>1<td>2</tr></table>"),
                 "a · b\n1 · 2");
      }
      THEN("code keeps its lines") {
        CHECK_EQ(md("see:<pre>\nif (a)\n  b;</pre>end"), "see:\n\n```\nif (a)\n  b;\n```\nend");
        CHECK_EQ(md("<pre><code>x</code></pre>"), "```\nx\n```");
      }
      THEN("links and pictures become links to the web, and nothing else") {
        CHECK_EQ(md("<a href='/x?a=1&amp;b=2'>here</a>"), "[here](https://site.example/x?a=1&b=2)");
        CHECK_EQ(md("<a href='x'><b>bold</b> link</a>."),
                 "[**bold** link](https://site.example/news/x).");
        CHECK_EQ(md("<a href='https://b.example/'>https://other.example</a>"),
                 "https://b.example/");
        CHECK_EQ(md("<a href='javascript:alert(1)'>click</a>"), "click");
        CHECK_EQ(md("<a href='x'></a>y"), "y");
        CHECK_EQ(md("<img src='cat.png' alt='A cat'>"),
                 "[A cat](https://site.example/news/cat.png)");
        CHECK_EQ(md("<a href='/big'><img src='s.png' alt='cat'></a>"),
                 "[cat](https://site.example/big)");
        CHECK_EQ(md("<img src='https://t.example/p.gif' width='1' height='1'>text"), "text");
        CHECK_EQ(html_to_markdown("<p><img src=/a.png></p>", "https://s.example/", 99).image,
                 "https://s.example/a.png");
      }
      THEN("scripts, styles, frames and forms are gone with all they hold") {
        CHECK_EQ(md("a<script>alert('<b>x</b>')</script><style>p{}</style>b"), "ab");
        CHECK_EQ(md("a<!-- <b>x --><iframe src=x>y</iframe><svg><text>z</text></svg>b"), "ab");
        CHECK_EQ(md("<button>Press</button><select><option>1</option></select>ok"), "ok");
        CHECK_EQ(md("safe<script>never closed <b>x</b>"), "safe");
      }
    }
  }
}

SCENARIO("nothing in a feed can ping, link or format what its author did not mark") {
  GIVEN("texts that would act in Discord") {
    WHEN("they are converted") {
      THEN("marks are escaped") {
        CHECK_EQ(md("*a* _b_ ~~c~~ ||d|| `e`"),
                 "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`");
        CHECK_EQ(md("<p># no heading</p><p>- no item</p><p>&gt; no quote</p><p>1. no list</p>"),
                 "\\# no heading\n\n\\- no item\n\n\\> no quote\n\n1\\. no list");
        CHECK_EQ(md("a - b # c 3.14"), "a - b # c 3.14");
        CHECK_EQ(md("[x](https://evil.example)"), "\\[x\\](https://evil.example)");
        CHECK_EQ(md("<b>a**b</b>"), "**a\\*\\*b**");
      }
      THEN("mentions are parted") {
        CHECK_EQ(md("@everyone and @here"), "@" + zw + "everyone and @" + zw + "here");
        CHECK_EQ(md("&lt;@123&gt; &lt;@&amp;456&gt; &lt;#789&gt; &lt;/announce:1&gt;"),
                 "\\<@" + zw + "123> \\<@" + zw + "&456> \\<#789> \\</announce:1>");
        CHECK_EQ(md("&lt;:smile:12345&gt; &lt;t:0:R&gt;"), "\\<:smile:12345> \\<t:0:R>");
        CHECK_EQ(md("@<span>everyone</span> &lt;@<i></i>123&gt;"),
                 "@" + zw + "everyone \\<@" + zw + "123>");
        CHECK_EQ(md("<code>@everyone `x`</code>"), "`@" + zw + "everyone ˋxˋ`");
        CHECK_EQ(md("<pre>```\n@here</pre>"), "```\nˋˋˋ\n@" + zw + "here\n```");
        CHECK_EQ(md("https://x.example/@everyone|*"), "https://x.example/%40everyone%7C%2A");
        CHECK_EQ(md("<a href='https://x.example/@here'>a]b</a>"),
                 "[a\\]b](https://x.example/%40here)");
        CHECK_EQ(md("<img src=x alt='](https://evil.example) @everyone'>").find("@everyone"),
                 std::string::npos);
      }
      THEN("signs that nobody sees are gone") {
        CHECK_EQ(md("a&#x202E;b&#x200B;c&#7;d"), "abcd");
        CHECK_EQ(md("@&#x200B;everyone"), "@" + zw + "everyone");
      }
    }
  }
}

SCENARIO("a long text ends at a word, its marks are closed, and it says that it was cut") {
  GIVEN("a text beyond the limit inside marks, code, a link, and without any space") {
    WHEN("it is converted") {
      std::string words;
      for (int i = 0; i < 500; ++i) words += "word" + std::to_string(i) + ' ';
      THEN("every result is inside the limit and closed") {
        for (std::size_t limit = 60; limit < 400; ++limit) {
          const auto bold = html_to_markdown("<b><i>" + words, "", limit);
          CHECK_LE(discord::length(bold.text), limit);
          CHECK(bold.cut);
          CHECK(bold.text.ends_with("…***"));
          const auto code = html_to_markdown("<pre>" + words, "", limit).text;
          CHECK_LE(discord::length(code), limit);
          CHECK(code.ends_with("\n```"));
          const auto link = html_to_markdown("<a href='https://a.example/'>" + words, "", limit);
          CHECK_LE(discord::length(link.text), limit);
          CHECK_EQ(link.text.find('['), std::string::npos);
        }
        const auto cjk = html_to_markdown(std::string(3000, '*'), "", 100).text;
        CHECK_LE(discord::length(cjk), 100u);
        CHECK_GT(discord::length(cjk), 90u);
        CHECK(cjk.ends_with("\\*…"));
      }
      THEN("a text that just fits is whole") {
        CHECK_EQ(html_to_markdown("abc", "", 4).text, "abc");
        CHECK_EQ(html_to_markdown("abcde fgh", "", 9).text, "abcde…");
        CHECK(!html_to_markdown("abc", "", 4).cut);
      }
    }
  }
}

SCENARIO("plain text keeps its lines and shows as it stands") {
  GIVEN("a text that looks like HTML") {
    WHEN("it is converted") {
      THEN("it is no HTML") {
        CHECK_EQ(text_to_markdown("a < b & c\n<b>x</b>\n\n# d", 999).text,
                 "a \\< b & c\n\\<b>x\\</b>\n\n\\# d");
      }
    }
  }
}

SCENARIO("titles are one line of plain text") {
  GIVEN("titles of feeds") {
    WHEN("they are made ready") {
      THEN("markup and line breaks are gone, long ones are cut") {
        CHECK_EQ(html_to_line("A <b>new</b>\n  thing &amp; more<script>x</script>"),
                 "A new thing & more");
        CHECK_EQ(cut("one two three", 9), "one two…");
        CHECK_EQ(cut("one two", 7), "one two");
        CHECK_EQ(cut("abcdefghij", 5), "abcd…");
        CHECK_EQ(cut("👨‍👩‍👧x👨‍👩‍👧", 6), "👨‍👩‍👧…");
        CHECK_EQ(without_mentions("**hi** @everyone <@1> a@b.c"),
                 "**hi** @" + zw + "everyone <@" + zw + "1> a@b.c");
      }
    }
  }
}
