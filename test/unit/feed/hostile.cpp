#include "net/feed/parse.hpp"

#define CAF_SUITE feed_hostile
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::feed;

namespace {

std::string problem(std::string_view text, const limits& most = {}) {
  auto r = parse(text, "application/xml", "https://x.example/", most);
  return r ? "none" : r.error().what;
}

std::string repeat(std::string_view text, std::size_t n) {
  std::string out;
  out.reserve(text.size() * n);
  while (n-- > 0) out += text;
  return out;
}

document read(std::string_view text, const limits& most = {}) {
  auto r = parse(text, "application/xml", "https://x.example/", most);
  if (r) return *r;
  CAF_FAIL("not read: " << r.error().what);
}

} // namespace

SCENARIO("a document that is no whole feed is refused with the reason, and nothing of it is told") {
  GIVEN("truncated, foreign and empty documents") {
    const std::string whole = "<rss><channel><item><title>a</title></item></channel></rss>";
    WHEN("they are read") {
      THEN("each beginning of a feed is refused") {
        for (std::size_t n = 0; n < whole.size(); ++n)
          CHECK_NE(problem(whole.substr(0, n)), "none");
        CHECK_EQ(problem(whole), "none");
        CHECK(problem(whole.substr(0, 40)).starts_with("not well-formed XML: "));
      }
      THEN("what is something else is said to be") {
        for (const auto* text :
             {"<html><body>hi</body></html>", "<rdf:RDF xmlns:rdf='x'><item/></rdf:RDF>",
              "<x:rss xmlns:x='y'/>"})
          CHECK_EQ(problem(text), "neither RSS 2.0 nor Atom");
        CHECK_NE(problem("{\"version\": 1}"), "none");
        CHECK_NE(problem(""), "none");
        CHECK_NE(problem(std::string_view{"\0\0\0\0", 4}), "none");
      }
      THEN("too large a one is not even looked at") {
        limits small;
        small.bytes = 10;
        CHECK_EQ(problem(whole, small), "the document is too large");
      }
    }
  }
}

SCENARIO("entities of a DTD are never expanded and nothing it names is fetched") {
  GIVEN("a billion laughs and an outside entity") {
    const std::string dtd =
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>"
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    WHEN("they are read") {
      const auto d =
          read(dtd + "<rss><channel><item><title>&b; &x;</title></item></channel></rss>");
      THEN("their names stand there as text") {
        REQUIRE_EQ(d.items.size(), 1u);
        CHECK_EQ(d.items[0].title, "&b; &x;");
      }
    }
  }
}

SCENARIO("enormous shapes are read without harm") {
  GIVEN("deep nesting, huge attributes, very many entries, attributes and prefixes") {
    WHEN("they are read") {
      THEN("deep elements around and inside the entries do no harm") {
        const auto deep = repeat("<a>", 100'000) + repeat("</a>", 100'000);
        const auto d = read("<rss><channel>" + deep + "<item><title>ok</title><description>" +
                            deep + "</description></item></channel></rss>");
        REQUIRE_EQ(d.items.size(), 1u);
        CHECK_EQ(d.items[0].title, "ok");
        const auto html = read("<rss><channel><item><title>x</title><description>" +
                               repeat("&lt;b&gt;&lt;ul&gt;&lt;blockquote&gt;", 2000) +
                               "end</description></item></channel></rss>");
        CHECK_LE(html.items.at(0).text.size(), 2000u);
      }
      THEN("huge and many attributes do no harm") {
        const auto huge = std::string(1'000'000, 'x');
        const auto d = read("<rss a='" + huge + "'><channel><item b='" + huge + "'><title>" +
                                std::string(300'000, 'y') + "</title></item></channel></rss>",
                            {.bytes = 4u << 20});
        CHECK_LE(d.items.at(0).title.size(), 210u);
        std::string many;
        for (int i = 0; i < 20'000; ++i) many += " xmlns:p" + std::to_string(i) + "='u'";
        CHECK_EQ(read("<rss" + many + "><channel><item" + many +
                      "><title>ok</title></item></channel></rss>")
                     .items.size(),
                 1u);
      }
      THEN("a document full of the longest words is no more work than one of short ones") {
        // A parser that escapes a word anew for each of its signs needs minutes for these.
        for (const std::string sign : {"w", "*", "@", "&lt;", "\xC3\xA9", "\xF0\x9F\x90\xB8"}) {
          const auto entry = "<item><description>" + repeat(sign, 2100) + "</description></item>";
          std::string items;
          for (int i = 0; items.size() + entry.size() < 1'900'000; ++i)
            (items += "<item><guid>" + std::to_string(i) + "</guid>") += entry.substr(6);
          const auto d = read("<rss><channel>" + items + "</channel></rss>");
          REQUIRE_EQ(d.items.size(), std::min<std::size_t>(500, d.items.size() + d.dropped));
          CHECK(d.items.at(0).text.ends_with("\xE2\x80\xA6"));
        }
      }
      THEN("what is beyond the limit is not looked into") {
        std::string items;
        for (int i = 0; i < 30; ++i)
          items += "<item><guid>" + std::to_string(i) +
                   "</guid><description>&lt;script&gt;&lt;/script&gt;</description><pubDate>" +
                   (i % 3 ? "2020" : "2021") + "-01-01T00:00:00Z</pubDate></item>";
        const auto d = read("<rss><channel>" + items + "</channel></rss>", {.items = 10});
        CHECK_EQ(d.skipped, 10u);
        CHECK_EQ(d.dropped, 20u);
      }
      THEN("of very many entries the newest are kept, the rest is counted") {
        std::string items;
        for (int i = 0; i < 700; ++i)
          items += "<item><guid>" + std::to_string(i) + "</guid><title>" + std::to_string(i) +
                   "</title><pubDate>" + (i % 2 ? "2020" : "2021") +
                   "-01-01T00:00:00Z</pubDate></item>";
        const auto d = read("<rss><channel>" + items + "</channel></rss>", {.items = 350});
        REQUIRE_EQ(d.items.size(), 350u);
        CHECK_EQ(d.dropped, 350u);
        CHECK_EQ(d.items[0].title, "0");
        CHECK_EQ(d.items[349].title, "698");
      }
    }
  }
}

SCENARIO("bad entries are skipped, the good ones kept") {
  GIVEN("entries without anything, with links of other kinds and of foreign vocabularies") {
    const auto d = read(
        "<rss xmlns:evil='urn:evil'><channel><item/><item><evil:title>no</evil:title></item>"
        "<item><title>  </title><description>&lt;script&gt;x&lt;/script&gt;</description></item>"
        "<item><link>javascript:alert(1)</link></item>"
        "<item><title>good</title><link>javascript:alert(1)</link></item></channel></rss>");
    WHEN("they are read") {
      THEN("one is left, without the link") {
        REQUIRE_EQ(d.items.size(), 1u);
        CHECK_EQ(d.items[0].title, "good");
        CHECK_EQ(d.items[0].link, "");
        CHECK_EQ(d.skipped, 4u);
      }
    }
  }
}
