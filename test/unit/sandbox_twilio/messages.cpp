#define CAF_SUITE sandbox_twilio_messages
#include "fixture.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

SCENARIO("messages are numbered without gaps and read in pages") {
  GIVEN("a conversation with five messages") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto all = service_path("/Conversations/" + sid + "/Messages");
    for (auto text : {"zero", "one", "two", "three", "four"})
      f.rest("POST", all, {{"Author", "discord-42"}, {"Body", text}});
    WHEN("they are read two at a time, following the links") {
      std::string seen;
      auto page = f.rest("GET", all + "?Order=asc&PageSize=2");
      auto first = page;
      for (int pages = 0; pages < 10 && page.status == 200; ++pages) {
        for (std::size_t i = 0; i < page.size("messages"); ++i)
          seen += page.at("messages." + std::to_string(i) + ".index") +
                  page.at("messages." + std::to_string(i) + ".body") + " ";
        auto next = page.at("meta.next_page_url");
        if (next == "null") break;
        page = f.rest("GET", next);
      }
      THEN("every message comes once, in order") {
        CHECK_EQ(seen, "0zero 1one 2two 3three 4four ");
        CHECK_EQ(first.at("meta.key"), "messages");
        CHECK_EQ(first.at("meta.page_size"), "2");
        CHECK_EQ(first.at("meta.next_page_url").substr(0, f.base().size()), f.base());
        auto back = f.rest("GET", page.at("meta.previous_page_url"));
        CHECK_EQ(back.at("messages.0.body"), "two");
      }
      THEN("the newest can be read first") {
        auto newest = f.rest("GET", all + "?Order=desc&PageSize=1");
        CHECK_EQ(newest.at("messages.0.body"), "four");
        CHECK_EQ(f.rest("GET", newest.at("meta.next_page_url")).at("messages.0.body"), "three");
      }
      THEN("a deleted message leaves its number free for ever") {
        auto last = f.rest("GET", all + "?Order=desc&PageSize=1").at("messages.0.sid");
        CHECK_EQ(f.rest("DELETE", all + "/" + last).status, 204);
        CHECK_EQ(f.rest("GET", all + "/" + last).status, 404);
        CHECK_EQ(f.rest("POST", all, {{"Body", "five"}}).at("index"), "5");
      }
    }
  }
}

SCENARIO("a message keeps what it was given") {
  GIVEN("a conversation") {
    twilio_fixture f;
    auto sid = f.new_conversation("fc-1");
    auto all = service_path("/Conversations/" + sid + "/Messages");
    WHEN("a message comes in both ways of writing a space, with a past date") {
      net::http::request raw;
      raw.method = "POST";
      raw.url = f.base() + all;
      raw.headers = {
          {"Authorization",
           "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzYW5kYm94LWF1dGgtdG9rZW4="},
          {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
      raw.body =
          "Body=a+b%20c%2Bd%20%C3%A9&Author=discord-42&DateCreated=2026-01-02T03%3A04%3A05.678Z"
          "&Attributes=%7B%22fc%22%3A%20%7B%22n%22%3A%22abc%22%7D%7D";
      auto made = f.send(raw);
      THEN("text, date, attributes and author are as sent") {
        CHECK_EQ(made.status, 201);
        CHECK_EQ(made.at("body"), "a b c+d é");
        CHECK_EQ(made.at("date_created"), "2026-01-02T03:04:05Z");
        CHECK_EQ(made.at("attributes"), R"({"fc": {"n":"abc"}})");
        CHECK_EQ(made.at("participant_sid").substr(0, 2), "MB");
        CHECK_EQ(made.at("media"), "null");
      }
      THEN("it can be changed, and has no receipts") {
        auto one = all + "/" + made.at("sid");
        auto changed = f.rest("POST", one, {{"Body", "new"}});
        CHECK_EQ(changed.status, 200);
        CHECK_EQ(changed.at("body"), "new");
        CHECK_EQ(changed.at("index"), "0");
        CHECK_NE(changed.at("date_updated"), "2026-01-02T03:04:05Z");
        CHECK_EQ(f.rest("GET", one + "/Receipts").size("delivery_receipts"), 0u);
      }
      THEN("a body that is not a form is refused, as is one too long") {
        raw.headers.set("Content-Type", "application/json");
        raw.body = "{\"Body\":\"x\"}";
        CHECK_EQ(f.send(raw).status, 415);
        CHECK_EQ(f.rest("POST", all, {{"Body", std::string(40'000, 'x')}}).status, 400);
        CHECK_EQ(f.rest("GET", all + "?PageToken=nonsense").status, 400);
        CHECK_EQ(f.rest("GET", all + "?PageSize=-1").status, 400);
        CHECK_EQ(f.rest("GET", all).size("messages"), 1u);
      }
    }
  }
}
