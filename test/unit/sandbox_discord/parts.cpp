#define CAF_SUITE sandbox_parts
#include "sandbox/core/faults.hpp"
#include "sandbox/core/json.hpp"
#include "sandbox/core/options.hpp"
#include "sandbox/discord/gateway_session.hpp"
#include "sandbox/discord/ids.hpp"
#include "sandbox/discord/multipart.hpp"
#include "sandbox/discord/rate_limiter.hpp"
#include "sandbox/discord/zlib_stream.hpp"

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/json.hpp>

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::sandbox;
using namespace flexcord::sandbox::discord;
namespace zlib = boost::beast::zlib;

namespace {

/// Decodes all of a zlib stream so far, as a client does.
std::string inflate(std::string_view bytes) {
  zlib::inflate_stream in;
  in.reset(15);
  bytes.remove_prefix(2);
  std::string out(1u << 20, '\0');
  zlib::z_params p;
  p.next_in = bytes.data();
  p.avail_in = bytes.size();
  p.next_out = out.data();
  p.avail_out = out.size();
  boost::system::error_code ec;
  in.write(p, zlib::Flush::sync, ec);
  out.resize(out.size() - p.avail_out);
  return out;
}

} // namespace

SCENARIO("a compressed gateway stream holds one zlib context") {
  GIVEN("a stream") {
    zlib_stream stream;
    WHEN("three payloads go through it, a large one among them") {
      std::string large;
      for (int i = 0; i < 20'000; ++i) large += digest(std::to_string(i));
      const auto a = stream.compress("{\"op\":10}"), b = stream.compress(large.substr(0, 300'000)),
                 c = stream.compress("{\"op\":11}");
      THEN("each ends with a sync flush and all of them decode as one stream") {
        CHECK_EQ(a.substr(0, 2), "\x78\x9c");
        for (auto* part : {&a, &b, &c})
          CHECK_EQ(part->substr(part->size() - 4), std::string("\0\0\xff\xff", 4));
        CHECK(inflate(a + b + c) == "{\"op\":10}" + large.substr(0, 300'000) + "{\"op\":11}");
      }
    }
  }
}

SCENARIO("multipart bodies are read whatever the order of their parts") {
  GIVEN("a body with the file before payload_json, as discord.js sends it") {
    const std::string body = "--x\r\nContent-Disposition: form-data; name=\"files[0]\"; "
                             "filename=\"a \\\"b\\\".txt\"\r\nContent-Type: text/plain\r\n\r\n"
                             "one\r\n--two\r\n--x\r\ncontent-disposition: form-data; "
                             "name=\"payload_json\"\r\n\r\n{}\r\n--x--\r\n";
    WHEN("it is parsed") {
      const auto parts = parse_multipart("multipart/form-data; boundary=x", body);
      THEN("names, file names and bytes are there") {
        REQUIRE(parts.has_value());
        REQUIRE_EQ(parts->size(), 2u);
        CHECK_EQ(parts->at(0).filename, "a \"b\".txt");
        CHECK_EQ(parts->at(0).body, "one\r\n--two");
        CHECK_EQ(parts->at(1).name, "payload_json");
      }
      THEN("every cut of it is refused") {
        std::size_t accepted = 0;
        for (std::size_t n = 0; n + 4 < body.size(); ++n)
          accepted += parse_multipart("multipart/form-data; boundary=x", body.substr(0, n)) ? 1 : 0;
        CHECK_EQ(accepted, 0u);
      }
    }
  }
}

SCENARIO("rate limits count by route, method and channel") {
  GIVEN("a limiter with Discord's figures") {
    rate_limiter limiter;
    auto refused = [&](const char* method, const char* channel, std::int64_t now) {
      return limiter.ask(bucket::messages, method, channel, true, now).refusal.has_value();
    };
    WHEN("five messages went to a channel within its window") {
      for (int i = 0; i < 5; ++i) CHECK(!refused("POST", "1", 1000));
      THEN("the sixth waits, others do not, and the window ends") {
        CHECK(refused("POST", "1", 5999));
        CHECK(!refused("PATCH", "1", 5999));
        CHECK(!refused("POST", "2", 5999));
        CHECK(!refused("POST", "1", 6000));
      }
      THEN("the refusal tells the same wait in headers and body") {
        limiter.ask(bucket::messages, "POST", "3", true, 7000);
        for (int i = 0; i < 4; ++i) limiter.ask(bucket::messages, "POST", "3", true, 7500);
        const auto v = limiter.ask(bucket::messages, "POST", "3", true, 8000);
        REQUIRE(v.refusal.has_value());
        CHECK_EQ(v.headers.get("X-RateLimit-Reset-After"), "4.000");
        CHECK_EQ(v.headers.get("X-RateLimit-Remaining"), "0");
        CHECK_EQ(v.refusal->headers.get("Retry-After"), "4");
        CHECK(v.refusal->body.find("\"global\":false") != std::string::npos);
      }
    }
  }
}

SCENARIO("the global limit and the block for invalid requests") {
  GIVEN("a limiter with small figures") {
    rate_limiter limiter;
    limiter.settings.global = 2;
    limiter.settings.invalid_limit = 3;
    WHEN("a third request comes within the second") {
      limiter.ask(bucket::none, "GET", "", true, 100);
      limiter.ask(bucket::none, "GET", "", true, 100);
      THEN("it is refused as global, exempt routes are not") {
        const auto v = limiter.ask(bucket::none, "GET", "", true, 100);
        REQUIRE(v.refusal.has_value());
        CHECK_EQ(v.refusal->headers.get("X-RateLimit-Global"), "true");
        CHECK(!limiter.ask(bucket::none, "GET", "", false, 100).refusal);
        CHECK(!limiter.ask(bucket::none, "GET", "", true, 1100).refusal);
      }
      THEN("too many invalid requests bring the edge's block for ten minutes") {
        for (int i = 0; i < 4; ++i) limiter.invalid(2000);
        const auto r = limiter.blocked(3000);
        REQUIRE(r.has_value());
        CHECK_EQ(r->body, "error code: 1015");
        CHECK(!r->headers.has("Via"));
        CHECK(!limiter.blocked(602'000));
      }
    }
  }
}

SCENARIO("a gateway session keeps what can be replayed") {
  GIVEN("a session that keeps three dispatches") {
    gateway_session s;
    s.intents = intent_guild_messages;
    for (int i = 0; i < 5; ++i) s.add("MESSAGE_CREATE", {{"n", i}}, 3);
    WHEN("a client comes back") {
      THEN("it gets what it missed if that is still there") {
        CHECK_EQ(s.sequence(), 5u);
        CHECK(s.can_replay(2));
        CHECK(!s.can_replay(1));
        CHECK(s.can_replay(5));
        CHECK_EQ(s.after(3).size(), 2u);
      }
      THEN("guild content is blanked without the intent") {
        const boost::json::object data{{"content", "secret"}, {"poll", 1}};
        const audience guild{intent_guild_messages, true, false};
        CHECK_EQ(text_at(s.visible(data, guild), "content"), "");
        CHECK(!s.visible(data, guild).contains("poll"));
        s.intents |= intent_content;
        CHECK_EQ(text_at(s.visible(data, guild), "content"), "secret");
        CHECK(!s.wants({intent_dms, false, true}));
      }
    }
  }
}

SCENARIO("small readers take what is right and refuse what is not") {
  GIVEN("texts of several kinds") {
    WHEN("they are read") {
      THEN("globs match") {
        CHECK(glob_matches("/api/*/messages", "/api/v10/channels/1/messages"));
        CHECK(!glob_matches("/api/*/messages", "/api/v10/channels/1/messages/2"));
        CHECK(glob_matches("*", ""));
        CHECK(glob_matches("a?c", "abc"));
        CHECK(!glob_matches("a?c", "ac"));
      }
      THEN("base64 decodes and broken base64 does not") {
        CHECK_EQ(from_base64("aGVsbG8=").value_or("?"), "hello");
        CHECK_EQ(from_base64("aGVsbA").value_or("?"), "hell");
        CHECK(!from_base64("a*b"));
        CHECK(!from_base64("aGVsb"));
      }
      THEN("what is not UTF-8 is replaced") {
        CHECK_EQ(printable("a\xff\xed\xa0\x80z", 100),
                 "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
        CHECK(is_utf8("h\xC3\xA9"));
        CHECK(!is_utf8("\xC0\x80"));
      }
      THEN("ids rise and tell their time") {
        id_maker ids;
        const auto a = ids.next(1'700'000'000'123), b = ids.next(1'700'000'000'123);
        CHECK(a < b);
        CHECK_EQ(time_of(a), 1'700'000'000'123);
        CHECK_EQ(iso_time(1'786'094'102'117), "2026-08-07T09:15:02.117000+00:00");
      }
    }
  }
}

SCENARIO("the command line is read whole before anything is refused") {
  GIVEN("good and bad arguments") {
    std::vector<std::string> problems;
    WHEN("they are parsed") {
      const auto good = parse_options({"--port=0", "--address=localhost", "--quiet"}, problems);
      THEN("good ones are taken") {
        CHECK_EQ(problems.size(), 0u);
        CHECK_EQ(good.port, 0);
        CHECK_EQ(good.address, "127.0.0.1");
        CHECK(good.quiet);
      }
      THEN("every bad one is named, an address that others can reach among them") {
        parse_options({"--port=70000", "--port=", "--address=0.0.0.0", "--port-file=", "--x"},
                      problems);
        CHECK_EQ(problems.size(), 5u);
      }
    }
  }
}
