#include "actors/desk_view/news.hpp"
#include "test/unit/desk_view/known.hpp"

#define CAF_SUITE desk_view_news
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::desk_view;
using test::opened_at;

namespace {

/// The names of the events, and the cursor after the last one.
struct heard {
  std::string names, last;
};
heard read(const std::string& stream) {
  heard h;
  for (std::size_t at = 0; (at = stream.find("event: ", at)) != std::string::npos; ++at) {
    h.names += stream.substr(at + 7, stream.find('\n', at) - at - 7) + " ";
    const auto id = stream.find("\nid: ", at) + 5;
    h.last = stream.substr(id, stream.find('\n', id) - id);
  }
  return h;
}

} // namespace

SCENARIO("an open page hears each thing once, and then nothing more") {
  GIVEN("a page that shows all of a case") { // checklist 36
    auto f = test::talk_of_alice();
    const auto begin = desk::read_cursor(desk::cursor_text(place_of(f)));
    REQUIRE(begin.has_value());
    WHEN("a note, a line and a status come") {
      const auto before = news_after(*begin, f);
      f.timeline.push_back({opened_at + 50, "", "called", "note", "Mike", "", 3});
      f.lines.push_back({"3", "agent", "Mike", "Hello", "", opened_at + 60});
      f.facts.status = "pending";
      f.facts.updated = opened_at + 50;
      const auto first = read(news_after(*begin, f));
      const auto after = desk::read_cursor(first.last);
      REQUIRE(after.has_value());
      THEN("they are told in order, and from the last cursor on nothing is") {
        CHECK_EQ(before, "");
        CHECK_EQ(first.names, "entry line facts ");
        CHECK_EQ(news_after(*after, f), "");
        CHECK(*after == place_of(f));
      }
    }
  }
}

SCENARIO("a page that lost its connection between two events goes on behind the first") {
  GIVEN("a case with a new entry and a new line") {
    auto f = test::talk_of_alice();
    const auto begin = place_of(f);
    f.timeline.push_back({opened_at + 50, "", "called", "note", "Mike", "", 3});
    f.lines.push_back({"3", "agent", "Mike", "Hello", "", opened_at + 60});
    WHEN("only the first event has arrived") {
      const auto all = news_after(begin, f);
      const auto one = read(all.substr(0, all.find("\n\n") + 2));
      THEN("the next question brings the rest only") {
        CHECK_EQ(one.names, "entry ");
        CHECK_EQ(read(news_after(*desk::read_cursor(one.last), f)).names, "line ");
      }
    }
  }
}

SCENARIO("a talk that changes hands is news though nothing was written") {
  GIVEN("a page of a case that waits") {
    auto f = test::talk_of_alice();
    const auto begin = place_of(f);
    WHEN("an agent has come") {
      conversation::with_agent with;
      with.case_number = 7;
      with.agents = {{"1", "Mike", true}};
      f.talk->now = with;
      THEN("the facts are told anew, once") {
        const auto news = news_after(begin, f);
        CHECK_EQ(read(news).names, "facts ");
        CHECK(news.find("With Mike") != std::string::npos);
        CHECK_EQ(news_after(*desk::read_cursor(read(news).last), f), "");
      }
    }
  }
}

SCENARIO("a cursor that somebody made up begins at the beginning and breaks nothing") {
  GIVEN("cursors of every shape") {
    auto f = test::talk_of_alice();
    WHEN("they are asked with") {
      THEN("everything is told") {
        for (auto mark : {"", "x", ".", "9999999999999999999999999.1.2", "-5.0.0"})
          CHECK(!news_after({0, mark}, f).empty());
        CHECK_EQ(read(news_after({0, ""}, f)).names, "entry entry line line facts ");
        CHECK_EQ(read(news_after({99, ""}, f)).names, "line line facts ");
      }
    }
  }
}
