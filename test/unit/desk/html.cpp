#include "desk/html.hpp"

#define CAF_SUITE desk_html
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

bool outside(std::string_view url) { return address::outside(url).has_value(); }
bool page(std::string_view url) { return address::page(url).has_value(); }
bool picture(std::string_view url) { return address::picture(url).has_value(); }

} // namespace

SCENARIO("no text becomes markup, wherever it stands") {
  GIVEN("texts that would like to be something else") {
    WHEN("they are put into a page") {
      THEN("in text and in attributes they stay text") {
        for (std::string bad : {"<script>alert(1)</script>", "\" onmouseover=\"alert(1)",
                                "' autofocus onfocus='alert(1)", "`x`", "</style><img src=x>",
                                "<!--", "]]>", "&lt;b&gt;", "{}", "</template><b>"}) {
          const auto shown = html{}.put("<p title=\"{}\">{}</p>", bad, bad).text();
          CHECK_EQ(std::count(shown.begin(), shown.end(), '<'), 2);
          CHECK_EQ(std::count(shown.begin(), shown.end(), '>'), 2);
          CHECK_EQ(std::count(shown.begin(), shown.end(), '"'), 2);
          CHECK_EQ(shown.find('\''), std::string::npos);
          CHECK_EQ(shown.find('`'), std::string::npos);
        }
        CHECK_EQ(html{}.put("{}", "&amp;<>\"'`").text(), "&amp;amp;&lt;&gt;&quot;&#39;&#96;");
        CHECK_EQ(html{}
                     .put("{}", std::string("\xC0\xBC"
                                            "b"))
                     .text(),
                 "\xEF\xBF\xBD\xEF\xBF\xBD"
                 "b");
        CHECK_EQ(html{}.put("{}|{}", "{}", 7).text(), "{}|7");
      }
      THEN("only pieces of markup are markup") {
        CHECK_EQ(html{}.put("<p>{}</p>", html{}.put("<b>{}</b>", "<")).text(),
                 "<p><b>&lt;</b></p>");
      }
    }
  }
}

SCENARIO("only addresses of the web are links") {
  GIVEN("addresses that people wrote") {
    WHEN("they are to be linked") {
      THEN("http and https with a host are") {
        CHECK(outside("https://cdn.discordapp.com/attachments/1/2/a%20b.png?ex=1&is=2"));
        CHECK(outside("http://127.0.0.1:8080/x") && outside("https://[::1]/"));
        CHECK_EQ(html{}.put("<a href=\"{}\">x</a>", *address::outside("https://a/?b=1&c=2")).text(),
                 "<a href=\"https://a/?b=1&amp;c=2\">x</a>");
      }
      THEN("everything else is not") {
        for (std::string_view bad : {"javascript:alert(1)",
                                     "JavaScript:alert(1)",
                                     " javascript:alert(1)",
                                     "java\nscript:alert(1)",
                                     "data:text/html,<script>",
                                     "vbscript:x",
                                     "//evil.example",
                                     "/\\evil.example",
                                     "https://",
                                     "https:///path",
                                     "https://u:p@a.example/",
                                     "https://a.example@b.example/",
                                     "https://a.example/ x",
                                     "https://a.example/\"x",
                                     "https://a.example/<",
                                     "HTTPS://a.example",
                                     "blob:https://a",
                                     "file:///x",
                                     "",
                                     "https://a\xCC\xB8.example/",
                                     "https://a.example\\@b.example"})
          CHECK(!outside(bad));
        CHECK(!outside("https://a.example/" + std::string(2048, 'a')));
      }
      THEN("our own paths are links to pages, other hosts' tricks are not") {
        CHECK(page("/case/7?e=1&s=x") && page("https://a.example/case/7"));
        CHECK(!page("//evil.example/") && !page("/\\evil.example") && !page("case/7") &&
              !page("javascript:x") && !page(""));
      }
      THEN("a picture is never loaded from elsewhere") {
        CHECK(picture("/avatars/1.png") && picture("data:image/png;base64,iVBORw0KGgo="));
        CHECK(!picture("https://cdn.discordapp.com/avatars/1/2.png"));
        CHECK(!picture("//cdn.example/a.png") && !picture("data:image/svg+xml;base64,AAAA"));
        CHECK(!picture("data:image/png;base64,") && !picture("data:image/png;base64,a\"onload=x"));
        CHECK(!picture("data:text/html;base64,AAAA") && !picture(""));
        CHECK(!picture("data:image/png;base64," + std::string(70000, 'A')));
      }
    }
  }
}
