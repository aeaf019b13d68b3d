#include "desk/case_page.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

#define CAF_SUITE desk_page
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

const std::string evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
                         "</title></style></template><a href=javascript:alert(1)>{}";

/// Everything that other people can write, as bad as it gets.
case_view hostile() {
  case_view v;
  v.number = 42;
  v.kind = evil;
  v.facts = {evil, evil, evil, evil, {evil}, 3, 1, evil};
  v.reporter = {evil, evil, "javascript:alert(1)", evil, 1, {evil}};
  v.times = {1795356300000};
  v.place = evil;
  v.place_url = "javascript:alert(1)";
  v.answers = {{evil, evil}};
  v.files = {{evil, evil, "javascript:alert(1)", 1}, {evil, evil, "https://a.example/\"x", 1}};
  v.master = {1, evil, evil, evil, "javascript:alert(1)"};
  v.duplicates = v.others = v.similar = {{2, evil, evil, evil, "data:text/html,x", 1, 2, evil}};
  v.timeline = {{1, 1, evil, evil, evil, evil}, {2, 1, "note", evil, evil, evil}};
  v.has_talk = true;
  v.transcript = {{evil, 1, speaker::user, evil, evil, v.files}};
  return v;
}

looking writer() { return {"e=1&s=x", "w", "0f0f", "2~x", 1795356300000 + 3 * 3600'000}; }

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}
bool has(const std::string& text, std::string_view part) { return count(text, part) > 0; }

/// The page without our own style and script.
std::string body_of(const std::string& page) {
  const auto from = page.find("<body"), to = page.rfind("<script>");
  return page.substr(0, page.find("<style>")) + page.substr(from, to - from);
}

std::string policy_of(const header_list& headers) {
  for (const auto& [name, value] : headers)
    if (name == "Content-Security-Policy") return value;
  return "none";
}

} // namespace

SCENARIO("text from Discord and Twilio can never become markup") {
  GIVEN("a case whose every text is hostile") {
    auto who = writer();
    who.problems = {{"note", evil}, {"", evil}};
    who.typed = {{"do", "update"}, {"note", evil}, {"agent", evil}, {"assignee", evil}};
    const auto page = case_page(hostile(), who);
    WHEN("its page is made") {
      const auto body = body_of(page);
      THEN("there is one script and one style, both ours") {
        CHECK_EQ(count(page, "<script"), 1u);
        CHECK_EQ(count(page, "</script"), 1u);
        CHECK_EQ(count(page, "<style"), 1u);
        CHECK_EQ(count(page, "</style"), 1u);
        CHECK_EQ(count(page, "</title"), 1u);
        CHECK_EQ(count(body, "<img"), 0u);
      }
      THEN("no address of theirs is a link") {
        CHECK_EQ(count(body, "href=\"javascript"), 0u);
        CHECK_EQ(count(body, "href=\"data"), 0u);
        CHECK_EQ(count(body, "src="), count(body, "src=x"));
        CHECK_EQ(count(body, "href=\"https"), 0u);
      }
      THEN("their quotes end no attribute") {
        // Every quote that is left is ours: around a value, right after "=" or before " ", ">".
        for (auto at = body.find('"'); at != std::string::npos; at = body.find('"', at + 1)) {
          const auto end = body.find('"', at + 1);
          REQUIRE_NE(end, std::string::npos);
          CHECK_EQ(body[at - 1], '=');
          CHECK(body[end + 1] == ' ' || body[end + 1] == '>');
          at = end;
        }
        CHECK_EQ(count(body, "'"), 0u);
      }
    }
  }
}

SCENARIO("the page shows the whole case at once (checklist 30, 33, 36)") {
  GIVEN("a case with a report, a talk and others beside it") {
    case_view v;
    v.number = 42;
    v.kind = "bug";
    v.facts = {"open", "high", "Mike", "Lantern goes out", {"rain"}, 3, 0, "With Mike"};
    v.reporter = {"1100000000000000001", "Alice Ash", "", "en-US", 1700000000000, {"Miner"}};
    v.times = {1795356300000, 0, 1795356540000, 1795356360000};
    v.answers = {{"What happened?", "It went out\nin the rain"}};
    v.files = {{"lamp.png", "image/png", "https://cdn.example/lamp.png?a=1&b=2", 1400000}};
    v.timeline = {{1, 1795356300000, "opened", "opened", "Alice Ash", ""},
                  {2, 1795356360000, "note", "Asked <dev>", "Mike", ""}};
    v.has_talk = true;
    v.transcript = {{"m1", 1795356300000, speaker::user, "Alice Ash", "hi", {}, true},
                    {"m2", 1795356300000, speaker::bot, "Ember", "hello", {}},
                    {"m3", 1795356300000, speaker::agent, "Mike", "gone words", {}, false, true}};
    v.others = {{7, "handoff", "closed", "Refund", "/case/7?e=1&s=y", 1790000000000}};
    v.similar = {{9, "bug", "open", "Torch dies", "", 1, 12, "Bob"}};
    WHEN("its page is made") {
      const auto page = body_of(case_page(v, writer()));
      THEN("number, kind, status, who and how long stand at its top") {
        const auto top = page.substr(0, page.find("</header>"));
        for (const auto* part :
             {"#42", "Bug report", ">Open<", "High priority", "Mike", "Lantern goes out",
              "Alice Ash", "English (en-US)", "Miner", "Open for 3 h", "First answer after 4 min",
              "Agent joined after 1 min", "3 votes", "With Mike"})
          CHECK_EQ(has(top, part) ? part : std::string{"missing: "} + part, part);
      }
      THEN("report, timeline and transcript follow, deleted words are gone") {
        CHECK(has(page, "It went out\nin the rain"));
        CHECK(has(page, "href=\"https://cdn.example/lamp.png?a=1&amp;b=2\" rel=\"noopener "
                        "noreferrer nofollow\" target=\"_blank\""));
        CHECK(has(page, "1.4 MB"));
        CHECK(has(page, "Asked &lt;dev&gt;"));
        CHECK(has(page, ">edited<") && has(page, ">deleted<"));
        CHECK(!has(page, "gone words"));
      }
      THEN("their other cases and similar reports are a step away") {
        CHECK(has(page, "<a href=\"/case/7?e=1&amp;s=y\">"));
        CHECK(has(page, "Torch dies") && has(page, "12 votes") && has(page, "by <bdi>Bob</bdi>"));
      }
      THEN("the forms post to the page itself with the right to write") {
        CHECK_EQ(count(page, "action=\"?e=1&amp;s=x&amp;w=w\""), 2u);
        CHECK(has(page, "name=\"saw-status\" value=\"open\""));
        CHECK(has(page, "<option value=\"open\" selected>"));
        CHECK(has(page, "data-events=\"42/events?e=1&amp;s=x&amp;after=2~x\""));
      }
    }
  }
}

SCENARIO("who may only read gets no forms, and a case of which little is left is shown too") {
  GIVEN("a reader and an erased case") {
    case_view v;
    v.number = 1;
    v.kind = "handoff";
    v.facts.status = "later-word";
    WHEN("the page is made") {
      const auto page = body_of(case_page(v, {"e=1&s=x", "", "", "", 0}));
      const auto writers = body_of(case_page(v, writer()));
      THEN("it is whole without what is missing") {
        CHECK_EQ(count(page, "<form"), 0u);
        CHECK(has(page, "data-events=\"\""));
        CHECK(has(page, "<bdi id=\"title\">Conversation</bdi>"));
        CHECK(has(page, "Name not known"));
        CHECK(!has(page, "1970"));
        CHECK(!has(page, "id=\"conversation\""));
      }
      THEN("a status that we do not know is kept, not turned into the first of the list") {
        CHECK(has(writers, "<option value=\"later-word\" selected>later-word</option>"));
      }
    }
  }
}

SCENARIO("after a refusal the form shows again what had been typed, and why") {
  GIVEN("an update that was in conflict") {
    case_view v;
    v.number = 1;
    v.kind = "bug";
    v.facts.status = "pending";
    v.facts.priority = "normal";
    v.facts.assignee = "Sara";
    auto who = writer();
    who.problems = {{"status", "It is now: Pending."}};
    who.typed = {{"do", "update"}, {"status", "resolved"}, {"saw-status", "open"},
                 {"assignee", ""}, {"saw-assignee", ""},   {"note", "\nmy words"},
                 {"agent", "Mo"}};
    WHEN("the page is made") {
      const auto page = body_of(case_page(v, who));
      THEN("both forms carry what tells a second post from a new wish") {
        CHECK_EQ(count(page, "<input type=\"hidden\" name=\"nonce\" value=\"0f0f\">"), 2u);
      }
      THEN("their words are there, and what was seen is what stands there now") {
        CHECK(has(page, "<p class=\"problem\" id=\"status-problem\">It is now: Pending.</p>"));
        CHECK(has(page, "<option value=\"resolved\" selected>"));
        CHECK(has(page, "name=\"saw-status\" value=\"pending\""));
        CHECK(has(page, ">\n\nmy words</textarea>"));
        CHECK(has(page, "name=\"agent\" value=\"Mo\""));
      }
      THEN("what they had left alone follows the case") {
        CHECK(has(page, "name=\"assignee\" value=\"Sara\""));
        CHECK(has(page, "name=\"saw-assignee\" value=\"Sara\""));
      }
    }
  }
}

SCENARIO("a page is shown in Flex's frame and nowhere else, and loads nothing from elsewhere") {
  GIVEN("the headers") {
    const auto headers = case_page_headers({"https://flex.twilio.com"});
    const auto policy = policy_of(headers);
    WHEN("a browser reads them") {
      THEN("everything is forbidden but what the page is made of") {
        CHECK(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        CHECK(has(policy, "style-src 'sha256-"));
        CHECK(has(policy, "base-uri 'none'") && has(policy, "form-action 'self'"));
        CHECK(policy.ends_with("frame-ancestors https://flex.twilio.com"));
        CHECK(!has(policy, "unsafe") && !has(policy, "*"));
        CHECK(policy_of(case_page_headers({})).ends_with("frame-ancestors 'none'"));
      }
      THEN("it is not stored, not sniffed and tells nobody its link; no cookie is set") {
        std::string all;
        for (const auto& [name, value] : headers) all += name + ": " + value + "\n";
        CHECK(has(all, "Cache-Control: no-store\n"));
        CHECK(has(all, "Referrer-Policy: no-referrer\n"));
        CHECK(has(all, "X-Content-Type-Options: nosniff\n"));
        CHECK(!has(all, "Cookie"));
      }
    }
  }
}

SCENARIO("a refused link tells what to do and nothing about the case") {
  GIVEN("the ways a link can be refused") {
    WHEN("their pages are made") {
      THEN("an expired one says so, all others look alike") {
        CHECK(has(refused_page(refusal::expired), "expired"));
        CHECK_EQ(refused_page(refusal::wrong), refused_page(refusal::malformed));
        CHECK(!has(refused_page(refusal::wrong), "expired"));
        CHECK(has(missing_page(), "erased") && has(busy_page(), "try again"));
      }
    }
  }
}

SCENARIO("times, sizes and names read as people say them") {
  GIVEN("values") {
    WHEN("they are worded") {
      THEN("each has the units that matter") {
        CHECK_EQ(time_text(1795356300000), "2026-11-22 14:05 UTC");
        CHECK_EQ(time_stamp(1795356309000), "2026-11-22T14:05:09Z");
        CHECK_EQ(time_text(0) + time_text(-5) + time_text(999999999999999), "");
        CHECK_EQ(how_long(-1), "0 s");
        CHECK_EQ(how_long(59'999), "59 s");
        CHECK_EQ(how_long(60'000), "1 min");
        CHECK_EQ(how_long(3600'000), "1 h");
        CHECK_EQ(how_long(12'000'000), "3 h 20 min");
        CHECK_EQ(how_long(90000'000), "1 day 1 h");
        CHECK_EQ(how_long(864000'000), "10 days");
        CHECK_EQ(size_text(0) + size_text(999) + size_text(14000), "999 bytes14 kB");
        CHECK_EQ(language_text("pt-BR"), "Portuguese (pt-BR)");
        CHECK_EQ(language_text("xx"), "xx");
        CHECK_EQ(tell({1, 1, "assignee", "", "Mike", ""}).title, "Assigned to nobody");
        CHECK_EQ(tell({1, 1, "told", "resolved", "", ""}).title, "Reporter told: resolved");
        CHECK_EQ(tell({1, 1, "unheard-of", "", "", ""}).title, "Unheard-of");
      }
    }
  }
}
