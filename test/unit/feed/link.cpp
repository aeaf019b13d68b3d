#include "net/feed/link.hpp"

#define CAF_SUITE feed_link
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::net::feed;

SCENARIO("links are taken relative to their base, as RFC 3986 says") {
  GIVEN("a base and the references of the RFC's own examples") {
    const std::string base = "http://a/b/c/d;p?q";
    WHEN("they are resolved") {
      THEN("each is what the RFC gives") {
        const std::pair<const char*, const char*> examples[] = {
            {"g", "http://a/b/c/g"},
            {"./g", "http://a/b/c/g"},
            {"g/", "http://a/b/c/g/"},
            {"/g", "http://a/g"},
            {"//g", "http://g/"},
            {"?y", "http://a/b/c/d;p?y"},
            {"g?y", "http://a/b/c/g?y"},
            {"#s", "http://a/b/c/d;p?q#s"},
            {"g#s", "http://a/b/c/g#s"},
            {";x", "http://a/b/c/;x"},
            {".", "http://a/b/c/"},
            {"..", "http://a/b/"},
            {"../g", "http://a/b/g"},
            {"../..", "http://a/"},
            {"../../g", "http://a/g"},
            {"../../../g", "http://a/g"},
            {"/./g", "http://a/g"},
            {"/../g", "http://a/g"},
            {"g.", "http://a/b/c/g."},
            {"./g/.", "http://a/b/c/g/"},
            {"g/./h", "http://a/b/c/g/h"},
            {"g/../h", "http://a/b/c/h"},
            {"g?y/../x", "http://a/b/c/g?y/../x"}};
        for (const auto& [reference, whole] : examples) {
          CAF_MESSAGE(reference);
          CHECK_EQ(web_link(base, reference), whole);
        }
        CHECK_EQ(inner_base("https://a.example/x/y", "z/"), "https://a.example/x/z/");
        CHECK_EQ(inner_base("https://a.example/x/y", "javascript:1"), "https://a.example/x/y");
      }
    }
  }
}

SCENARIO("a link is http or https, clean and of usual length, or none") {
  GIVEN("what feeds may hold") {
    WHEN("they are taken") {
      THEN("others than web links are dropped") {
        for (const auto* bad :
             {"javascript:alert(1)", "data:text/html,x", "mailto:a@b", "file:///etc/passwd",
              "https://me:pass@example.com/", "https://example.com@evil.example/", "https:///x",
              "http://", "", "   ", "https://exa\nmple.com/", "https://ex)ample.com/"}) {
          CAF_MESSAGE(bad);
          CHECK_EQ(web_link("https://base.example/", bad), "");
        }
        CHECK_EQ(web_link("", "relative"), "");
        CHECK_EQ(web_link("https://a/", "https://b/" + std::string(longest_link, 'x')), "");
      }
      THEN("what would act in Markdown is percent-encoded") {
        CHECK_EQ(web_link("", " https://a.example/x (1)[2]*@everyone|\"~ "),
                 "https://a.example/x%20%281%29%5B2%5D%2A%40everyone%7C%22%7E");
        CHECK_EQ(web_link("", "HTTPS://A.example/é"), "https://A.example/%C3%A9");
        CHECK_EQ(web_link("", "https://a.example/%20ok_1"), "https://a.example/%20ok_1");
      }
    }
  }
}
