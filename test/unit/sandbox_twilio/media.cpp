#define CAF_SUITE sandbox_twilio_media
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

const std::string media_path = "/mcs/v1/Services/IS00000000000000000000000000000002/Media";

answer upload(twilio_fixture& f, const std::string& type, std::string bytes,
              const std::string& query) {
  net::http::request r;
  r.method = "POST";
  r.url = f.base() + media_path + query;
  r.headers = {{"Authorization",
                "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzYW5kYm94LWF1dGgtdG9rZW4="},
               {"Content-Type", type}};
  r.body = std::move(bytes);
  return f.send(std::move(r));
}

answer fetch(twilio_fixture& f, const std::string& url) {
  net::http::request r;
  r.url = url;
  return f.send(std::move(r));
}

} // namespace

SCENARIO("a file goes up, into a message, and down by a link that expires") {
  GIVEN("an uploaded picture with every byte in it") {
    twilio_fixture f;
    std::string bytes;
    for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
    auto made = upload(f, "image/png", bytes, "?Category=media&Filename=a.png");
    CHECK_EQ(made.status, 201);
    auto sid = made.at("sid");
    WHEN("it is put into a message and asked for") {
      auto talk = f.new_conversation("fc-1");
      auto messages = service_path("/Conversations/" + talk + "/Messages");
      auto message = f.rest("POST", messages, {{"MediaSid", sid}});
      auto shown = f.rest("GET", media_path + "/" + sid);
      auto link = shown.at("links.content_direct_temporary");
      THEN("message and link carry it") {
        CHECK_EQ(message.at("body"), "null");
        CHECK_EQ(message.at("media.0.filename"), "a.png");
        CHECK_EQ(message.at("media.0.size"), "256");
        CHECK_EQ(shown.at("message_sid"), message.at("sid"));
        auto got = fetch(f, link);
        CHECK_EQ(got.status, 200);
        CHECK_EQ(got.text, bytes);
        CHECK_EQ(got.headers.get("Content-Type"), "image/png");
      }
      THEN("the link is no good when changed, or after five minutes") {
        auto forged = link;
        forged.replace(forged.find("Expires=") + 8, 1, "9");
        CHECK_EQ(fetch(f, forged).status, 403);
        f.advance(301'000);
        CHECK_EQ(fetch(f, link).status, 403);
        auto redirect = f.rest("GET", media_path + "/" + sid + "/Content");
        CHECK_EQ(redirect.status, 307);
        CHECK_EQ(fetch(f, std::string(redirect.headers.get("Location"))).text, bytes);
      }
      THEN("it cannot be used twice, nor one that does not exist") {
        CHECK_EQ(f.rest("POST", messages, {{"MediaSid", sid}}).status, 400);
        CHECK_EQ(f.rest("POST", messages, {{"MediaSid", "ME0"}}).status, 400);
        CHECK_EQ(f.rest("GET", media_path + "/ME0").at("code"), "20404");
      }
    }
  }
}

SCENARIO("uploads can be multipart forms, and bad ones are refused") {
  GIVEN("the media service") {
    twilio_fixture f;
    WHEN("files come in several shapes") {
      auto form_upload =
          upload(f, "multipart/form-data; boundary=xyz",
                 "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n"
                 "Content-Type: text/plain\r\n\r\nhello\r\n--xyz--\r\n",
                 "");
      THEN("the good one is kept and the others are not") {
        CHECK_EQ(form_upload.status, 201);
        CHECK_EQ(form_upload.at("filename"), "b.txt");
        CHECK_EQ(form_upload.at("size"), "5");
        CHECK_EQ(form_upload.at("content_type"), "text/plain");
        CHECK_EQ(upload(f, "multipart/form-data; boundary=xyz", "nothing", "").status, 400);
        CHECK_EQ(upload(f, "image/png", "", "").status, 400);
        CHECK_EQ(f.rest("GET", "/mcs/v1/Services/default/Media/ME0").status, 404);
      }
    }
  }
}
