#include "actors/announcements/reading.hpp"
#include "actors/announcements/texts.hpp"

#define CAF_SUITE announcements_reading
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::announcements;

namespace {

const read_feed asked{"https://a.example/feed", 3, "old", {}};

net::result<net::feed::fetched> document(std::string body) {
  return net::feed::fetched{
      false, "https://b.example/feed", "text/xml", std::move(body), {"e", "m"}};
}

} // namespace

SCENARIO("what became of a read is one event") {
  GIVEN("a document, nothing new, a broken document and refusals") {
    WHEN("they are taken") {
      THEN("a document is its entries, with links as seen from where it came") {
        const auto e = std::get<feed_read>(to_event(
            asked, document("<rss><channel><title>S</title><link>/</link><item><title>T</title>"
                            "<link>/x</link></item></channel></rss>")));
        CHECK_EQ(e.feed, asked.feed);
        CHECK_EQ(e.generation, 3u);
        CHECK_EQ(e.title, "S");
        CHECK_EQ(e.link, "https://b.example/");
        CHECK_EQ(e.etag, "e");
        CHECK_EQ(e.last_modified, "m");
        REQUIRE_EQ(e.items.size(), 1u);
        CHECK_EQ(e.items[0].what.link, "https://b.example/x");
      }
      THEN("nothing new is that") {
        net::feed::fetched same;
        same.not_modified = true;
        CHECK(std::get<feed_read>(to_event(asked, same)).not_modified);
      }
      THEN("what cannot be read is a failure") {
        const auto e = std::get<feed_failed>(to_event(asked, document("<rss><channel>")));
        CHECK(e.reason.starts_with("not well-formed XML"));
        CHECK(!e.gone);
        net::failure f{net::failure_kind::refused, 410, 0, std::chrono::seconds(5), "gone"};
        const auto gone = std::get<feed_failed>(to_event(asked, f));
        CHECK(gone.gone);
        CHECK_EQ(gone.retry_after, 5000);
        CHECK_EQ(gone.generation, 3u);
      }
      THEN("a hook's post is taken as it is") {
        const auto e = to_event("t", "s", net::feed::hook_post{"k", "T", "x", "u", "i", "p"});
        const hook_received expected{"t", "k", "s", "p", {"T", "x", "u", "i"}};
        CHECK(e == expected);
      }
    }
  }
}

SCENARIO("the line about the rest is in the operator's language") {
  GIVEN("the languages") {
    WHEN("it is written") {
      THEN("one and many are told apart") {
        CHECK_EQ(rest_line("en", 1), "And 1 more new post.");
        CHECK_EQ(rest_line("en", 12), "And 12 more new posts.");
        CHECK_EQ(rest_line("fr", 1), "Et 1 autre nouveauté.");
        CHECK_EQ(rest_line("es", 2), "Y 2 novedades más.");
        CHECK_EQ(rest_line("de", 3), "Und 3 weitere neue Beiträge.");
        CHECK_EQ(rest_line("xx", 3), rest_line("en", 3));
      }
    }
  }
}
