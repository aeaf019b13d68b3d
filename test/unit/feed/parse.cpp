#include "net/feed/parse.hpp"
#include "net/discord/text.hpp"
#include "net/feed/date.hpp"
#include "net/feed/message.hpp"

#define CAF_SUITE feed_parse
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::feed;

namespace {

document read(std::string_view text, std::string_view type = "application/xml",
              const limits& most = {}) {
  auto r = parse(text, type, "https://site.example/feed/main.xml", most);
  if (r) return *r;
  CAF_FAIL("not read: " << r.error().what);
}

std::string rss(const std::string& items, const std::string& attributes = "") {
  return "<?xml version='1.0'?><rss version='2.0' " + attributes +
         "><channel><title>News &amp; more</title><link>https://site.example/</link>" + items +
         "</channel></rss>";
}

std::string atom(const std::string& entries) {
  return "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>"
         "<title type='html'>The &lt;b&gt;blog&lt;/b&gt;</title>"
         "<link rel='self' href='/self'/><link href='/blog/'/>" +
         entries + "</feed>";
}

std::string utf16(std::string_view ascii, bool little, bool mark) {
  std::string out = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) {
    if (little) out += c;
    out += '\0';
    if (!little) out += c;
  }
  return out;
}

} // namespace

// checklist 11, 12, 13: announcements made automatically from a site and other official sources
SCENARIO("an RSS feed is read") {
  GIVEN("RSS 2.0 as sites write it") {
    const auto d = read(rss(
        "<item><title>One &lt;i&gt;thing&lt;/i&gt;</title><link>/one</link><guid "
        "isPermaLink='false'>id-1</guid><pubDate>Tue, 03 Jun 2008 11:05:30 GMT</pubDate>"
        "<description>short</description><content:encoded><![CDATA[<p>Long "
        "<b>text</b></p>]]></content:encoded></item>"
        "<item><title>Two</title><guid>https://site.example/two</guid>"
        "<dc:date>2008-06-04T00:00:00Z</dc:date><description>&lt;p&gt;a &amp;amp; "
        "b&lt;/p&gt;</description><media:content url='https://m.example/p.jpg' "
        "type='image/jpeg'/></item>"
        "<item><description>only a text</description><enclosure url='/i.png' type='image/png' "
        "length='1'/></item><item></item>",
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'"));
    WHEN("its entries are looked at") {
      THEN("each has what it says, in the feed's order") {
        CHECK_EQ(d.title, "News & more");
        CHECK_EQ(d.link, "https://site.example/");
        REQUIRE_EQ(d.items.size(), 3u);
        CHECK_EQ(d.items[0].title, "One thing");
        CHECK_EQ(d.items[0].link, "https://site.example/one");
        CHECK_EQ(d.items[0].text, "Long **text**");
        CHECK_EQ(d.items[0].at, 1'212'491'130'000);
        CHECK_EQ(d.items[1].link, "https://site.example/two");
        CHECK_EQ(d.items[1].text, "a & b");
        CHECK_EQ(d.items[1].at, parse_date("2008-06-04").value());
        CHECK_EQ(d.items[1].image, "https://m.example/p.jpg");
        CHECK_EQ(d.items[2].text, "only a text");
        CHECK_EQ(d.items[2].image, "https://site.example/i.png");
        CHECK_EQ(d.items[2].at, 0);
        CHECK_EQ(d.items[2].twin, "");
        CHECK_EQ(d.items[0].id.size(), 20u);
      }
      THEN("an entry with nothing in it is counted") { CHECK_EQ(d.skipped, 1u); }
    }
  }
}

SCENARIO("an Atom feed is read") {
  GIVEN("Atom 1.0 with all kinds of text, and bases") {
    const auto d = read(atom(
        "<entry xml:base='https://other.example/a/'><id>urn:1</id><title>Plain &lt;b&gt;</title>"
        "<link rel='alternate' href='one'/><published>2020-01-02T03:04:05Z</published>"
        "<updated>2021-01-01T00:00:00Z</updated><content type='html'>&lt;p&gt;hi &lt;a "
        "href='two'&gt;you&lt;/a&gt;&lt;/p&gt;</content><summary>no</summary></entry>"
        "<entry><id>urn:2</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>X "
        "<em>y</em></div></title><link href='/two'/><updated>2020-02-01T00:00:00Z</updated>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a <strong>b</strong>"
        "&amp;amp;</p></div></content></entry>"
        "<entry><id>urn:3</id><title>Only a summary</title><link href='/three'/>"
        "<updated>bad</updated><summary>a &lt;b&gt; *c*</summary></entry>"));
    WHEN("its entries are looked at") {
      THEN("each has what it says") {
        CHECK_EQ(d.title, "The blog");
        CHECK_EQ(d.link, "https://site.example/blog/");
        REQUIRE_EQ(d.items.size(), 3u);
        CHECK_EQ(d.items[0].title, "Plain <b>");
        CHECK_EQ(d.items[0].link, "https://other.example/a/one");
        CHECK_EQ(d.items[0].text, "hi [you](https://other.example/a/two)");
        CHECK_EQ(d.items[0].at, parse_date("2020-01-02T03:04:05Z").value());
        CHECK_EQ(d.items[1].title, "X y");
        CHECK_EQ(d.items[1].text, "a **b**&amp;");
        CHECK_EQ(d.items[2].text, "a \\<b> \\*c\\*");
        CHECK_EQ(d.items[2].at, 0);
      }
    }
  }
}

SCENARIO("the same entry has the same id, and a changed text another print") {
  GIVEN("an entry, the same with another text, and with another guid") {
    auto one = [](const std::string& guid, const std::string& text) {
      return read(rss("<item><title>T</title><link>/l</link><guid isPermaLink='false'>" + guid +
                      "</guid><description>" + text + "</description></item>"))
          .items.at(0);
    };
    WHEN("they are compared") {
      const auto a = one("1", "x"), b = one("1", "y"), c = one("2", "x");
      THEN("id, twin and print tell them apart") {
        CHECK_EQ(a.id, b.id);
        CHECK_NE(a.print, b.print);
        CHECK_NE(a.id, c.id);
        CHECK_EQ(a.twin, c.twin);
        CHECK_EQ(a.print, c.print);
      }
      THEN("an id that comes twice in a feed counts once") {
        const auto d = read(rss("<item><guid>g</guid><title>a</title></item><item><guid>g</guid>"
                                "<title>b</title></item>"));
        REQUIRE_EQ(d.items.size(), 1u);
        CHECK_EQ(d.items[0].title, "a");
        CHECK_EQ(d.repeated, 1u);
      }
    }
  }
}

SCENARIO("documents are read in the encoding that they say") {
  GIVEN("the same feed in several encodings") {
    const std::string head = "<?xml version='1.0' encoding='";
    const std::string body =
        "<rss><channel><item><title>caf\xE9 \x80</title></item></channel></rss>";
    WHEN("they are read") {
      auto title = [](std::string_view text, std::string_view type = "text/xml") {
        return read(text, type).items.at(0).title;
      };
      THEN("the title is right each time") {
        CHECK_EQ(title(head + "ISO-8859-1'?>" + body), "café €");
        CHECK_EQ(title(head + "windows-1252'?>" + body), "café €");
        CHECK_EQ(title(body, "text/xml; charset=\"iso-8859-1\""), "café €");
        CHECK_EQ(
            title(head + "utf-8'?><rss><channel><item><title>café</title></item></channel></rss>"),
            "café");
        CHECK_EQ(title("\xEF\xBB\xBF<rss><channel><item><title>café</title></item></channel></rss>",
                       "text/xml; charset=iso-8859-1"),
                 "café");
        const std::string wide =
            head + "utf-16'?><rss><channel><item><title>wide</title></item></channel></rss>";
        CHECK_EQ(title(utf16(wide, true, true)), "wide");
        CHECK_EQ(title(utf16(wide, false, true)), "wide");
        CHECK_EQ(title(utf16(wide, true, false)), "wide");
        CHECK_EQ(title(utf16(wide, false, false)), "wide");
        CHECK_EQ(title("<rss><channel><item><title>a\xFF!</title></item></channel></rss>"),
                 "a\xEF\xBF\xBD!");
      }
      THEN("an encoding that is not known is said") {
        const auto r = parse(head + "Shift_JIS'?>" + body, "", "https://x/");
        REQUIRE(!r);
        CHECK_EQ(r.error().what, "an encoding that is not supported: Shift_JIS");
      }
    }
  }
}

SCENARIO("the whole of an entry fits into one message, with its link") {
  GIVEN("an entry with a very long text and title") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "&lt;b&gt;word&lt;/b&gt; ";
    const auto d =
        read(rss("<item><title>" + std::string(5000, '*') + "</title><link>/l</link><description>" +
                 text + "</description></item>"));
    WHEN("it is composed") {
      const auto& i = d.items.at(0);
      const auto made = compose(i.title, i.text, i.link);
      THEN("it is cut at a word and says so") {
        CHECK_LE(flexcord::net::discord::length(made), message_limit);
        CHECK(made.ends_with("…\nhttps://site.example/l"));
        CHECK(i.title.ends_with("…"));
      }
    }
  }
}
