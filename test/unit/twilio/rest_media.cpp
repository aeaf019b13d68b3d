#include "test/unit/twilio/api.hpp"

#define CAF_SUITE twilio_rest_media
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using flexcord::test::outcome;
using flexcord::test::stand_in;
using flexcord::test::twilio_api;
using flexcord::test::wait_for;

namespace {

const std::string bytes("\x89PNG\0\r\n\xFF", 8);

std::string described(std::string size, std::string direct = {}) {
  auto link = direct.empty() ? "" : R"(,"content_direct_temporary":")" + direct + "\"";
  return R"({"sid":"ME1","size":)" + size +
         R"(,"content_type":"image/png","filename":"a.png","links":)" +
         R"({"content":"/v1/Services/IS1/Media/ME1/Content")" + link + "}}";
}

result<file> get(twilio_api& t, std::uint64_t most = 1000) {
  return wait_for<file>([&](auto done) { t.api.download("ME1", most, done); });
}

std::string why(const result<file>& r) { return r ? "accepted" : r.error().detail; }

} // namespace

SCENARIO("a file from Discord is uploaded as it is") {
  GIVEN("a stand-in for the media service that is busy at first") {
    twilio_api t;
    t.peer.answer(503, "");
    t.peer.answer(201, R"({"sid":"ME1","size":8})");
    WHEN("a file is uploaded") {
      auto sid = wait_for<std::string>([&](auto done) {
        t.api.upload({bytes, "image/png", "my caf\xC3\xA9.png"}, done);
      });
      THEN("the bytes, type and name arrive") {
        REQUIRE_EQ(outcome(sid), "accepted");
        CHECK_EQ(*sid, "ME1");
        CHECK_EQ(t.target(1),
                 "/mcs/v1/Services/IS1/Media?Category=media&Filename=my%20caf%C3%A9.png");
        CHECK_EQ(t.peer.seen(1).body, bytes);
        CHECK_EQ(t.header(1, "Content-Type"), "image/png");
        CHECK_EQ(t.header(1, "Authorization"), "Basic QUMxOnRva2Vu");
      }
    }
  }
}

SCENARIO("an agent's file is fetched by its temporary link without credentials") {
  GIVEN("a file on another server") {
    twilio_api t;
    stand_in storage(t.rt);
    t.peer.answer(200, described("8", storage.origin() + "/signed?x=1"));
    storage.answer(200, bytes, "application/octet-stream");
    WHEN("it is downloaded") {
      auto f = get(t);
      THEN("bytes, type and name are right and the storage saw no credentials") {
        REQUIRE_EQ(outcome(f), "accepted");
        CHECK_EQ(f->bytes, bytes);
        CHECK_EQ(f->content_type, "image/png");
        CHECK_EQ(f->filename, "a.png");
        CHECK_EQ(storage.seen(0).target, "/signed?x=1");
        CHECK(!storage.seen(0).headers.has("Authorization"));
      }
      storage.stop();
    }
  }
}

SCENARIO("without a temporary link the service's own content is followed") {
  GIVEN("content that moves within the service and then to another server") {
    twilio_api t;
    stand_in storage(t.rt);
    t.peer.answer(200, described("8"));
    t.peer.answer(307, "", "text/plain", {{"Location", "/mcs/moved"}});
    t.peer.answer(302, "", "text/plain", {{"Location", storage.origin() + "/signed"}});
    storage.answer(200, bytes, "image/png");
    WHEN("it is downloaded") {
      auto f = get(t);
      THEN("credentials stay with the service") {
        REQUIRE_EQ(outcome(f), "accepted");
        CHECK_EQ(f->bytes, bytes);
        CHECK_EQ(t.target(1), "/mcs/v1/Services/IS1/Media/ME1/Content");
        CHECK_EQ(t.target(2), "/mcs/moved");
        CHECK_EQ(t.header(2, "Authorization"), "Basic QUMxOnRva2Vu");
        CHECK(!storage.seen(0).headers.has("Authorization"));
      }
      storage.stop();
    }
  }
}

SCENARIO("a file that is too large or led astray is refused") {
  GIVEN("bad files") {
    twilio_api t;
    WHEN("they are downloaded") {
      THEN("a size over the limit is refused before the bytes are fetched") {
        t.peer.answer(200, described("1001"));
        CHECK_EQ(why(get(t)), "download file: it is too large");
        CHECK_EQ(t.peer.seen().size(), 1u);
      }
      THEN("a lie about the size does not help") {
        t.peer.answer(200, described("1"));
        t.peer.answer(200, std::string(200000, 'x'), "image/png");
        auto f = get(t);
        CHECK(!f && f.error().kind == failure_kind::malformed);
        CHECK_EQ(t.peer.seen().size(), 3u);
      }
      THEN("redirects end somewhere") {
        t.peer.answer(200, described("8"));
        for (int i = 0; i < 4; ++i)
          t.peer.answer(302, "", "text/plain", {{"Location", "/mcs/again"}});
        CHECK_EQ(why(get(t)), "download file: too many redirects");
        CHECK_EQ(t.peer.seen().size(), 8u);
      }
      THEN("a redirect to nowhere or over plain HTTP to a stranger is refused") {
        for (std::string place : {"", "ftp://h/x", "//h/x", "http://files.example/x"}) {
          t.peer.answer(200, described("8"));
          t.peer.answer(302, "", "text/plain", {{"Location", place}});
          CHECK_EQ(why(get(t)), "download file: a redirect leads to a place that is not allowed");
        }
      }
      THEN("a missing file is a refusal with its code") {
        t.peer.answer(404, R"({"code":20404})");
        auto f = get(t);
        CHECK(!f && f.error().code == 20404);
      }
    }
  }
}
