#include "actors/desk_view/similar.hpp"
#include "actors/desk_view/unmarked.hpp"
#include "actors/desk_view/view.hpp"
#include "test/unit/desk_view/known.hpp"

#define CAF_SUITE desk_view_page
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::desk_view;
using test::facts;
using test::opened_at;

namespace {

std::string link(std::uint64_t number) { return "/case/" + std::to_string(number); }

} // namespace

SCENARIO("the page says who the user is, as they are now") {
  GIVEN("a talk of Alice's") { // checklist 32, 36
    auto f = test::talk_of_alice();
    WHEN("its page is filled") {
      auto v = view_of(f, link);
      THEN("name and language are the talk's, and the id says since when the account is") {
        CHECK_EQ(v.reporter.name, "Alice Ash");
        CHECK_EQ(v.reporter.locale, "fr");
        // 1100000000000000001 >> 22, from 2015 on: 2023-04-24
        CHECK_EQ(v.reporter.joined, 1'682'330'837'011);
        CHECK_EQ(v.reporter.avatar, "");
      }
    }
  }
}

SCENARIO("an id that is no snowflake has no date") {
  GIVEN("ids of every shape") {
    WHEN("pages are filled") {
      THEN("none of them is told a date for") {
        for (auto id : {"", "12", "x100000000000000001", "99999999999999999999"}) {
          auto f = test::talk_of_alice();
          f.facts.reporter = id;
          CHECK_EQ(view_of(f, link).reporter.joined, 0);
          CHECK_EQ(view_of(f, link).reporter.locale, ""); // the talk is somebody else's
        }
      }
    }
  }
}

SCENARIO("timeline and transcript come whole, oldest first, with who said what") {
  GIVEN("a talk with lines of everybody") { // checklist 29
    auto f = test::talk_of_alice();
    f.lines.push_back({"3", "notice", "", "Case #7 was created", "", opened_at});
    f.lines.push_back({"4", "agent", "Mike", "Hello",
                       R"([{"place":"https://cdn.example/a.png","name":"a.png","size":12}])",
                       opened_at + 9});
    WHEN("its page is filled") {
      auto v = view_of(f, link);
      THEN("each line is there once") {
        CHECK(v.has_talk);
        std::string said;
        for (auto& l : v.transcript) said += l.id + " " + l.name + ": " + l.text + "\n";
        CHECK_EQ(said, "m1767225599980 Alice: How?\nm1767225599990 Bot: Like this\n"
                       "m1767225600000 Bot: Case #7 was created\nm1767225600009 Mike: Hello\n");
        CHECK_EQ(v.transcript[3].files.at(0).url, "https://cdn.example/a.png");
        CHECK_EQ(v.transcript[3].files.at(0).size, 12u);
        CHECK_EQ(v.timeline.size(), 2u);
        CHECK_EQ(v.timeline[1].text, "queued");
      }
    }
  }
}

SCENARIO("of a very long case the newest is shown and the rest counted") {
  GIVEN("more lines and entries than a page holds") {
    auto f = test::talk_of_alice();
    f.lines.clear();
    f.timeline.clear();
    for (std::uint64_t i = 1; i <= most_lines + 3; ++i)
      f.lines.push_back(
          {"x", "user", "Alice", std::to_string(i), "", static_cast<std::int64_t>(i)});
    for (std::uint64_t i = 1; i <= most_entries + 2; ++i)
      f.timeline.push_back({1, "", "note", "note", "Mo", "", i});
    WHEN("its page is filled") {
      auto v = view_of(f, link);
      THEN("nothing is hidden without being told") {
        CHECK_EQ(v.transcript.size(), most_lines);
        CHECK_EQ(v.transcript.front().text, "4");
        CHECK_EQ(v.lines_before, 3u);
        CHECK_EQ(v.timeline.front().position, 3u);
        CHECK_EQ(v.entries_before, 2u);
      }
    }
  }
}

SCENARIO("entries that were not even read are counted too") {
  GIVEN("the end of a timeline of 5,000 entries") {
    auto f = test::talk_of_alice();
    f.timeline = {{1, "", "note", "note", "Mo", "", 4999}, {1, "", "note", "note", "Mo", "", 5000}};
    WHEN("its page is filled") {
      const auto v = view_of(f, link);
      THEN("the page says how many come before") {
        CHECK_EQ(v.timeline.size(), 2u);
        CHECK_EQ(v.entries_before, 4998u);
      }
    }
  }
}

SCENARIO("who has the talk is told for this case only") {
  GIVEN("a talk in every phase") {
    auto f = test::talk_of_alice();
    auto now = [&](conversation::phase p) {
      f.talk->now = std::move(p);
      return talk_now(f);
    };
    conversation::with_agent with;
    with.case_number = 7;
    with.agents = {{"1", "Mike", true}, {"2", "", true}};
    WHEN("it goes on") {
      THEN("the page says with whom") {
        CHECK_EQ(talk_now(f), "Waiting for an agent");
        CHECK_EQ(now(with), "With Mike, an agent");
        with.parked = true;
        with.last_name = "Sara";
        CHECK_EQ(now(with), "Put aside by Sara");
        with.case_number = 8;
        CHECK_EQ(now(with), "");
        CHECK_EQ(now(conversation::with_bot{}), "With the assistant");
        CHECK_EQ(now(conversation::idle{}), "");
        f.facts.status = "resolved";
        CHECK_EQ(now(conversation::with_bot{}), "");
        f.talk.reset();
        CHECK_EQ(talk_now(f), "");
      }
    }
  }
}

SCENARIO("other cases, duplicates, the master and similar reports are one click away") {
  GIVEN("a bug report among others") { // checklist 30, 33
    found f;
    f.facts = facts(20, "bug", "The lantern goes out in the rain");
    f.facts.master = 12;
    f.facts.guild = "1";
    f.facts.channel = "2";
    f.record = cases::state_of(f.facts);
    f.record.shown = {"2", "3"};
    f.record.answers = {{"What happened?", "It went out"}};
    f.of_reporter = {f.facts, facts(5, "handoff", "refund")};
    f.candidates = {f.facts, facts(11, "bug", "Lantern goes out when rain falls"),
                    facts(12, "bug", "The lantern goes out in the rain"),
                    facts(13, "feature", "The lantern goes out in the rain"),
                    facts(14, "bug", "Shop prices are wrong")};
    f.master = facts(12, "bug", "The lantern goes out in the rain");
    f.joined = {facts(30, "bug", "same")};
    WHEN("its page is filled") {
      auto v = view_of(f, link);
      THEN("each stands where it belongs, with a link") {
        CHECK_EQ(v.others.size(), 1u);
        CHECK_EQ(v.others[0].url, "/case/5");
        CHECK_EQ(v.master.number, 12u);
        CHECK_EQ(v.duplicates.at(0).number, 30u);
        CHECK_EQ(v.similar.size(), 1u);
        CHECK_EQ(v.similar.at(0).number, 11u);
        CHECK_EQ(v.similar.at(0).reporter, "Alice");
        CHECK_EQ(v.place_url, "https://discord.com/channels/1/2/3");
        CHECK_EQ(v.answers.at(0).text, "It went out");
        CHECK(!v.has_talk);
        CHECK_EQ(v.facts.votes, 1u);
      }
    }
  }
}

SCENARIO("what the assistant said is shown as it reads in the chat") {
  GIVEN("texts with and without marks") { // checklist 24, 29
    WHEN("their marks are taken away") {
      THEN("labels, links and signs stay, and nothing that only looks like a mark goes") {
        CHECK_EQ(unmarked("**[Refunds](<https://a.example/x>)**\nbody"),
                 "Refunds (https://a.example/x)\nbody");
        CHECK_EQ(unmarked("Open Account \\> Privacy, \\[form\\](https://a.example)"),
                 "Open Account > Privacy, [form](https://a.example)");
        CHECK_EQ(unmarked("see <https://a.example> or [1] and [x](javascript:y)"),
                 "see https://a.example or [1] and [x](javascript:y)");
        CHECK_EQ(unmarked("a*b*c \\"), "a*b*c \\");
        CHECK_EQ(unmarked("[open\n](https://a.example)"), "[open\n](https://a.example)");
        CHECK_EQ(unmarked(std::string(20000, '[')).size(), 20000u);
      }
    }
  }
}
