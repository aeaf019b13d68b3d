#include "net/feed/fetch.hpp"
#include "test/unit/net/support/wait.hpp"
#include "test/unit/twilio/stand_in.hpp"

#define CAF_SUITE feed_fetch
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::net;
using namespace flexcord::net::feed;
using test::awaited;

namespace {

constexpr auto document_text = "<rss><channel></channel></rss>";

struct fixture {
  runtime rt;
  test::stand_in site{rt};
  test::stand_in other{rt};

  result<fetched> get(const std::string& url, fetch_options options = {.allow_private = true},
                      const validators& known = {}) {
    fetcher f{rt, options};
    awaited<result<fetched>> out;
    f.fetch(url, known, [out](auto r) { out.set(std::move(r)); });
    return out.get();
  }
  void redirect(test::stand_in& from, const std::string& to) {
    from.answer(302, "", "text/plain", {{"Location", to}});
  }
  std::string why(const result<fetched>& r) { return r ? "fetched" : to_string(r.error()); }
};

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

SCENARIO("a feed is asked for what is new") {
  GIVEN("a server with validators") {
    site.answer(200, document_text, "application/rss+xml; charset=utf-8",
                {{"ETag", "W/\"v1\""}, {"Last-Modified", "Tue, 03 Jun 2008 11:05:30 GMT"}});
    site.answer(304, "", "text/plain");
    WHEN("it is asked twice") {
      const auto first = get(site.origin() + "/feed");
      REQUIRE(first);
      const auto second = get(site.origin() + "/feed", {.allow_private = true}, first->known);
      REQUIRE(second);
      THEN("the second time nothing has changed") {
        CHECK_EQ(first->body, document_text);
        CHECK_EQ(first->content_type, "application/rss+xml; charset=utf-8");
        CHECK_EQ(site.seen(0).headers.get("accept-encoding"), "identity");
        CHECK(!site.seen(0).headers.has("if-none-match"));
        CHECK_EQ(site.seen(1).headers.get("if-none-match"), "W/\"v1\"");
        CHECK_EQ(site.seen(1).headers.get("if-modified-since"), "Tue, 03 Jun 2008 11:05:30 GMT");
        CHECK(second->not_modified);
        CHECK_EQ(second->known.etag, "W/\"v1\"");
      }
    }
  }
}

SCENARIO("addresses that are not public are not connected to, whatever names them") {
  GIVEN("a server on this machine, and no permission") {
    site.answer(200, document_text, "text/xml");
    const auto port = site.origin().substr(site.origin().rfind(':'));
    WHEN("it is asked by number, by other spellings of it, and by name") {
      THEN("nothing reaches it") {
        for (const auto& host :
             {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]",
              "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"}) {
          CAF_MESSAGE(host);
          const auto r = get("http://" + std::string(host) + port + "/feed", {});
          CHECK(!r);
          if (!r) CHECK_EQ(r.error().kind, failure_kind::unreachable);
        }
        CHECK(why(get("http://127.0.0.1" + port + "/", {})).find(http::address_refused) !=
              std::string::npos);
        CHECK(why(get("http://localhost" + port + "/", {})).find(http::address_refused) !=
              std::string::npos);
        CHECK_EQ(site.seen().size(), 0u);
      }
    }
  }
}

SCENARIO("each address is judged as it is connected to, after a redirect too") {
  GIVEN("a client that refuses what a redirect names") {
    std::vector<std::string> asked;
    http::client_options o;
    o.may_connect = [&asked](const std::string& address) {
      asked.push_back(address);
      return asked.size() < 2;
    };
    site.answer(302, "", "text/plain", {{"Location", other.origin() + "/private"}});
    WHEN("a feed redirects there") {
      http::client c{rt, o};
      http::call_options follow;
      follow.follow_redirects = true;
      http::request req;
      req.url = site.origin() + "/feed";
      const auto r = test::call(c, req, follow);
      THEN("the first is asked, the second never") {
        CHECK_EQ(test::verdict(r), "unreachable");
        CHECK_EQ(asked, (std::vector<std::string>{"127.0.0.1", "127.0.0.1"}));
        CHECK_EQ(site.seen().size(), 1u);
        CHECK_EQ(other.seen().size(), 0u);
      }
    }
  }
}

SCENARIO("redirects are followed five times, and only to the web") {
  GIVEN("a server that redirects") {
    WHEN("it is asked") {
      THEN("five are followed, relative ones too") {
        for (int n = 0; n < 5; ++n) redirect(site, "/step" + std::to_string(n));
        site.answer(200, document_text, "text/xml");
        const auto r = get(site.origin() + "/a/feed");
        REQUIRE(r);
        CHECK_EQ(r->url, site.origin() + "/step4");
      }
      THEN("six are too many") {
        const auto before = site.seen().size();
        for (int n = 0; n < 6; ++n) redirect(site, "/round");
        CHECK(why(get(site.origin() + "/feed")).find("too many redirects") != std::string::npos);
        CHECK_EQ(site.seen().size(), before + 6);
      }
      THEN("other schemes and credentials are not followed") {
        for (const auto* to : {"file:///etc/passwd", "ftp://example.com/", "https://a:b@c.example/",
                               "", "gopher://x/"}) {
          redirect(site, to);
          CHECK(why(get(site.origin() + "/feed")).find("none may be followed") !=
                std::string::npos);
        }
      }
    }
  }
}

SCENARIO("what is no feed, or no usable answer, fails with its reason") {
  GIVEN("servers that answer badly") {
    WHEN("they are asked") {
      THEN("refusals carry status and Retry-After") {
        site.answer(410, "secret body", "text/html");
        const auto gone = get(site.origin() + "/");
        REQUIRE(!gone);
        CHECK_EQ(gone.error().http_status, 410);
        CHECK_EQ(why(gone).find("secret"), std::string::npos);
        site.answer(503, "", "text/html", {{"Retry-After", "120"}});
        const auto busy = get(site.origin() + "/");
        REQUIRE(!busy);
        CHECK_EQ(busy.error().retry_after->count(), 120'000);
        site.answer(429, "", "text/html", {{"Retry-After", "Tue, 03 Jun 2008 11:05:30 GMT"}});
        CHECK_EQ(get(site.origin() + "/").error().retry_after->count(), 0);
        site.answer(429, "", "text/html", {{"Retry-After", "99999999999999999999"}});
        CHECK_EQ(get(site.origin() + "/").error().retry_after->count(), 7 * 86'400'000);
        site.answer(500, "", "text/html", {{"Retry-After", "soon"}});
        CHECK(!get(site.origin() + "/").error().retry_after);
      }
      THEN("other content, compression and too much are refused") {
        site.answer(200, "<html></html>", "text/html");
        CHECK(why(get(site.origin() + "/")).find("content type") != std::string::npos);
        site.answer(200, "{}", "application/json");
        CHECK(why(get(site.origin() + "/")).find("content type") != std::string::npos);
        site.answer(200, document_text, "text/html");
        CHECK_EQ(why(get(site.origin() + "/")), "fetched");
        site.answer(200, "\x1F\x8B", "text/xml", {{"Content-Encoding", "gzip"}});
        CHECK(why(get(site.origin() + "/")).find("compressed") != std::string::npos);
        site.answer(200, std::string(5000, 'x'), "text/xml");
        const auto large = get(site.origin() + "/", {.max_size = 4999, .allow_private = true});
        REQUIRE(!large);
        CHECK_EQ(large.error().kind, failure_kind::malformed);
      }
      THEN("silence ends at the deadline, and a bad URL at once") {
        site.add({{}, false, true});
        const auto slow = get(site.origin() + "/",
                              {.deadline = std::chrono::milliseconds(200), .allow_private = true});
        REQUIRE(!slow);
        CHECK_EQ(slow.error().kind, failure_kind::timed_out);
        for (const auto* bad : {"", "file:///etc/passwd", "http://u:p@127.0.0.1/", "x"})
          CHECK_EQ(get(bad).error().kind, failure_kind::unreachable);
      }
    }
  }
}

END_FIXTURE_SCOPE()
