#include "net/feed/entity.hpp"

#define CAF_SUITE feed_entity
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::net::feed::decode_entities;

SCENARIO("character references of HTML become their signs, once") {
  GIVEN("texts with references") {
    WHEN("they are decoded") {
      THEN("named and numbered ones are replaced") {
        CHECK_EQ(decode_entities("a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;"),
                 "a & b <c> \"d\" 'e'");
        CHECK_EQ(decode_entities("caf&eacute; &Eacute;t&eacute; &euro;5 &hellip; &#x1F600;"),
                 "café Été €5 … 😀");
        CHECK_EQ(decode_entities("&yuml;&nbsp;&szlig;"), "ÿ\xC2\xA0ß");
      }
      THEN("what comes out is not decoded again, and unknown ones stay") {
        CHECK_EQ(decode_entities("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
        CHECK_EQ(decode_entities("&unknown; & &; &#; &amp"), "&unknown; & &; &#; &amp");
      }
      THEN("impossible numbers become the replacement sign") {
        CHECK_EQ(decode_entities("&#0;&#xD800;&#x110000;&#99999999;"),
                 "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
      }
    }
  }
}
