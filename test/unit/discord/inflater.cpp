#define CAF_SUITE discord_inflater

#include "net/discord/inflater.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using flexcord::net::discord::inflater;

namespace {

std::string bytes(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return out;
}

// Made with zlib itself: one stream, two payloads, each with a sync flush.
const auto hello = bytes("789caa56ca2f50b23234d0514a51b2aa56ca484d2c2a494a4d2c89cfcc2b492d2a4bcc51b"
                         "23231343235a8ad05000000ffff");
const auto ack = bytes("aa86a834ac05000000ffff");
// 200,000 letters in one payload.
const auto large =
    bytes("78daecc13101000000c2a0aceb5fc20cfe400100000000000000000000000000000000000000000000000000"
          "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
          "000000000000000000000000000000000000000000000000000000000000000000000000af010000ffff");

} // namespace

SCENARIO("payloads of one stream are unpacked one after the other") {
  GIVEN("a stream with two payloads") {
    inflater z;
    WHEN("both arrive whole") {
      auto first = z.feed(hello);
      auto second = z.feed(ack);
      THEN("both are there") {
        REQUIRE(first.has_value() && second.has_value());
        CHECK_EQ(first->value_or("nothing"), R"({"op":10,"d":{"heartbeat_interval":41250}})");
        CHECK_EQ(second->value_or("nothing"), R"({"op":11})");
      }
    }
  }
}

SCENARIO("a payload split over several messages is put together") {
  GIVEN("a stream cut after every byte") {
    inflater z;
    std::string got;
    WHEN("the bytes come one by one") {
      for (char c : hello + ack) {
        auto r = z.feed(std::string_view{&c, 1});
        REQUIRE(r.has_value());
        if (*r) got += **r;
      }
      THEN("both payloads are there") {
        CHECK_EQ(got, R"({"op":10,"d":{"heartbeat_interval":41250}}{"op":11})");
      }
    }
  }
}

SCENARIO("a payload larger than one buffer is unpacked whole") {
  GIVEN("a payload of 200,000 letters") {
    inflater z;
    WHEN("it arrives") {
      auto r = z.feed(large);
      THEN("all letters are there") {
        REQUIRE(r.has_value());
        CHECK_EQ(r->value_or(""), std::string(200000, 'a'));
      }
    }
  }
}

SCENARIO("a payload beyond the cap is refused") {
  GIVEN("a cap of 1,000 bytes") {
    inflater z(1000);
    WHEN("a small packet unpacks to more") {
      auto r = z.feed(large);
      THEN("it is malformed, and the stream is finished") {
        CHECK(r.has_error());
        CHECK(z.feed(ack).has_error());
      }
    }
  }
}

SCENARIO("packed bytes without an end are refused at the cap") {
  GIVEN("a cap of 1,000 bytes") {
    inflater z(1000);
    WHEN("more than that comes without a sync mark") {
      auto r = z.feed(std::string(999, 'x'));
      auto s = z.feed("xx");
      THEN("the first is kept and the second refused") {
        CHECK(r.has_value());
        CHECK(s.has_error());
      }
    }
  }
}

SCENARIO("bytes that are not zlib are refused") {
  GIVEN("messages with the sync mark but nonsense before it") {
    const std::string mark("\x00\x00\xFF\xFF", 4);
    WHEN("they are fed to fresh streams") {
      inflater a, b, c;
      THEN("each is malformed") {
        CHECK(a.feed("hello there" + mark).has_error());
        CHECK(b.feed(std::string("\x78\x9c\xFF\xFF\xFF", 5) + mark).has_error());
        CHECK(c.feed(mark).has_error());
      }
    }
  }
}
