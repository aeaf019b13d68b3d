// What a conversation tells its case, and what is left when a person is forgotten.
#include "test/unit/cases/script.hpp"

#define CAF_SUITE cases_talk
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::cases;

SCENARIO("a rating and a comment stand in the timeline, and change nothing else") {
  GIVEN("a case that an agent has settled") { // checklist 36
    auto s = reported();
    s.on(progressed{"resolved", "agent finished", "left"});
    WHEN("the member rates the talk and adds a comment") {
      s.on(progressed{{}, "4", "rated"});
      const auto rated = s.entries();
      s.on(progressed{{}, "quick and kind", "comment"});
      THEN("both are told as theirs") {
        CHECK_EQ(rated, "rated 4 by Member 42");
        CHECK_EQ(s.entries(), "comment quick and kind by Member 42");
        CHECK_EQ(s.now.now, status::resolved);
      }
    }
  }
}

SCENARIO("news that a talk could not tell become a mention where it was reported") {
  GIVEN("a report whose member takes no messages any more") {
    auto s = reported();
    WHEN("their talk says so") {
      auto then = s.on(progressed{{}, "closed", "unheard"});
      THEN("they are named in the channel, with the status of now") {
        CHECK_EQ(then, "mention 42 #7 open");
        CHECK_EQ(s.entries(), "untold closed");
      }
    }
  }
}

SCENARIO("what happens to a case that nobody knows leaves nothing") {
  GIVEN("a number that was never given") {
    story s;
    WHEN("a talk tells of it") {
      auto then = s.on(progressed{"resolved", "agent finished", "left"});
      THEN("no line and no list has it") {
        CHECK_EQ(then, "");
        CHECK_EQ(s.entries(), "");
        CHECK(s.last.facts.empty());
      }
    }
  }
}

SCENARIO("a case forgets its reporter, their words and what they wait for") {
  GIVEN("a report with answers, a picture, and somebody else's vote") {
    auto s = reported();
    s.now.answers = {{"What happened?", "it broke"}};
    s.now.files = {{"https://cdn.example/1.png", "me.png", "image/png", 10}};
    s.on(voted{"50"});
    s.did<redraw>();
    WHEN("its reporter is forgotten") {
      auto then = s.on(forgotten{"42"});
      THEN("the post is drawn without them, and the vote of the other stays") {
        CHECK_EQ(then, "redraw open 2 votes");
        CHECK_EQ(s.now.reporter.id, "");
        CHECK_EQ(s.now.title, "");
        CHECK(s.now.answers.empty() && s.now.files.empty() && s.now.listeners.empty());
        CHECK_EQ(s.now.voters, std::vector<std::string>{"50"});
        REQUIRE_EQ(s.last.facts.size(), 1u); // with its rows, in one commit
        const auto& row = s.last.facts[0];
        CHECK_EQ(row.reporter + row.reporter_name + row.title, "");
        CHECK(row.forget_timeline);
        CHECK(row.words == std::vector<std::string>{"7"});
      }
    }
  }
}

SCENARIO("a case forgets one who voted and who waits for its news") {
  GIVEN("a report that another member joined") {
    auto s = reported();
    s.on(joined_by{9, {reporter_of(9, "43")}});
    s.did<redraw>();
    WHEN("that member is forgotten") {
      auto then = s.on(forgotten{"43"});
      THEN("only the vote is gone, and they are told nothing any more") {
        CHECK_EQ(then, "redraw open 1 vote");
        CHECK_EQ(s.now.reporter.id, "42");
        REQUIRE_EQ(s.last.facts.size(), 1u);
        CHECK_EQ(s.last.facts[0].forget, "43");
        CHECK(!s.last.facts[0].forget_timeline);
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "resolved"}), "tell 42 #7 resolved");
      }
    }
  }
}

SCENARIO("the words for the search are written when they change") {
  GIVEN("a report that is listed") {
    auto s = reported();
    WHEN("somebody votes, and then it gets a tag") {
      s.on(voted{"50"});
      const bool at_vote = s.last.facts.at(0).words.has_value();
      changed c;
      c.set_tags = true;
      c.tags = {"marsh"};
      s.on(c);
      const bool at_tag = s.last.facts.at(0).words.has_value();
      THEN("only the tag writes them") {
        CHECK(!at_vote);
        CHECK(at_tag);
      }
    }
  }
}

SCENARIO("a case of before there were records gets its words with its first step") {
  GIVEN("one that is only listed") {
    auto s = reported();
    s.now = state_of(facts_of(s.now));
    WHEN("somebody votes") {
      s.on(voted{"50"});
      THEN("they are written") { CHECK(s.last.facts.at(0).words.has_value()); }
    }
  }
}
