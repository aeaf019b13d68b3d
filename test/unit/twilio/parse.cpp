#include "net/twilio/parse.hpp"
#include "net/twilio/media_url.hpp"
#include "net/twilio/walk.hpp"

#define CAF_SUITE twilio_parse
#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::net;
using namespace flexcord::net::twilio;
using namespace std::chrono_literals;

namespace {

template <class T>
std::string why_not(const result<T>& r) {
  if (r) return "accepted";
  CHECK(r.error().kind == failure_kind::malformed);
  return r.error().detail;
}

} // namespace

SCENARIO("a message from the list is the message from the webhook") {
  GIVEN("a message as the REST API gives it") {
    auto m = parse_message(
        R"({"sid":"IM1","account_sid":"AC1","conversation_sid":"CH1","index":7,"author":"dave",)"
        R"("participant_sid":null,)"
        R"("body":null,"media":[{"sid":"ME1","size":42056,"content_type":"image/jpeg",)"
        R"("filename":"car.jpg"}],)"
        R"("attributes":"{\"fc\":{\"n\":\"q\"}}","delivery":null,)"
        R"("date_created":"2026-01-02T03:04:05Z",)"
        R"("date_updated":"2026-01-02T03:04:06Z"})");
    WHEN("it is read") {
      THEN("everything is there") {
        REQUIRE(m.has_value());
        CHECK_EQ(m->sid, "IM1");
        CHECK_EQ(m->conversation_sid, "CH1");
        CHECK_EQ(m->index, 7);
        CHECK_EQ(m->author, "dave");
        CHECK_EQ(m->body, "");
        CHECK_EQ(m->nonce, "q");
        CHECK_EQ(m->created_ms, 1767323045000);
        CHECK_EQ(m->updated, "2026-01-02T03:04:06Z");
        CHECK_EQ(m->source, "");
        REQUIRE_EQ(m->files.size(), 1u);
        CHECK_EQ(m->files[0].sid, "ME1");
        CHECK_EQ(m->files[0].size, 42056u);
      }
      THEN("Programmable Chat's names and single file are understood") {
        auto old =
            parse_message(R"({"sid":"IM1","channel_sid":"CH1","from":"42","body":"hi","index":0,)"
                          R"("media":{"sid":"ME1","size":1}})");
        REQUIRE(old.has_value());
        CHECK_EQ(old->author, "42");
        CHECK_EQ(old->conversation_sid, "CH1");
        CHECK_EQ(old->files.size(), 1u);
      }
      THEN("what is no message is refused") {
        CHECK_EQ(why_not(parse_message("")), "the answer is not a JSON object");
        CHECK_EQ(why_not(parse_message("<html>")), "the answer is not a JSON object");
        CHECK_EQ(why_not(parse_message("[]")), "the answer is not a JSON object");
        CHECK_EQ(why_not(parse_message("{}")), "the answer has no sid");
        CHECK_EQ(why_not(parse_message(R"({"sid":"IM1"})")), "a message has no index");
        CHECK_EQ(why_not(parse_message(R"({"sid":"IM1","index":1,"media":"x"})")),
                 "a message's media is not a list of files");
      }
    }
  }
}

SCENARIO("lists tell where their next page is") {
  GIVEN("pages as Twilio sends them") {
    WHEN("they are read") {
      THEN("the next page is found, and null or absent means the last") {
        auto more = parse_participants(
            R"({"participants":[{"sid":"MB1","identity":"discord-42",)"
            R"("attributes":"{\"name\":\"Ana\"}"}],)"
            R"("meta":{"page":0,"next_page_url":"https://h/v1/x?Page=1","key":"participants"}})");
        REQUIRE(more.has_value());
        CHECK_EQ(more->next_url, "https://h/v1/x?Page=1");
        REQUIRE_EQ(more->items.size(), 1u);
        CHECK_EQ(more->items[0].identity, "discord-42");
        CHECK_EQ(more->items[0].name, "Ana");
        CHECK_EQ(
            parse_participants(R"({"participants":[],"meta":{"next_page_url":null}})")->next_url,
            "");
        CHECK_EQ(parse_participants(R"({"participants":[]})")->next_url, "");
      }
      THEN("a list that is not one is refused") {
        CHECK_EQ(why_not(parse_participants("{}")), "the answer has no list of participants");
        CHECK_EQ(why_not(parse_participants(R"({"participants":{}})")),
                 "the answer has no list of participants");
        CHECK_EQ(why_not(parse_participants(R"({"participants":[1]})")),
                 "an entry of participants is not an object");
      }
      THEN("scoped webhooks are their URLs, and those of a flow its id") {
        auto hooks = parse_webhook_urls(
            R"({"webhooks":[{"sid":"WH1","target":"webhook","configuration":{"url":"https://h/a",)"
            R"("filters":[]}},)"
            R"({"sid":"WH2","target":"studio","configuration":{"flow_sid":"FW1"}}]})");
        REQUIRE(hooks.has_value());
        CHECK_EQ(hooks->items, std::vector<std::string>({"https://h/a", "FW1"}));
      }
    }
  }
}

SCENARIO("a queued interaction is read with all its ids") {
  GIVEN("the answer to POST /Interactions") {
    WHEN("it is read") {
      THEN("interaction, channel, task and invite are there") {
        auto i = parse_interaction(
            R"({"sid":"KD1","channel":{"type":"web","sid":"UO1"},"routing":{"reservation":null,)"
            R"("properties":)"
            R"({"sid":"WT1","assignment_status":"pending",)"
            R"("attributes":"{\"flexChannelInviteSid\":\"KG1\"}"}}})");
        REQUIRE(i.has_value());
        CHECK_EQ(i->sid, "KD1");
        CHECK_EQ(i->channel_sid, "UO1");
        CHECK_EQ(i->task_sid, "WT1");
        CHECK_EQ(i->invite_sid, "KG1");
      }
      THEN("what is absent is empty") {
        for (auto body :
             {R"({"sid":"KD1"})", R"({"sid":"KD1","channel":null,"routing":null})",
              R"({"sid":"KD1","channel":{},"routing":{"properties":{"attributes":"x"}}})"}) {
          auto i = parse_interaction(body);
          REQUIRE(i.has_value());
          CHECK_EQ(i->channel_sid + i->task_sid + i->invite_sid, "");
        }
      }
      THEN("its channel, members, tasks and workers too") {
        auto c = parse_channel(
            R"({"sid":"UO1","status":"failed","error_code":45354,"error_message":"closed"})");
        CHECK_EQ(c->status, "failed");
        CHECK_EQ(c->error_code, 45354);
        CHECK_EQ(parse_channel(R"({"sid":"UO1","status":"active","error_code":null})")->error_code,
                 0);
        auto members = parse_members(
            R"({"participants":[{"sid":"UT1","type":"customer","routing_properties":null},)"
            R"({"sid":"UT2","type":"agent","routing_properties":{"task_sid":"WT1",)"
            R"("worker_sid":"WK1"}}]})");
        REQUIRE_EQ(members->items.size(), 2u);
        CHECK_EQ(members->items[0].worker_sid, "");
        CHECK_EQ(members->items[1].worker_sid, "WK1");
        auto t = parse_tasks(
            R"({"tasks":[{"sid":"WT1","assignment_status":"canceled","attributes":"{}",)"
            R"("reason":"r"}]})");
        CHECK_EQ(t->items.at(0).assignment_status, "canceled");
        auto w = parse_worker(
            R"({"sid":"WK1","friendly_name":"mike@twilio.com","attributes":)"
            R"("{\"full_name\":\"Mike M\",\"contact_uri\":\"client:mike_40twilio_2Ecom\"}"})");
        CHECK_EQ(w->full_name, "Mike M");
        CHECK_EQ(w->contact_identity, "mike_40twilio_2Ecom");
        CHECK_EQ(parse_worker(R"({"sid":"WK1","attributes":"?"})")->full_name, "");
      }
    }
  }
}

SCENARIO("a refusal carries Twilio's code and not what was sent") {
  GIVEN("error answers") {
    WHEN("they are read") {
      THEN("code, status and meaning are there") {
        http::response r{
            404, {}, R"({"code":20404,"message":"secret words not found","status":404})"};
        auto f = refusal(r, "read conversation");
        CHECK(f.kind == failure_kind::refused);
        CHECK_EQ(f.http_status, 404);
        CHECK_EQ(f.code, 20404);
        CHECK_EQ(f.detail, "read conversation: not found");
      }
      THEN("problem+json is understood") {
        http::response r{
            429,
            {{"Content-Type", "application/problem+json"}, {"Retry-After", "2"}},
            R"({"type":"https://t/20429","title":"Too many","status":429,"code":"20429"})"};
        auto f = refusal(r, "x");
        CHECK_EQ(f.code, 20429);
        CHECK_EQ(f.retry_after.value_or(0ms).count(), 2000);
      }
      THEN("any body and header will do") {
        for (auto body : {"", "<html>", "[]", "null", R"({"code":"x"})", R"({"code":-1})",
                          R"({"code":99999999999})"})
          CHECK_EQ(refusal({500, {{"Retry-After", "soon"}}, body}, "x").code, 0);
        CHECK(!refusal({503, {{"Retry-After", "-1"}}, ""}, "x").retry_after.has_value());
        CHECK(!refusal({503, {{"Retry-After", "1e300"}}, ""}, "x").retry_after.has_value());
        CHECK_EQ(
            refusal({503, {{"Retry-After", "0.5"}}, ""}, "x").retry_after.value_or(0ms).count(),
            500);
      }
    }
  }
}

SCENARIO("credentials go to the configured service only") {
  GIVEN("a base with a path prefix") {
    const std::string base = "http://127.0.0.1:8900/conversations/";
    WHEN("the address of a next page is judged") {
      THEN("it must have the same origin and prefix") {
        CHECK(same_service(base, "http://127.0.0.1:8900/conversations/v1/Services?Page=1"));
        CHECK(same_service("https://conversations.twilio.com",
                           "https://Conversations.twilio.com:443/v1/x"));
        for (auto bad :
             {"http://127.0.0.1:8901/conversations/v1", "https://127.0.0.1:8900/conversations/v1",
              "http://127.0.0.2:8900/conversations/v1", "http://127.0.0.1:8900/conversationsx/v1",
              "http://127.0.0.1:8900/mcs/v1", "http://127.0.0.1:8900/conversations/../mcs/v1",
              "http://127.0.0.1:8900@evil.example/conversations/v1", "/conversations/v1", "",
              "null"})
          CHECK(!same_service(base, bad));
      }
    }
  }
}

SCENARIO("files come over HTTPS or from the media service itself") {
  GIVEN("places a file may be said to be at") {
    WHEN("they are judged") {
      THEN("plain HTTP is for this machine only") {
        CHECK(may_download_from("https://mcs.us1.twilio.com", "https://files.example/x?sig=1"));
        CHECK(!may_download_from("https://mcs.us1.twilio.com", "http://files.example/x"));
        CHECK(!may_download_from("https://mcs.us1.twilio.com", "http://127.0.0.1/x"));
        CHECK(may_download_from("http://127.0.0.1:1", "http://127.0.0.1:2/x"));
        CHECK(!may_download_from("http://127.0.0.1:1", "http://files.example/x"));
        CHECK(may_download_from("http://mcs.local:1/mcs", "http://mcs.local:1/x"));
        CHECK(!may_download_from("https://a", "ftp://a/x"));
      }
      THEN("relative places are taken from where they were found") {
        CHECK_EQ(resolve_media_url("http://h:1/mcs/v1/x?y", "/files/1"), "http://h:1/files/1");
        CHECK_EQ(resolve_media_url("http://h:1", "/files/1"), "http://h:1/files/1");
        CHECK_EQ(resolve_media_url("http://h:1/a", "https://o/b"), "https://o/b");
        for (auto bad : {"", "b", "//o/b", "javascript:x", "file:///etc/passwd"})
          CHECK_EQ(resolve_media_url("http://h:1/a", bad), "");
      }
    }
  }
}
