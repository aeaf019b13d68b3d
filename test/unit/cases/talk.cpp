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

SCENARIO("a request that is taken back leaves a case of before as it was") {
  GIVEN("a case that an agent put to pending") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "pending"});
    WHEN("its member asks for a person again, and takes that back") {
      s.on(opened{.number = 7});
      const auto asked = s.now.now;
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is open meanwhile, and pending again") {
        CHECK_EQ(asked, status::open);
        CHECK_EQ(s.now.now, status::pending);
        CHECK_EQ(s.entries(), "talk cancelled by the user");
      }
    }
  }
}

SCENARIO("a request that is taken back closes the case that was made for it") {
  GIVEN("a case that no agent has seen") {
    auto s = reported();
    WHEN("its member takes the request back") {
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is closed") { CHECK_EQ(s.now.now, status::closed); }
    }
  }
}

SCENARIO("what an agent decides after the request stays when it is taken back") {
  GIVEN("a request that goes on under a resolved case") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    s.on(opened{.number = 7});
    WHEN("an agent makes it pending, and the member takes the request back") {
      s.on(changed{.by = "Ana", .status = "pending"});
      s.on(progressed{"closed", "cancelled by the user", "cancelled"});
      THEN("it is pending") { CHECK_EQ(s.now.now, status::pending); }
    }
  }
}

SCENARIO("a request that an agent took and the next one are not mixed up") {
  GIVEN("a case whose second request an agent took") {
    auto s = reported();
    s.on(changed{.by = "Ana", .status = "resolved"});
    s.on(opened{.number = 7});
    s.on(progressed{"open", "agent joined", "joined"});
    WHEN("a cancellation comes late") {
      s.on(progressed{"closed", "cancelled before the transfer", "cancelled"});
      THEN("the resolved of before is not brought back") { CHECK_EQ(s.now.now, status::closed); }
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

SCENARIO("news of a duplicate that a talk could not tell become a mention too") {
  GIVEN("a report that another member joined, and that was resolved") {
    story twin;
    opened o;
    o.number = 9;
    o.what = kind::bug;
    o.reporter = reporter_of(9, "43").who;
    o.channel = "bugs";
    o.master = 7;
    twin.on(o);
    twin.on(master_said{7, status::resolved});
    WHEN("the talk of that member says that they take no messages") {
      auto then = twin.on(progressed{{}, "closed", "unheard"});
      THEN("they are named in the channel by their own number") {
        CHECK_EQ(then, "mention 43 #9 resolved");
        CHECK_EQ(twin.entries(), "untold closed");
      }
    }
  }
}

SCENARIO("news for somebody who was forgotten meanwhile are no mention") {
  GIVEN("a report whose reporter was forgotten") {
    auto s = reported();
    s.on(forgotten{"42"});
    WHEN("their talk says that news did not reach them") {
      auto then = s.on(progressed{{}, "closed", "unheard"});
      THEN("nobody is named") { CHECK_EQ(then, ""); }
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
        CHECK(s.last.facts.empty()); // their rows are erased, not written anew
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
        CHECK_EQ(s.on(changed{.by = "Ana", .status = "resolved"}), "tell 42 #7 resolved");
      }
    }
  }
}
